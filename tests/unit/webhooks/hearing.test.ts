import { describe, expect, test } from 'vitest';
import { webhooksHears } from '../../../functions/webhooks/contract.ts';
import { publicEventsOf, publicTypes } from '../../../functions/webhooks/domain/public-event.ts';
import type { EventType, HeardEvent } from '../../../shared/kernel/events.ts';
import { paid, webhooksHouse } from '../../support/webhooks-house.ts';

const about = { dossierCode: 'H26.10-261120-0007', agencyCode: 'H26.10' };
const fee = { ...about, paymentId: 'pay_1', amountVnd: 100_000, blocksProcessing: true };
const result = { ...about, resultId: 'res_1' };
const at = Date.parse('2026-11-20T09:00:00+07:00');
const dueAt = Date.parse('2026-11-25T17:00:00+07:00');

const toldOf = async (type: EventType, data: object) =>
  publicEventsOf({ id: 'e', type, at, data } as unknown as HeardEvent, async () => ({
    procedureCode: '2.000635',
    status: 4,
  }));

const dossier = (number: number, name: string, more: object = {}) => ({
  ...about,
  procedureCode: '2.000635',
  status: { number, name },
  ...more,
});
const due = { dueAt: '2026-11-25T17:00:00+07:00' };
const money = (state: string, receivedVnd: number, refundedVnd = 0) => ({
  paymentId: 'pay_1',
  ...about,
  state,
  amountVnd: 100_000,
  receivedVnd,
  refundedVnd,
});
const document = (state: string, more: object = {}) => ({
  resultId: 'res_1',
  dossierCode: about.dossierCode,
  state,
  ...more,
});

describe('an event is told as', () => {
  test.each([
    ['dossier.registered', about, [['dossier.registered', dossier(1, 'submitted')]]],
    ['dossier.accepted', { ...about, promisedAt: dueAt }, [['dossier.accepted', dossier(2, 'accepted', due)]]],
    ['dossier.accepted', { ...about, promisedAt: null }, [['dossier.accepted', dossier(2, 'accepted')]]],
    ['dossier.promised', { ...about, promisedAt: dueAt }, [['dossier.promised', dossier(4, 'processing', due)]]],
    ['dossier.due_soon', { ...about, dueAt }, [['dossier.due_soon', dossier(4, 'processing', due)]]],
    ['dossier.overdue', { ...about, dueAt }, [['dossier.overdue', dossier(4, 'processing', due)]]],
    [
      'dossier.status_changed',
      { ...about, status: 5 },
      [['dossier.status_changed', dossier(5, 'supplement_requested')]],
    ],
    [
      'dossier.status_changed',
      { ...about, status: 9 },
      [
        ['dossier.status_changed', dossier(9, 'finished')],
        ['dossier.finished', dossier(9, 'finished')],
      ],
    ],
    [
      'dossier.status_changed',
      { ...about, status: 10 },
      [
        ['dossier.status_changed', dossier(10, 'returned')],
        ['dossier.returned', dossier(10, 'returned')],
      ],
    ],
    ['payment.opened', fee, [['payment.opened', money('created', 0)]]],
    [
      'payment.partially_paid',
      { ...fee, receivedVnd: 40_000 },
      [['payment.partially_paid', money('partially_paid', 40_000)]],
    ],
    [
      'payment.under_review',
      { ...fee, heldVnd: 1, receivedVnd: 5 },
      [['payment.under_review', money('under_review', 5)]],
    ],
    ['payment.refunded', { ...fee, refundedVnd: 100_000 }, [['payment.refunded', money('refunded', 100_000, 100_000)]]],
    [
      'payment.refunded',
      { ...fee, refundedVnd: 40_000, receivedVnd: 100_000 },
      [['payment.refunded', money('partially_refunded', 100_000, 40_000)]],
    ],
    [
      'payment.refunded',
      { ...fee, refundedVnd: 0, receivedVnd: 0, state: 'pending' },
      [['payment.refunded', money('pending', 0, 0)]],
    ],
    [
      'payment.under_review',
      { ...fee, heldVnd: 1, receivedVnd: 100_000, state: 'paid' },
      [['payment.under_review', money('paid', 100_000)]],
    ],
    [
      'payment.settled',
      { ...fee, outcome: 'written_off', receivedVnd: 60_000, state: 'paid' },
      [['payment.closed', money('paid', 60_000)]],
    ],
    ['payment.settled', { ...fee, outcome: 'cancelled', receivedVnd: 0 }, [['payment.closed', money('cancelled', 0)]]],
    ['payment.settled', { ...fee, outcome: 'closed' }, [['payment.closed', money('expired', 0)]]],
    ['payment.settled', { ...fee, outcome: 'paid' }, []],
    ['payment.surplus', fee, []],
    ['message.intended', { ...about, messageId: 'msg_1' }, []],
    ['result.issued', { ...result, sha256: 'ab' }, [['result.issued', document('issued', { sha256: 'ab' })]]],
    ['result.replaced', result, [['result.replaced', document('replaced')]]],
    ['result.revoked', result, [['result.revoked', document('revoked')]]],
    ['result.refused', result, [['result.refused', document('refused')]]],
    [
      'message.failed',
      { ...about, messageId: 'msg_1', channel: 'sms', template: 'paid', reason: 'x' },
      [['message.failed', { messageId: 'msg_1', dossierCode: about.dossierCode, template: 'paid', channel: 'sms' }]],
    ],
  ] as const)('%s %j', async (type, data, expected) => {
    expect((await toldOf(type, data))?.map((one) => [one.type, one.data])).toEqual(expected);
  });
});

