import { describe, expect, test } from 'vitest';
import { messageLedger } from '../../../functions/notifications/adapters/message-ledger.ts';
import { referencesIn } from '../../../functions/notifications/adapters/references.ts';
import { receiptsOf } from '../../../functions/notifications/channels/receipts.ts';
import { messageView } from '../../../functions/notifications/usecases/message-view.ts';
import { recordReceipts } from '../../../functions/notifications/usecases/record-receipts.ts';
import type { CarrierKind } from '../../../shared/kernel/message-carriers.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/kernel/time.ts';
import { bothSidesOf } from '../../support/carrier-house.ts';
import {
  cardWith,
  heardEvents,
  NOON,
  notificationsHouse,
  recordingCarrier,
} from '../../support/notifications-house.ts';

/** After so long a queue gives a message again whose sending failed. */
const VISIBILITY_MS = 180_000;

/** A message to a number by a carrier of a kind, each by its own code, until nothing waits any more or `until`. */
const sentTo = async (phone: string, kind: CarrierKind = 'esms', until = NOON + HOUR_MS) => {
  const {
    house: sandbox,
    carrier,
    sample,
  } = await bothSidesOf(kind, 'https://motcua.example.vn/webhooks/messages/x/t');
  const card = cardWith({ contact: { fullName: 'Nguyễn Thị Ánh', phone }, notify: { sms: true, email: false } });
  const house = notificationsHouse(card);
  house.quietHours = null;
  house.have('sms', carrier);
  await house.hear(heardEvents.accepted);
  const [messageId = 'msg_'] = house.ids();
  for (;;) {
    const sent = await house.send(messageId);
    const again = house.later.pop();
    const waitsMs = again ? again.delaySeconds * 1000 : sent.ok ? 0 : VISIBILITY_MS;
    if (waitsMs === 0 || house.at + waitsMs > until) break;
    house.at += waitsMs;
    sandbox.now = house.at;
  }
  const record = recordReceipts({
    ledger: messageLedger(house.table, () => house.at),
    references: referencesIn(house.table, () => 0),
  });
  const reader = await receiptsOf(kind);
  const view = async () =>
    messageView({ message: await house.message(messageId), card: undefined, quietHours: null }, house.at);
  /** Receipts as they are sent: the state after each, with the seconds after the message. */
  const hearAll = async () => {
    const states: (readonly [number, string])[] = [];
    for (const { notice, afterSeconds } of sandbox.receipts.toSorted((a, b) => a.afterSeconds - b.afterSeconds)) {
      const query = new URLSearchParams('query' in notice ? notice.query : '');
      const fields = Object.fromEntries([...query].map(([name, value]) => [name, [value]]));
      for (const receipt of reader?.read({ query: fields, headers: {}, body: Buffer.alloc(0) }) ?? [])
        await record(sample.carrier, receipt, house.at, 'request');
      states.push([afterSeconds, (await view()).state]);
    }
    return states;
  };
  return { house, messageId, sandbox, view, hearAll };
};

const outcomes = ({ attempts }: { readonly attempts: readonly { readonly outcome: string }[] }) =>
  attempts.map(({ outcome }) => outcome);

describe('a message to a magic number', () => {
  test.each([
    ['0900000001', 'delivered', [[1, 'delivered']], ['accepted']],
    ['0900000003', 'delivered', [[1, 'delivered']], ['busy', 'busy', 'accepted']],
    ['0900000004', 'delivered', [[20, 'delivered']], ['accepted']],
    [
      '0900000005',
      'delivered',
      [
        [1, 'delivered'],
        [2, 'delivered'],
      ],
      ['accepted'],
    ],
    [
      '0900000006',
      'delivered',
      [
        [1, 'delivered'],
        [3, 'delivered'],
      ],
      ['accepted'],
    ],
    ['0900000007', 'network_accepted', [[1, 'network_accepted']], ['accepted']],
    ['0900000008', 'delivered', [[1, 'delivered']], ['unanswered', 'accepted']],
    ['0900000077', 'delivered', [[1, 'delivered']], ['accepted']],
  ] as const)('%s ends %s, in one copy', async (phone, state, receipts, attempts) => {
    const { sandbox, view, hearAll } = await sentTo(phone);
    expect(await hearAll()).toEqual(receipts);
    const read = await view();
    expect([read.state, outcomes(read)]).toEqual([state, attempts]);
    expect(sandbox.arrived()).toHaveLength(1);
  });

  test('0900000002 fails for its carrier’s reason, and nothing arrives', async () => {
    const { sandbox, view, hearAll } = await sentTo('0900000002');
    expect(await hearAll()).toEqual([]);
    expect(await view()).toMatchObject({ state: 'failed', reason: 'esms:108', attempts: [{ outcome: 'refused' }] });
    expect(sandbox.arrived()).toEqual([]);
  });

  test.each(['speedsms', 'viettel'] as const)(
    '0900000008 is left to a person where its carrier cannot be asked (%s), in one copy',
    async (kind) => {
      const { house, sandbox, view } = await sentTo('0900000008', kind);
      const read = await view();
      expect([read.state, outcomes(read)]).toEqual(['parked', ['unanswered']]);
      expect(house.at - NOON).toBeGreaterThan(30 * MINUTE_MS);
      expect(sandbox.arrived()).toHaveLength(1);
    },
  );

  test('0900000009 waits with its attempts while its only carrier is down, and expires at its end', async () => {
    const { house, messageId, sandbox, view } = await sentTo('0900000009');
    const read = await view();
    expect(read.state).toBe('queued');
    expect(read.attempts.length).toBeGreaterThan(3);
    expect(new Set(outcomes(read))).toEqual(new Set(['busy']));
    house.at = Date.parse(read.expiresAt);
    expect((await view()).state).toBe('expired');
    expect(await house.send(messageId)).toMatchObject({ ok: true });
    expect((await view()).state).toBe('expired');
    expect(sandbox.arrived()).toEqual([]);
  });

  test('0900000009 is taken by another carrier of the channel', async () => {
    const { house, messageId, view } = await sentTo('0900000009', 'esms', NOON);
    const other = recordingCarrier('lookup', { name: 'other' });
    house.have('sms', other.carrier);
    expect(await house.send(messageId)).toMatchObject({ ok: true });
    expect(other.taken).toHaveLength(1);
    expect((await view()).state).toBe('accepted');
  });
});
