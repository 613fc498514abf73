import { expect, test } from 'vitest';
import { messageFacts } from '../../../functions/notifications/domain/facts.ts';

const leg = { leg: 1, carrier: 'one' };
const intended = {
  kind: 'intended',
  occasion: 'o',
  dossierCode: 'H26.10-261120-0007',
  agencyCode: 'H26.10',
  channel: 'sms',
  notice: { template: 'download_code', nonce: 'n' },
  intendedAt: 1,
};
const begun = { kind: 'leg_begun', ...leg, begunAt: 1 };
const notSent = { kind: 'leg_not_sent', ...leg, fault: 'retryable', reason: 'busy', receivedAt: 1 };
const told = { kind: 'leg_told', ...leg, status: 'accepted', receivedAt: 1 };
const givenUp = { kind: 'given_up', reason: 'expired', givenUpAt: 1 };

const texts = (name: string, least: number, most: number) => ({
  taken: [least, most].map((length) => ({ [name]: 'x'.repeat(length) })),
  refused: [least - 1, most + 1].filter((length) => length >= 0).map((length) => ({ [name]: 'x'.repeat(length) })),
});
const nonce = (length: number) => ({ notice: { template: 'download_code', nonce: 'x'.repeat(length) } });
const sums = { amountVnd: 1, receivedVnd: 3, surplusVnd: 2 };
const notices = [
  { template: 'accepted', promisedAt: null },
  { template: 'accepted', promisedAt: 1 },
  { template: 'fee_due', amountVnd: 1, payableUntil: 2 },
  { template: 'paid', amountVnd: 1 },
  { template: 'surplus', ...sums, because: 'overpaid' },
  { template: 'result_ready' },
];
const lacking = (notice: object) =>
  Object.keys(notice).map((name) => ({
    notice: Object.fromEntries(Object.entries(notice).filter(([n]) => n !== name)),
  }));
const legs = { taken: [{ leg: 1 }, { leg: 400 }], refused: [{ leg: 0 }, { leg: 401 }, { leg: 1.5 }] };

// One test for each kind: its schema is made once in a file.
test.each([
  [
    intended,
    {
      taken: [nonce(1), nonce(64), { channel: 'email' }, { channel: 'zalo' }],
      refused: [nonce(0), nonce(65), { channel: 'pigeon' }],
    },
    { taken: notices.map((notice) => ({ notice })), refused: notices.flatMap(lacking) },
    { taken: [{ expiresAt: 2, mootBy: 'o2' }], refused: [{ notice: { template: 'rated' } }, { intendedAt: '1' }] },
  ],
  [begun, legs, texts('carrier', 1, 40)],
  [notSent, legs, texts('reason', 0, 100), { taken: [{ fault: 'configuration' }], refused: [{ fault: 'permanent' }] }],
  [
    told,
    legs,
    texts('carrierMessageId', 0, 200),
    texts('reason', 0, 100),
    { taken: [{ leg: undefined }, { status: 'bounced' }], refused: [{ status: 'read' }] },
  ],
  [givenUp, texts('reason', 0, 100)],
])('$kind is recorded within its limits, and not beyond them', (fact, ...limits) => {
  const takes = (changes: object) => messageFacts.recorded(fact.kind)?.safeParse({ ...fact, ...changes }).success;
  expect(takes({})).toBe(true);
  expect(messageFacts.stored(fact)).toEqual(fact);
  for (const { taken, refused } of limits as readonly { taken: object[]; refused: object[] }[]) {
    for (const changes of taken) expect(takes(changes), JSON.stringify(changes)).toBe(true);
    for (const changes of refused) expect(takes(changes), JSON.stringify(changes)).toBe(false);
  }
});
