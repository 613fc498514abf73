import { expect, test } from 'vitest';
import { LEG_LEASE_MS } from '../../../functions/notifications/usecases/send-message.ts';
import { heardEvents, NOON, recordingCarrier, withSms } from '../../support/notifications-house.ts';

const taken = { ok: true, value: 'taken' } as const;
const failed = (kind: string, said: object) => ({ ok: false, failure: { kind, ...said } });

test('two workers at once: one hands the message over, the other one learns that it is at work', async () => {
  const { house, messageId } = await withSms();
  const answers = await Promise.all([house.send(messageId), house.send(messageId)]);
  expect(answers).toContainEqual(taken);
  expect(answers).toContainEqual(failed('unknown_outcome', { detail: 'another worker holds the leg' }));
});

test('a carrier whose answer is lost is named by what it said, and left alone until the leg is old', async () => {
  const { house, messageId } = await withSms();
  house.sms.answers = [{ taken: false, fault: 'unknown', reason: 'time-out' }];
  expect(await house.send(messageId)).toEqual(failed('unknown_outcome', { detail: 'time-out' }));
  house.at += LEG_LEASE_MS - 1;
  expect(await house.send(messageId)).toEqual(failed('unknown_outcome', { detail: 'a leg is at work' }));
  house.at += 1;
  expect(await house.send(messageId)).toEqual(taken);
});

test.each([{ sms: [] }, {}])(
  'a leg of a carrier that is no longer set up (%j) waits for a person, who is told whom to ask',
  async (carriers) => {
    const { house, messageId } = await withSms();
    house.sms.answers = [{ taken: false, fault: 'unknown', reason: 'time-out' }];
    await house.send(messageId);
    house.carriers = carriers;
    house.at += LEG_LEASE_MS;
    const detail = `ask recording whether it has ${messageId}`;
    expect(await house.send(messageId)).toEqual(failed('unknown_outcome', { detail }));
    expect(await house.message(messageId)).toMatchObject({ status: 'sending', legs: [{ number: 1 }] });
  },
);

test('no carrier for a channel, and a message that was never intended, are told as such', async () => {
  const { house, messageId } = await withSms();
  house.carriers = {};
  expect(await house.send(messageId)).toEqual(failed('not_configured', { detail: 'no carrier for sms' }));
  expect(await house.send('msg_x')).toEqual(failed('not_found', { what: 'message' }));
});

test('what a carrier calls a message is kept with its word, and why a leg sent nothing with that leg', async () => {
  const { house, messageId } = await withSms();
  const carrier = recordingCarrier('lookup', { name: 'network' });
  house.have('sms', carrier.carrier);
  house.onCall = (name) => {
    if (name === 'carrier.send') throw new Error('killed');
  };
  await expect(house.send(messageId)).rejects.toThrow('killed');
  house.onCall = undefined;
  house.at += LEG_LEASE_MS;
  carrier.answers = [{ taken: true, carrierMessageId: 'n-1' }];
  expect(await house.send(messageId)).toEqual(taken);
  const kept = (sk: string) => house.table.get(`MSG#${messageId}`, sk);
  expect(await kept('FACT#leg#001#not_sent')).toMatchObject({ fact: { carrier: 'network', reason: 'not_known' } });
  expect(await kept('FACT#leg#002#told#accepted')).toMatchObject({ fact: { carrierMessageId: 'n-1' } });
});

test.each([
  [-1, 'taken', undefined],
  [0, 'given_up', 'expired'],
] as const)('%i ms from its end a demand is %s', async (ms, value, reason) => {
  const { house, messageId } = await withSms('opened');
  house.at = heardEvents.opened.data.expiresAt + ms;
  expect(await house.send(messageId)).toEqual({ ok: true, value });
  expect((await house.message(messageId)).failure?.reason).toBe(reason);
});

test.each([
  ['06:50:00', 600],
  ['06:59:00', 60],
  ['06:59:30', 60],
  ['06:00:00', 900],
] as const)('held back at %s an SMS comes again after %i s', async (time, seconds) => {
  const { house, messageId } = await withSms();
  house.quietHours = { from: '21:00', to: '07:00' };
  house.at = Date.parse(`2026-11-18T${time}+07:00`);
  expect(house.at).toBeLessThan(NOON);
  expect(await house.send(messageId)).toEqual({ ok: true, value: 'held' });
  expect(house.later).toEqual([{ messageId, delaySeconds: seconds }]);
});
