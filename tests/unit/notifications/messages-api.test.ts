import { describe, expect, test } from 'vitest';
import { messageFacts } from '../../../functions/notifications/adapters/message-ledger.ts';
import type { MessageFact } from '../../../functions/notifications/domain/facts.ts';
import { foldMessage } from '../../../functions/notifications/domain/message.ts';
import { stateOf } from '../../../functions/notifications/domain/message-state.ts';
import { messageView } from '../../../functions/notifications/usecases/message-view.ts';
import { entryItems } from '../../../shared/platform/ledger/head.ts';
import { apiHouse } from '../../support/api-house.ts';
import { cardWith, heardEvents, NOON, notificationsHouse } from '../../support/notifications-house.ts';
import { faultsOf } from '../../support/openapi.ts';

const intended = (more: object = {}): MessageFact => ({
  kind: 'intended',
  occasion: 'dossier:H26.10-261120-0007:accepted',
  dossierCode: 'H26.10-261120-0007',
  agencyCode: 'H26.10',
  channel: 'sms',
  notice: { template: 'accepted', promisedAt: null },
  intendedAt: NOON,
  ...more,
});
const begun = (leg: number, at = NOON, more: object = {}): MessageFact => ({
  kind: 'leg_begun',
  leg,
  carrier: 'sms-1',
  begunAt: at,
  ...more,
});
const notSent = (leg: number, fault: 'retryable' | 'configuration'): MessageFact => ({
  kind: 'leg_not_sent',
  leg,
  carrier: 'sms-1',
  fault,
  reason: `esms:${fault}`,
  receivedAt: NOON,
});
const told = (
  leg: number,
  status: 'accepted' | 'failed' | 'delivered' | 'bounced' | 'network_accepted',
): MessageFact => ({
  kind: 'leg_told',
  leg,
  carrier: 'sms-1',
  status,
  receivedAt: NOON + 1000,
  ...(status === 'failed' ? { reason: 'esms:108' } : {}),
});
const parked = (leg: number): MessageFact => ({ kind: 'parked', leg, round: 0, reason: 'unanswered', parkedAt: NOON });
const givenUp = (reason: string): MessageFact => ({ kind: 'given_up', reason, givenUpAt: NOON + 2000 });

const folded = (...facts: readonly MessageFact[]) => {
  const message = foldMessage('msg_1', [intended(), ...facts]);
  if (!message) throw new Error('no message');
  return message;
};

const MINUTE = 60_000;