test('every public type comes of an event that is heard', async () => {
  const full = { ...fee, ...result, messageId: 'msg_1', channel: 'sms', template: 't', heldVnd: 1, refundedVnd: 1 };
  const told = await Promise.all(
    webhooksHears.flatMap((type) => [
      toldOf(type, { ...full, receivedVnd: 1, promisedAt: dueAt, dueAt, outcome: 'closed', status: 9 }),
      toldOf(type, { ...full, receivedVnd: 1, promisedAt: dueAt, dueAt, outcome: 'paid', status: 10 }),
    ]),
  );
  expect(new Set(told.flatMap((one) => one?.map(({ type }) => type) ?? []))).toEqual(new Set(publicTypes));
});

describe('hearing', () => {
  test('tells the webhook of the deciding agency and of each one above it that asked, and no other', async () => {
    const house = await webhooksHouse();
    await house.setUp(['payment.paid'], 'H26.10');
    await house.setUp(['payment.*', 'dossier.*'], 'H26');
    await house.setUp(['payment.*'], 'H26.11');
    await house.setUp(['result.*'], 'H26.10.3');
    const heard = await house.hear(paid(), 'r');
    expect(heard.ok && new Set(heard.value).size).toBe(2);
    await house.work();
    expect(house.posted.map(({ url }) => new URL(url).hostname).sort()).toEqual([
      'h26-10.example.vn',
      'h26.example.vn',
    ]);
    await house.hear(paid(2, 'H26.10.3'), 'r');
    await house.work();
    expect(house.posted).toHaveLength(4);
  });

  test('again, at once and later makes no other delivery; another word does', async () => {
    const house = await webhooksHouse();
    await house.setUp();
    const all = await Promise.all(Array.from({ length: 5 }, () => house.hear(paid(), 'r')));
    expect(
      new Set(all.flatMap((heard): readonly string[] => (heard.ok ? heard.value : ['failed' as string]))).size,
    ).toBe(1);
    await house.work();
    await house.hear(paid(), 'r');
    await house.work();
    expect(house.posted).toHaveLength(1);
    await house.hear(paid(2), 'r');
    await house.work();
    expect(house.posted).toHaveLength(2);
  });

  test('a dossier that was read otherwise the second time is no conflict, and its first body stands', async () => {
    const house = await webhooksHouse();
    await house.setUp(['dossier.*']);
    const promised = {
      event: { id: 'd:promised:1', type: 'dossier.promised', at, data: { ...about, promisedAt: dueAt } },
      number: 1,
      withdrawn: false,
    } as Parameters<typeof house.hear>[0];
    await house.hear(promised, 'r');
    house.dossiers.read = async () => ({ procedureCode: '2.000635', status: 9 });
    expect((await house.hear(promised, 'r')).ok).toBe(true);
    await house.work();
    expect(house.posted).toHaveLength(1);
    expect(JSON.parse(house.posted[0]?.body ?? '').data.status).toEqual({ number: 4, name: 'processing' });
  });

  test('what is withdrawn, or is of an ended webhook, is told to nobody', async () => {
    const house = await webhooksHouse();
    await house.setUp();
    expect(await house.hear({ ...paid(), withdrawn: true }, 'r')).toEqual({ ok: true, value: [] });
    await house.call('endWebhook');
    expect(await house.hear(paid(), 'r')).toEqual({ ok: true, value: [] });
    expect(house.queued).toEqual([]);
  });

  test.each([
    ['its own withdrawal', { ...paid(2), withdrawn: true }],
    ['a later word of the same moment', paid(2)],
  ])('a word that is heard after %s is told to nobody', async (_, later) => {
    const house = await webhooksHouse();
    await house.setUp();
    await house.hear(later, 'r');
    const before = house.queued.length;
    expect(await house.hear(paid(1), 'r')).toEqual({ ok: true, value: [] });
    expect(house.queued).toHaveLength(before);
    const back = await house.hear(paid(3), 'r');
    expect(back.ok && back.value).toHaveLength(1);
  });

  test('a word whose hearing was broken off is told when it comes again', async () => {
    const house = await webhooksHouse();
    await house.setUp();
    const { send } = house.queue;
    house.queue.send = async () => {
      throw new Error('killed');
    };
    await expect(house.hear(paid(), 'r')).rejects.toThrow('killed');
    house.queue.send = send;
    await house.hear(paid(), 'r');
    await house.work();
    expect(house.posted).toHaveLength(1);
  });

  test('a dossier that is not known fails, and is parked', async () => {
    const house = await webhooksHouse();
    await house.setUp(['dossier.*']);
    house.dossiers.known = false;
    const registered = {
      event: { id: 'd:r', type: 'dossier.registered', at, data: about },
      number: 1,
      withdrawn: false,
    };
    expect(await house.hear(registered as Parameters<typeof house.hear>[0], 'r')).toMatchObject({
      ok: false,
      failure: { kind: 'not_found' },
    });
  });
});
