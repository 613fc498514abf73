import { describe, expect, test } from 'vitest';
import type { CarrierAnswer } from '../../../functions/notifications/ports.ts';
import { LEG_LEASE_MS } from '../../../functions/notifications/usecases/send-message.ts';
import { cardWith, heardEvents, notificationsHouse, recordingCarrier } from '../../support/notifications-house.ts';

const busy: CarrierAnswer = { taken: false, fault: 'retryable', reason: 'busy' };
const unpaid: CarrierAnswer = { taken: false, fault: 'configuration', reason: 'no balance' };
const refused: CarrierAnswer = { taken: false, fault: 'permanent', reason: 'blocked' };
const silent: CarrierAnswer = { taken: false, fault: 'unknown', reason: 'time-out' };

/** A house with one SMS on its way and two carriers, of which the first is asked twice. */
const withTwo = async (rule: 'lookup' | 'may_repeat' | 'parks' = 'lookup') => {
  const house = notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
  await house.hear(heardEvents.accepted);
  const [messageId = 'msg_'] = house.ids();
  const first = recordingCarrier(rule, { name: 'first', tries: 2 });
  const second = recordingCarrier('lookup', { name: 'second', tries: 2 });
  house.have('sms', first.carrier, second.carrier);
  const send = () => house.send(messageId);
  const legs = async () => (await house.message(messageId)).legs.map(({ carrier, status }) => `${carrier} ${status}`);
  return { house, messageId, first, second, send, legs };
};

describe('the next carrier', () => {
  test('is asked at once when the first one was busy for all of its tries, and not before', async () => {
    const { house, first, second, send, legs } = await withTwo();
    first.answers = [busy, busy];
    expect(await send()).toMatchObject({ value: 'put_off' });
    expect(await send()).toMatchObject({ value: 'handed_on' });
    expect(house.later.map(({ delaySeconds }) => delaySeconds)).toEqual([10, 0]);
    expect(await send()).toMatchObject({ value: 'taken' });
    expect(await legs()).toEqual(['first not_sent', 'first not_sent', 'second accepted']);
    expect([first.taken.length, second.taken.length]).toEqual([0, 1]);
  });

  test('is asked at once where the first one lacks its operator', async () => {
    const { first, send, legs } = await withTwo();
    first.answers = [unpaid];
    expect(await send()).toMatchObject({ value: 'handed_on' });
    expect(await send()).toMatchObject({ value: 'taken' });
    expect(await legs()).toEqual(['first not_sent', 'second accepted']);
  });

  test('is not asked where the message will never arrive, whoever carries it', async () => {
    const { house, messageId, first, second, send, legs } = await withTwo();
    first.answers = [busy, refused];
    await send();
    expect(await send()).toMatchObject({ value: 'given_up' });
    expect(await send()).toMatchObject({ value: 'settled_before' });
    expect(await house.message(messageId)).toMatchObject({ status: 'failed', failure: { reason: 'blocked' } });
    expect(await legs()).toEqual(['first not_sent', 'first failed']);
    expect(second.taken).toEqual([]);
  });

  test.each(['lookup', 'may_repeat', 'parks'] as const)(
    'is never asked about what the first one may have, by whatever rule (%s)',
    async (rule) => {
      const { house, first, second, send } = await withTwo(rule);
      first.answers = [silent, busy, busy, busy, busy];
      for (let delivery = 0; delivery < 5; delivery += 1) {
        await send();
        house.at += LEG_LEASE_MS;
      }
      expect(first.taken).toHaveLength(1);
      expect(second.taken).toEqual([]);
    },
  );

  test('takes what the first one did not know when it was asked, once that one has no try left', async () => {
    const { house, first, second, send, legs } = await withTwo();
    first.answers = [busy];
    await send();
    house.onCall = (name) => {
      if (name === 'carrier.send') throw new Error('killed');
    };
    await send().catch(() => undefined);
    house.onCall = undefined;
    house.at += LEG_LEASE_MS;
    expect(await send()).toMatchObject({ value: 'taken' });
    expect(await legs()).toEqual(['first not_sent', 'first not_sent', 'second accepted']);
    expect(second.taken).toHaveLength(1);
  });

  test('is left alone while the one that did not know it has a try left', async () => {
    const { house, second, send, legs } = await withTwo();
    house.onCall = (name) => {
      if (name === 'carrier.send') throw new Error('killed');
    };
    await send().catch(() => undefined);
    house.onCall = undefined;
    house.at += LEG_LEASE_MS;
    expect(await send()).toMatchObject({ value: 'taken' });
    expect(await legs()).toEqual(['first not_sent', 'first accepted']);
    expect(second.taken).toEqual([]);
  });

  test('begins with its own shortest wait', async () => {
    const { house, first, second, send } = await withTwo();
    first.answers = [busy, busy];
    second.answers = [busy];
    for (const value of ['put_off', 'handed_on', 'put_off']) expect(await send()).toMatchObject({ value });
    expect(house.later.map(({ delaySeconds }) => delaySeconds)).toEqual([10, 0, 10]);
  });

  test('where none has tries left but one was only busy, each is asked in turn until one takes the message', async () => {
    const { first, second, send, legs } = await withTwo();
    first.answers = [unpaid, unpaid];
    second.answers = [busy, busy, busy];
    for (const value of ['handed_on', 'put_off', 'handed_on', 'handed_on', 'handed_on', 'taken'])
      expect(await send()).toMatchObject({ value });
    expect((await legs()).at(-1)).toBe('first accepted');
  });

  test('where all of them wait for an operator so does the message; sent again, each is asked in turn', async () => {
    const { first, second, send, legs } = await withTwo();
    first.answers = [unpaid, unpaid];
    second.answers = [unpaid];
    expect(await send()).toMatchObject({ value: 'handed_on' });
    for (let delivery = 0; delivery < 2; delivery += 1)
      expect(await send()).toMatchObject({ failure: { kind: 'not_configured' } });
    expect(await send()).toMatchObject({ value: 'taken' });
    expect((await legs()).at(-1)).toBe('second accepted');
  });
});

describe('a leg of a carrier that the stage has no more', () => {
  const reconfigured = async () => {
    const made = await withTwo();
    made.first.answers = [silent];
    await made.send();
    made.house.have('sms', made.second.carrier);
    made.house.at += LEG_LEASE_MS;
    return made;
  };

  test('is nothing that another one is asked about, or that goes out again', async () => {
    const { messageId, second, send, legs } = await reconfigured();
    const detail = `ask first whether it has ${messageId}`;
    expect(await send()).toEqual({ ok: false, failure: { kind: 'unknown_outcome', detail } });
    expect(second.taken).toEqual([]);
    expect(await legs()).toEqual(['first begun']);
  });

  test('is asked about once the carrier is there again', async () => {
    const { house, first, second, send } = await reconfigured();
    house.have('sms', second.carrier, first.carrier);
    expect(await send()).toMatchObject({ value: 'taken' });
    expect([first.taken.length, second.taken.length]).toEqual([1, 0]);
  });

  test('that was busy leaves the message to those that the stage has', async () => {
    const { house, first, second, send, legs } = await withTwo();
    first.answers = [busy];
    await send();
    house.have('sms', second.carrier);
    expect(await send()).toMatchObject({ value: 'taken' });
    expect(await legs()).toEqual(['first not_sent', 'second accepted']);
  });
});