describe('the state of a message', () => {
  test.each<[string, readonly MessageFact[], number]>([
    ['queued', [], 0],
    ['queued', [begun(1), notSent(1, 'retryable')], 0],
    ['queued', [], 3 * 24 * 60 * MINUTE - 1],
    ['expired', [], 3 * 24 * 60 * MINUTE],
    ['sending', [begun(1)], 89_999],
    ['unknown', [begun(1)], 90_000],
    ['unknown', [begun(1)], 30 * MINUTE - 1],
    ['parked', [begun(1)], 30 * MINUTE],
    ['queued', [begun(1), notSent(1, 'configuration')], 0],
    ['parked', [begun(1), notSent(1, 'configuration'), parked(1)], 0],
    ['parked', [parked(0)], 4 * 24 * 60 * MINUTE],
    ['parked', [begun(1), parked(1)], 0],
    ['sending', [begun(1), parked(1), begun(2)], 0],
    ['delivered', [begun(1), parked(1), told(1, 'delivered')], 0],
    ['accepted', [begun(1), told(1, 'accepted')], 0],
    ['network_accepted', [begun(1), told(1, 'accepted'), told(1, 'network_accepted')], 0],
    ['delivered', [begun(1), told(1, 'accepted'), told(1, 'delivered')], 0],
    ['bounced', [begun(1), told(1, 'delivered'), told(1, 'bounced')], 0],
    ['failed', [begun(1), told(1, 'failed')], 0],
    ['failed', [givenUp('no_address')], 0],
    ['expired', [givenUp('expired')], 0],
    ['expired', [givenUp('overtaken')], 0],
  ])('%s', (state, facts, afterMs) => {
    expect(stateOf(folded(...facts), NOON + afterMs, null)).toBe(state);
  });

  test('an SMS that can wait is held in its agency’s quiet hours, until its end', () => {
    const quiet = { from: '11:00', to: '13:00' };
    const at = (message: ReturnType<typeof folded>, now = NOON) => stateOf(message, now, quiet);
    expect(at(folded())).toBe('held');
    expect(at(folded(), NOON + 60 * MINUTE)).toBe('queued');
    expect(at(folded(), NOON + 3 * 24 * 60 * MINUTE)).toBe('expired');
    expect(at(folded(begun(1)))).toBe('sending');
    const others = [{ channel: 'email' }, { notice: { template: 'paid', amountVnd: 1 } }];
    for (const other of others) {
      const message = foldMessage('msg_1', [intended(other)]);
      expect(message && at(message)).toBe('queued');
    }
    // By default from nine in the evening.
    expect(stateOf(folded(), NOON + 9 * 60 * MINUTE, undefined)).toBe('held');
    expect(stateOf(folded(), NOON + 9 * 60 * MINUTE, null)).toBe('queued');
  });

  test('a code that was asked for ends after five minutes, a demand with its fee', () => {
    const code = foldMessage('msg_1', [intended({ notice: { template: 'download_code', nonce: 'n' } })]);
    const demand = foldMessage('msg_1', [intended({ expiresAt: NOON + MINUTE })]);
    if (!code || !demand) throw new Error('no message');
    expect([stateOf(code, NOON + 5 * MINUTE - 1, null), stateOf(code, NOON + 5 * MINUTE, null)]).toEqual([
      'queued',
      'expired',
    ]);
    expect([stateOf(demand, NOON + MINUTE - 1, null), stateOf(demand, NOON + MINUTE, null)]).toEqual([
      'queued',
      'expired',
    ]);
  });
});

describe('a message as callers are answered', () => {
  const viewOf = (...facts: readonly MessageFact[]) =>
    messageView({ message: folded(...facts), card: cardWith(), quietHours: null }, NOON);

  test('has its tries in their order, each with what came of it', () => {
    const facts = [
      ...[begun(1), notSent(1, 'retryable')],
      ...[begun(2), notSent(2, 'configuration')],
      begun(3),
      ...[begun(4), told(4, 'failed')],
      ...[begun(5), told(5, 'accepted'), told(5, 'failed')],
      ...[begun(6, NOON, { segments: 2, costVnd: 1700 }), told(6, 'accepted')],
    ];
    expect(viewOf(...facts)).toEqual({
      messageId: 'msg_1',
      dossierCode: 'H26.10-261120-0007',
      template: 'accepted',
      language: 'vi',
      channel: 'sms',
      state: 'accepted',
      to: '********78',
      segments: 2,
      costVnd: 1700,
      attempts: [
        { carrier: 'sms-1', at: '2026-11-18T12:00:00+07:00', outcome: 'busy', reason: 'esms:retryable' },
        { carrier: 'sms-1', at: '2026-11-18T12:00:00+07:00', outcome: 'misconfigured', reason: 'esms:configuration' },
        { carrier: 'sms-1', at: '2026-11-18T12:00:00+07:00', outcome: 'unanswered' },
        { carrier: 'sms-1', at: '2026-11-18T12:00:00+07:00', outcome: 'refused', reason: 'esms:108' },
        { carrier: 'sms-1', at: '2026-11-18T12:00:00+07:00', outcome: 'accepted', reason: 'esms:108' },
        { carrier: 'sms-1', at: '2026-11-18T12:00:00+07:00', outcome: 'accepted' },
      ],
      createdAt: '2026-11-18T12:00:00+07:00',
      expiresAt: '2026-11-21T12:00:00+07:00',
      settledAt: '2026-11-18T12:00:01+07:00',
    });
  });

  test('says why it did not arrive: in our words, or the carrier’s', () => {
    expect(viewOf(begun(1), told(1, 'failed'))).toMatchObject({ state: 'failed', reason: 'esms:108' });
    expect(viewOf(givenUp('erased'))).toMatchObject({ state: 'failed', reason: 'personal_data_erased' });
    expect(viewOf(givenUp('overtaken'))).toMatchObject({
      ...{ state: 'expired', reason: 'overtaken', settledAt: '2026-11-18T12:00:02+07:00' },
    });
    expect(viewOf(begun(1), notSent(1, 'retryable'))).toMatchObject({ state: 'queued', reason: 'esms:retryable' });
  });

  test('names nobody: the address is masked, and gone with the person’s data', () => {
    const message = foldMessage('msg_1', [intended({ channel: 'email' })]);
    if (!message) throw new Error('no message');
    expect(messageView({ message, card: cardWith(), quietHours: null }, NOON).to).toBe('a***@example.vn');
    expect(messageView({ message, card: cardWith({ contact: undefined }), quietHours: null }, NOON)).not.toHaveProperty(
      'to',
    );
    expect(messageView({ message, card: undefined, quietHours: null }, NOON)).not.toHaveProperty('to');
  });
});

