import { describe, expect, test } from 'vitest';
import { messageLedger } from '../../../functions/notifications/adapters/message-ledger.ts';
import { stateOf } from '../../../functions/notifications/domain/message-state.ts';
import { messageView } from '../../../functions/notifications/usecases/message-view.ts';
import { type Resending, resendMessage } from '../../../functions/notifications/usecases/resend-message.ts';
import { cardWith, recordingCarrier, withSms } from '../../support/notifications-house.ts';

describe('a message that a person has sent again', () => {
  const refused = { taken: false, fault: 'permanent', reason: 'esms:99' } as const;
  const operator = { permission: 'operator', agencyCodes: [], keyId: 'key_1' } as const;

  const failed = async () => {
    const { house, messageId } = await withSms();
    house.sms.answers = [refused];
    await house.send(messageId);
    const queued: string[] = [];
    const ledger = messageLedger(house.table, () => house.at);
    const ports = {
      ledger,
      cards: { read: async () => house.card },
      agencies: { named: async () => ({ name: 'UBND', quietHours: null }), staffAddresses: async () => [] },
      later: {
        again: async ({ id }: { readonly id: string }) => {
          queued.push(id);
        },
      },
    };
    const resend = (token: string, more: Partial<Resending> = {}) =>
      resendMessage(ports)(
        { messageId, token, reason: 'the block is lifted', by: 'B', caller: operator, now: house.at, ...more },
        { recordedBy: 'key_1', requestId: 'r' },
      );
    const view = async () =>
      messageView({ message: await house.message(messageId), card: house.card, quietHours: null }, house.at);
    return { house, messageId, queued, resend, view };
  };

  test('is queued again with its tries going on, at its carrier under a name of its own, to today’s address', async () => {
    const { house, messageId, queued, resend, view } = await failed();
    expect(await view()).toMatchObject({ state: 'failed', reason: 'esms:99' });
    expect(await resend('a')).toMatchObject({ ok: true });
    expect(queued).toEqual([`message:${messageId}:intended`]);
    expect(await view()).toMatchObject({ state: 'queued', attempts: [{ outcome: 'refused' }] });
    expect(await view()).not.toHaveProperty('reason');
    house.card = cardWith({ contact: { fullName: 'B', phone: '0987654321' }, notify: { sms: true, email: false } });
    await house.send(messageId);
    expect(house.sms.taken).toMatchObject([{ round: 1, leg: 2, to: '0987654321', clientReference: messageId }]);
    expect(await view()).toMatchObject({
      state: 'accepted',
      attempts: [{ outcome: 'refused' }, { outcome: 'accepted' }],
    });
  });

  test('once for one request: a repeat tells the queue again, another body is a conflict', async () => {
    const { house, messageId, queued, resend } = await failed();
    await resend('a');
    await house.send(messageId);
    expect(await resend('a')).toMatchObject({ ok: true });
    expect(queued).toHaveLength(2);
    expect(await house.send(messageId)).toMatchObject({ value: 'settled_before' });
    expect(await resend('a', { reason: 'another' })).toMatchObject({ failure: { kind: 'conflict' } });
    expect(await resend('b')).toMatchObject({ failure: { kind: 'not_allowed_now' } });
    expect((await house.message(messageId)).resent).toHaveLength(1);
  });

  test('may fail again, be given up again, and be sent again', async () => {
    const { house, messageId, resend, view } = await failed();
    await resend('a');
    house.card = cardWith({ contact: { fullName: 'B' }, notify: { sms: true, email: false } });
    expect(await house.send(messageId)).toMatchObject({ value: 'given_up' });
    expect(await view()).toMatchObject({ state: 'failed', reason: 'no_address' });
    house.card = cardWith({ notify: { sms: true, email: false } });
    await resend('b');
    expect(await view()).toMatchObject({ state: 'queued' });
    expect(await house.send(messageId)).toMatchObject({ value: 'taken' });
  });

  test('or that waits for a person: without a carrier, refused by all, or given to one that is silent and cannot be asked', async () => {
    const { house, messageId } = await withSms();
    const { sms } = house.carriers;
    const state = async () => stateOf(await house.message(messageId), house.at, null);
    house.carriers = {};
    expect(await house.send(messageId)).toMatchObject({ ok: false });
    expect([await state(), (await house.message(messageId)).parked?.reason]).toEqual(['parked', 'no_carrier']);
    house.carriers = { sms: sms ?? [] };
    house.sms.answers = [{ taken: false, fault: 'configuration', reason: 'esms:103' }];
    expect(await house.send(messageId)).toMatchObject({ ok: false });
    expect([await state(), (await house.message(messageId)).parked?.reason]).toEqual(['parked', 'esms:103']);
    const silent = recordingCarrier('parks', { name: 'silent' });
    silent.answers = [{ taken: false, fault: 'unknown', reason: 'time-out' }];
    house.have('sms', silent.carrier);
    expect(await house.send(messageId)).toMatchObject({ ok: false });
    expect(await state()).toBe('sending');
    house.at += 90_000;
    expect(await house.send(messageId)).toMatchObject({ ok: false });
    expect([await state(), (await house.message(messageId)).parked?.reason]).toEqual(['parked', 'unanswered']);
  });

  test('has its whole term again', async () => {
    const { house, resend, view } = await failed();
    house.at += 5 * 86_400_000;
    await resend('a');
    expect(await view()).toMatchObject({ state: 'queued' });
    house.at += 3 * 86_400_000;
    expect(await view()).toMatchObject({ state: 'expired' });
  });

  test('a receipt that comes late for an earlier leg still counts', async () => {
    const { house, messageId, resend } = await failed();
    await resend('a');
    await messageLedger(house.table, () => house.at).record(
      messageId,
      { kind: 'leg_told', leg: 1, carrier: 'recording', status: 'delivered', receivedAt: house.at },
      { recordedBy: 'recording', requestId: 'r' },
    );
    expect((await house.message(messageId)).status).toBe('delivered');
    expect(await house.send(messageId)).toMatchObject({ value: 'settled_before' });
  });

  test('at most twenty times', async () => {
    const { house, messageId, resend } = await failed();
    for (let n = 0; n < 20; n += 1) {
      expect(await resend(`t${n}`), String(n)).toMatchObject({ ok: true });
      house.sms.answers = [refused];
      await house.send(messageId);
    }
    expect(await resend('one more')).toMatchObject({ failure: { kind: 'not_allowed_now' } });
  });
});
