import { describe, expect, test } from 'vitest';
import { breakersIn } from '../../../functions/notifications/adapters/carrier-breakers.ts';
import { dayCountsIn } from '../../../functions/notifications/adapters/day-counts.ts';
import { messageBook } from '../../../functions/notifications/domain/book.ts';
import { messageFacts } from '../../../functions/notifications/domain/facts.ts';
import { countedIn, endOfDay } from '../../../functions/notifications/domain/limits.ts';
import { stateOf } from '../../../functions/notifications/domain/message-state.ts';
import type { Notice } from '../../../functions/notifications/domain/notice.ts';
import { listLimits, resetLimit } from '../../../functions/notifications/usecases/message-limits.ts';
import { messageView } from '../../../functions/notifications/usecases/message-view.ts';
import type { MessageId } from '../../../shared/kernel/ids.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { cardWith, generousLimits, notificationsHouse } from '../../support/notifications-house.ts';

/** The messages by SMS or e-mail that a house intends of an occasion. */
const intendedIn = async (
  house: ReturnType<typeof notificationsHouse>,
  occasion: string,
  notice: Notice,
): Promise<readonly MessageId[]> => {
  const by = { recordedBy: 'system', requestId: 'r' };
  const intended = await house.intend({ dossierCode: 'H26.10-261120-0007', occasion, notice }, by);
  return intended.ok ? intended.value : [];
};

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
  [
    { kind: 'held', leg: 0, round: 0, because: 'limit', until: 2, heldAt: 1 },
    {
      taken: [{ because: 'spend_breaker' }],
      refused: [{ because: 'rain' }, { leg: -1 }, { round: 0.5 }, { until: '2' }],
    },
  ],
])('$kind is recorded within its limits, and not beyond them', (fact, ...limits) => {
  const takes = (changes: object) => messageFacts.recorded(fact.kind)?.safeParse({ ...fact, ...changes }).success;
  expect(takes({})).toBe(true);
  expect(messageFacts.stored(fact)).toEqual(fact);
  for (const { taken, refused } of limits as readonly { taken: object[]; refused: object[] }[]) {
    for (const changes of taken) expect(takes(changes), JSON.stringify(changes)).toBe(true);
    for (const changes of refused) expect(takes(changes), JSON.stringify(changes)).toBe(false);
  }
});

describe('what may be sent by SMS', () => {
  /** A house with so many messages to one phone, each of an occasion of its own, under limits. */
  const crowd = async (count: number, limits: Parameters<ReturnType<typeof notificationsHouse>['limit']>[0]) => {
    const house = notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
    house.limit(limits);
    const ids: MessageId[] = [];
    for (let n = 0; n < count; n += 1) {
      const notice = { template: 'download_code', nonce: `n${n}` } as const;
      const [id = 'msg_'] = await intendedIn(house, `code:${n}`, notice);
      ids.push(id);
    }
    const outcomes = async () => {
      const all: unknown[] = [];
      for (const id of ids) all.push(await house.send(id).then((sent) => sent.ok && sent.value));
      return all;
    };
    return { house, ids, outcomes };
  };
  const HOUR = 3_600_000;
  const messages = [{ atMost: 30, withinMs: 24 * HOUR }];
  const codes = [{ atMost: 2, withinMs: HOUR }];

  test('a phone gets so many codes in an hour; the next one waits, and expires at its end as any other', async () => {
    const { house, ids, outcomes } = await crowd(3, { toOne: { codes, messages } });
    expect(await outcomes()).toEqual(['taken', 'taken', 'limited']);
    const third = await house.message(ids[2] ?? 'msg_');
    expect(stateOf(third, house.at, null)).toBe('held');
    expect(messageView({ message: third, card: undefined, quietHours: null }, house.at)).toMatchObject({
      reason: 'limit',
    });
    expect(messageBook.project(third).entries.trouble?.list?.pk).toBe('MESSAGES#waiting');
    expect(house.later.at(-1)).toEqual({ messageId: ids[2], delaySeconds: 900 });
    house.at += 15 * 60_000;
    expect(await outcomes()).toEqual(['settled_before', 'settled_before', 'given_up']);
    expect(stateOf(await house.message(ids[2] ?? 'msg_'), house.at, null)).toBe('expired');
  });

  test('an agency sends so many in a day; an operator has it begin anew, once for each request', async () => {
    const { house, outcomes } = await crowd(3, { ofAgencyADay: 2 });
    expect(await outcomes()).toEqual(['taken', 'taken', 'limited']);
    const days = dayCountsIn(house.table, () => 0);
    const breakers = breakersIn(house.table, () => house.at);
    const ports = { days, breakers, limits: { ...generousLimits, ofAgencyADay: 2 } };
    const ofAgency = async () => (await listLimits(ports)(house.at)).find(({ scope }) => scope === 'agency:H26.10');
    expect(await ofAgency()).toMatchObject({ counted: 2, limit: 2, held: 1, tripped: true });
    const word = { token: 't', reason: 'expected', by: 'Ánh' };
    expect(await resetLimit(ports)('agency:H26.11', word, house.at)).toMatchObject({ ok: false });
    expect(await resetLimit(ports)('agency:H26.10', word, house.at)).toMatchObject({
      value: { counted: 0, tripped: false },
    });
    house.at += 6000;
    expect(await outcomes()).toEqual(['settled_before', 'settled_before', 'taken']);
    await resetLimit(ports)('agency:H26.10', word, house.at);
    expect(await ofAgency()).toMatchObject({ counted: 1, tripped: false });
  });

  test('a day may cost so much, where a carrier has a price; another day begins at midnight in Viet Nam', async () => {
    const { house, ids, outcomes } = await crowd(3, { spendADayVnd: 800 });
    house.have('sms', { ...house.sms.carrier, pricePerSegmentVnd: 500 });
    expect(await outcomes()).toEqual(['taken', 'taken', 'limited']);
    const third = await house.message(ids[2] ?? 'msg_');
    expect(third.held).toMatchObject({ because: 'spend_breaker', until: endOfDay(house.at) });
    expect(endOfDay(Date.parse('2026-11-18T23:59:59+07:00'))).toBe(Date.parse('2026-11-19T00:00:00+07:00'));
  });

  test('e-mails are counted in none', async () => {
    const house = notificationsHouse(cardWith({ notify: { sms: false, email: true } }));
    const [id = 'msg_'] = await intendedIn(house, 'o', { template: 'result_ready' });
    await house.send(id);
    expect(house.table.all().filter(({ pk }) => pk.startsWith('LIMIT#'))).toEqual([]);
  });

  test('what many count at the same moment is all counted, and a write whose answer was lost counts once', async () => {
    const table = memoryTable();
    const lossy = {
      ...table,
      async putIfVersion(...args: Parameters<typeof table.putIfVersion>) {
        await table.putIfVersion(...args);
        return table.putIfVersion(...args);
      },
    };
    const workers = [dayCountsIn(table, () => 0.1), dayCountsIn(lossy, () => 0.12), dayCountsIn(table, () => 0.9)];
    const adds = Array.from({ length: 60 }, (_, n) =>
      workers[n % 3]?.add('2026-11-18', { counted: { installation: 10 } }),
    );
    await Promise.all(adds);
    expect(countedIn(await dayCountsIn(table, () => 0).read('2026-11-18'), 'installation')).toBe(600);
  });
});