test('what was sent knows its segments and what they cost at the carrier’s price', async () => {
  const house = notificationsHouse(cardWith({ notify: { sms: true, email: true } }));
  house.have('sms', { ...house.sms.carrier, pricePerSegmentVnd: 850 });
  await house.hear(heardEvents.accepted);
  for (const messageId of house.ids()) await house.send(messageId);
  const legs = (await Promise.all(house.ids().map(house.message))).map(({ intent, legs: [leg] }) => [
    intent.channel,
    leg?.segments,
    leg?.costVnd,
  ]);
  expect(legs.toSorted()).toEqual([
    ['email', undefined, undefined],
    ['sms', 1, 850],
  ]);
});

describe('the API of messages', () => {
  const room = async () => {
    const house = await apiHouse();
    const { ledger } = house.messages;
    const table = house.tables[4];
    const keep = async (
      messageId: `msg_${string}`,
      agencyCode: 'H26.10' | 'H26.11',
      ...facts: readonly MessageFact[]
    ) => {
      const dossierCode = `${agencyCode}-261120-0007` as const;
      for (const fact of [intended({ agencyCode, dossierCode }), ...facts])
        await ledger.record(messageId, fact, { recordedBy: 'system', requestId: 'r' });
      const head = await messageFacts(table, () => NOON).refold(messageId);
      for (const item of head ? entryItems(`MSG#${messageId}`, head, 0) : []) await table.put(item);
    };
    const id = (letter: string) => `msg_${letter.repeat(26)}` as const;
    await keep(id('a'), 'H26.10', begun(1), told(1, 'accepted'));
    await keep(id('b'), 'H26.10', begun(1), told(1, 'failed'));
    await keep(id('c'), 'H26.11', begun(1), told(1, 'failed'));
    await keep(id('d'), 'H26.10', begun(1), notSent(1, 'configuration'), parked(1));
    await keep(id('e'), 'H26.10', givenUp('expired'));
    const keys = {
      own: await house.keyOf({ permission: 'back_office', agencyCodes: ['H26.10'] }),
      other: await house.keyOf({ permission: 'back_office', agencyCodes: ['H26.12'] }),
      operator: await house.keyOf({ permission: 'operator', agencyCodes: [] }),
      portal: await house.keyOf({ permission: 'portal', agencyCodes: ['H26.10'] }),
    };
    const list = async (key: keyof typeof keys, query: Record<string, string> = {}) => {
      const { status, body } = await house.call({ route: 'GET /v1/messages', query }, keys[key]);
      return status === 200
        ? body.items.map(({ messageId }: { messageId: string }) => messageId.at(-1)).join('')
        : status;
    };
    const read = (key: keyof typeof keys, messageId: string) =>
      house.call({ route: 'GET /v1/messages/{messageId}', parameters: { messageId } }, keys[key]);
    return { house, list, read, keys, id };
  };

  test('lists what did not simply arrive, of those whom the caller acts for', async () => {
    const { list } = await room();
    expect(await list('operator', { state: 'failed' })).toBe('bc');
    expect(await list('own', { state: 'failed' })).toBe('b');
    expect(await list('operator', { state: 'failed', agency: 'H26.11' })).toBe('c');
    expect(await list('operator', { state: 'expired' })).toBe('e');
    expect(await list('operator', { state: 'parked' })).toBe('d');
    expect(await list('operator')).toBe('bdc');
    expect(await list('operator', { state: 'failed', template: 'fee_due' })).toBe('');
    expect(await list('other', { state: 'failed' })).toBe('');
    expect(await list('own', { state: 'failed', agency: 'H26.11' })).toBe(404);
    expect(await list('portal')).toBe(403);
    expect(await list('own', { state: 'delivered' })).toBe(422);
  });

  test('answers as its description says', async () => {
    const { house, keys, read, id } = await room();
    const dossier = await house.call(
      { route: 'GET /v1/messages', query: { state: 'failed,expired,parked', limit: '2' } },
      keys.operator,
    );
    const carrierName = 'sms-1';
    const credentials = { apiKey: 'k', secretKey: 's' };
    const setUp = {
      kind: 'esms',
      sender: 'UBNDHANOI',
      weight: 1,
      pricePerSegmentVnd: 850,
      agencyCode: 'H26',
      credentials,
    };
    const carrier = (method: string, body?: unknown) =>
      house.call({ route: `${method} /v1/carriers/{carrierName}`, parameters: { carrierName }, body }, keys.operator);
    const answers = [
      ['GET', '/v1/messages', dossier],
      ['GET', `/v1/messages/${id('b')}`, await read('own', id('b'))],
      ['PUT', `/v1/carriers/${carrierName}`, await carrier('PUT', setUp)],
      ['GET', `/v1/carriers/${carrierName}`, await carrier('GET')],
      ['GET', '/v1/carriers', await house.call({ route: 'GET /v1/carriers' }, keys.operator)],
      ['DELETE', `/v1/carriers/${carrierName}`, await carrier('DELETE')],
    ] as const;
    for (const [method, path, { status, body }] of answers) {
      expect(status, path).toBeLessThan(300);
      expect(faultsOf(method, path, { status, contentType: 'application/json; charset=utf-8', body }), path).toEqual(
        [],
      );
    }
  });

  test('goes on from page to page', async () => {
    const { house, keys } = await room();
    const call = (query: Record<string, string>) => house.call({ route: 'GET /v1/messages', query }, keys.operator);
    const first = await call({ state: 'failed', limit: '1' });
    expect(first.body.items).toHaveLength(1);
    const second = await call({ state: 'failed', limit: '1', cursor: first.body.nextCursor });
    const third = await call({ state: 'failed', limit: '1', cursor: second.body.nextCursor });
    const ids = [first, second, third].flatMap(({ body }) =>
      body.items.map((each: { messageId: string }) => each.messageId.at(-1)),
    );
    expect(ids.join('')).toBe('bc');
    expect(third.body.nextCursor).toBeUndefined();
  });

  test('reads one to whoever may know of it', async () => {
    const { read, id } = await room();
    expect(await read('own', id('b'))).toMatchObject({ status: 200, body: { state: 'failed', reason: 'esms:108' } });
    expect((await read('operator', id('b'))).status).toBe(200);
    expect((await read('other', id('b'))).status).toBe(404);
    expect((await read('own', id('z'))).status).toBe(404);
    expect((await read('own', 'nothing')).status).toBe(404);
    expect((await read('portal', id('b'))).status).toBe(403);
  });
});
