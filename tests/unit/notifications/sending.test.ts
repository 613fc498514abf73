import { describe, expect, test } from 'vitest';
import { LEG_LEASE_MS } from '../../../functions/notifications/usecases/send-message.ts';
import {
  cardWith,
  heardEvents,
  NOON,
  notificationsHouse,
  recordingCarrier,
  withSms,
} from '../../support/notifications-house.ts';

const at = (time: string): number => Date.parse(`2026-11-18T${time}:00+07:00`);

describe('sending', () => {
  test('a message delivered ten times by its queue, two of them at once, is sent once', async () => {
    const { house, messageId } = await withSms();
    await Promise.all([house.send(messageId), house.send(messageId)]);
    for (let index = 0; index < 8; index += 1) await house.send(messageId);
    expect(house.sms.taken).toHaveLength(1);
    expect(await house.message(messageId)).toMatchObject({ status: 'accepted', legs: [{ number: 1 }] });
  });

  test('the client reference is the message id in every leg', async () => {
    const { house, messageId } = await withSms();
    house.sms.answers = [{ taken: false, fault: 'retryable', reason: 'busy' }];
    expect(await house.send(messageId)).toMatchObject({ value: 'put_off' });
    expect(house.later).toMatchObject([{ messageId, delaySeconds: expect.any(Number) }]);
    expect(await house.send(messageId)).toMatchObject({ value: 'taken' });
    expect(house.sms.taken).toMatchObject([{ clientReference: messageId, leg: 2 }]);
  });

  test('a busy carrier is asked as often as it declares, then told of and tried on until it takes the message', async () => {
    const { house, messageId } = await withSms();
    const busy = { taken: false, fault: 'retryable', reason: 'busy' } as const;
    const recording = recordingCarrier('lookup', { tries: 3, waits: { leastSeconds: 20, mostSeconds: 50 } });
    recording.answers = [busy, busy, busy, busy];
    house.have('sms', recording.carrier);
    for (const value of ['put_off', 'put_off', 'handed_on', 'handed_on'])
      expect(await house.send(messageId)).toMatchObject({ value });
    expect(house.later.map(({ delaySeconds }) => delaySeconds)).toEqual([35, 35, 35, 35]);
    expect(await house.send(messageId)).toMatchObject({ value: 'taken' });
    expect((await house.message(messageId)).legs).toHaveLength(5);
  });

  test('the waits of a carrier that is busy double with its tries, between 5 s and 15 min', async () => {
    const { house, messageId } = await withSms();
    house.sms.answers = Array.from(
      { length: 12 },
      () => ({ taken: false, fault: 'retryable', reason: 'busy' }) as const,
    );
    for (let index = 0; index < 12; index += 1) await house.send(messageId);
    expect(house.later.map(({ delaySeconds }) => delaySeconds)).toEqual([
      10, 15, 25, 45, 85, 165, 325, 453, 453, 453, 453, 453,
    ]);
  });

  test('refused for good: failed, told, and never sent again', async () => {
    const { house, messageId } = await withSms();
    house.sms.answers = [{ taken: false, fault: 'permanent', reason: 'blocked' }];
    expect(await house.send(messageId)).toMatchObject({ value: 'given_up' });
    expect(await house.send(messageId)).toMatchObject({ value: 'settled_before' });
    expect((await house.message(messageId)).failure).toMatchObject({ reason: 'blocked' });
  });

  test('a message of a dossier that a restored table does not know waits until it is registered again', async () => {
    const { house, messageId } = await withSms();
    const { card } = house;
    house.card = undefined;
    expect(await house.send(messageId)).toMatchObject({ failure: { kind: 'not_found', what: 'dossier' } });
    expect(await house.message(messageId)).toMatchObject({ status: 'queued', legs: [], failure: undefined });
    house.card = card;
    expect(await house.send(messageId)).toMatchObject({ value: 'taken' });
    expect(house.sms.taken).toHaveLength(1);
  });

  test('a wrong configuration parks and can be sent once mended', async () => {
    const { house, messageId } = await withSms();
    house.sms.answers = [{ taken: false, fault: 'configuration', reason: 'no balance' }];
    expect(await house.send(messageId)).toMatchObject({ failure: { kind: 'not_configured' } });
    expect(await house.send(messageId)).toMatchObject({ value: 'taken' });
  });

  test('no carrier for a channel parks the message', async () => {
    const { house, messageId } = await withSms();
    house.carriers = {};
    expect(await house.send(messageId)).toMatchObject({ failure: { kind: 'not_configured' } });
  });

  test('past its expiry, or with no address left, a message is given up unsent', async () => {
    const { house, messageId } = await withSms('opened');
    house.at = NOON + 4 * 86_400_000;
    expect(await house.send(messageId)).toMatchObject({ value: 'given_up' });
    const other = await withSms();
    other.house.card = cardWith({ contact: { fullName: 'A' } });
    expect(await other.house.send(other.messageId)).toMatchObject({ value: 'given_up' });
    expect([...house.sms.taken, ...other.house.sms.taken]).toEqual([]);
  });

  test('once personal data are erased, what was on its way is given up and nothing more is intended', async () => {
    const { house, messageId } = await withSms();
    house.card = cardWith({ applicant: undefined, contact: undefined });
    expect(await house.send(messageId)).toMatchObject({ value: 'given_up' });
    expect((await house.message(messageId)).failure).toMatchObject({ reason: 'erased' });
    const intended = house.ids().length;
    await house.hear(heardEvents.opened);
    expect(house.ids()).toHaveLength(intended);
    expect(house.sms.taken).toEqual([]);
  });

  test('a wish that was taken back before the message went is kept', async () => {
    const { house, messageId } = await withSms();
    house.card = cardWith({ notify: { sms: false, email: true } });
    expect(await house.send(messageId)).toMatchObject({ value: 'given_up' });
    expect((await house.message(messageId)).failure).toMatchObject({ reason: 'not_wished' });
    expect(house.sms.taken).toEqual([]);
  });

  test('a phone that was corrected before the message went gets it, the old one nothing', async () => {
    const { house, messageId } = await withSms();
    house.card = cardWith({ notify: { sms: true, email: false }, contact: { fullName: 'A', phone: '0987654321' } });
    await house.send(messageId);
    expect(house.sms.taken).toMatchObject([{ to: '0987654321' }]);
  });
});

describe('a leg that was cut short', () => {
  const cutShort = async (afterKill: 'lookup' | 'may_repeat' | 'parks', taken: boolean) => {
    const { house, messageId } = await withSms();
    const recording = recordingCarrier(afterKill);
    house.have('sms', recording.carrier);
    if (taken) recording.answers = [{ taken: false, fault: 'unknown', reason: 'time-out' }];
    else
      house.table.onCall = (name) => {
        if (name === 'putIfAbsent:written') throw new Error('killed');
      };
    await house.send(messageId).catch(() => undefined);
    house.table.onCall = undefined;
    return { house, messageId, recording };
  };

  test('is left alone while it may still be at work', async () => {
    const { house, messageId, recording } = await cutShort('lookup', false);
    house.at += LEG_LEASE_MS - 1;
    expect(await house.send(messageId)).toMatchObject({ failure: { kind: 'unknown_outcome' } });
    expect(recording.taken).toEqual([]);
  });

  test('known to the carrier: it is not sent again', async () => {
    const { house, messageId, recording } = await cutShort('lookup', true);
    house.at += LEG_LEASE_MS;
    expect(await house.send(messageId)).toMatchObject({ value: 'taken' });
    expect(recording.taken).toHaveLength(1);
  });

  test('unknown to the carrier: it is sent', async () => {
    const { house, messageId, recording } = await cutShort('lookup', false);
    house.at += LEG_LEASE_MS;
    expect(await house.send(messageId)).toMatchObject({ value: 'taken' });
    expect(recording.taken).toHaveLength(1);
  });

  test('at a carrier that cannot be asked: repeated, or parked, as it declares', async () => {
    const repeats = await cutShort('may_repeat', true);
    repeats.house.at += LEG_LEASE_MS;
    expect(await repeats.house.send(repeats.messageId)).toMatchObject({ value: 'taken' });
    expect(repeats.recording.taken).toHaveLength(2);
    const parks = await cutShort('parks', true);
    parks.house.at += LEG_LEASE_MS;
    expect(await parks.house.send(parks.messageId)).toMatchObject({ failure: { kind: 'unknown_outcome' } });
    expect(parks.recording.taken).toHaveLength(1);
  });
});

describe('quiet hours', () => {
  test.each([
    ['20:59', undefined, 'taken'],
    ['21:00', undefined, 'held'],
    ['06:59', undefined, 'held'],
    ['07:00', undefined, 'taken'],
    ['23:00', null, 'taken'],
    ['12:30', { from: '12:00', to: '13:00' }, 'held'],
    ['13:00', { from: '12:00', to: '13:00' }, 'taken'],
    ['12:00', { from: '12:00', to: '12:00' }, 'taken'],
  ] as const)('at %s with %j an SMS that can wait is %s', async (time, quietHours, sending) => {
    const { house, messageId } = await withSms();
    house.at = at(time);
    house.quietHours = quietHours;
    expect(await house.send(messageId)).toMatchObject({ value: sending });
    if (sending === 'held') expect(house.later[0]?.delaySeconds).toBeLessThanOrEqual(900);
  });

  test('held by its default a message is sent in the morning, once', async () => {
    const { house, messageId } = await withSms();
    house.quietHours = undefined;
    house.at = at('21:00');
    let rounds = 0;
    for (; rounds < 100 && house.sms.taken.length === 0; rounds += 1) {
      await house.send(messageId);
      house.at += (house.later.at(-1)?.delaySeconds ?? 0) * 1000;
    }
    expect(house.sms.taken).toHaveLength(1);
    expect(rounds).toBe(41);
  });

  test.each([
    ['paid', true],
    ['cancelled', true],
    [undefined, false],
  ] as const)(
    'a fee that the night held back, and that was %s meanwhile, is asked for in the morning: %s',
    async (outcome, moot) => {
      const { house, messageId } = await withSms('opened');
      house.quietHours = undefined;
      house.at = at('21:30');
      expect(await house.send(messageId)).toMatchObject({ value: 'held' });
      if (outcome) await house.hear({ ...heardEvents.settled, data: { ...heardEvents.settled.data, outcome } });
      house.at = at('21:30') + 10 * 3_600_000;
      expect(await house.send(messageId)).toMatchObject({ value: moot ? 'given_up' : 'taken' });
      expect(house.sms.taken).toHaveLength(moot ? 0 : 1);
    },
  );

  test('a payment received and an e-mail are never held', async () => {
    const { house, messageId } = await withSms('paid');
    house.quietHours = undefined;
    house.at = at('23:00');
    expect(await house.send(messageId)).toMatchObject({ value: 'taken' });
    const mailed = notificationsHouse(cardWith({ notify: { sms: false, email: true } }));
    mailed.quietHours = undefined;
    mailed.at = at('23:00');
    await mailed.hear(heardEvents.accepted);
    expect(await mailed.send(mailed.ids()[0] ?? 'msg_')).toMatchObject({ value: 'taken' });
  });
});

describe('a demand that is no longer true', () => {
  const overtaken = async ({ house, messageId }: Awaited<ReturnType<typeof withSms>>) => {
    expect(await house.send(messageId)).toMatchObject({ value: 'given_up' });
    expect((await house.message(messageId)).failure).toMatchObject({ reason: 'overtaken' });
    expect(house.sms.taken).toEqual([]);
  };

  test.each(['paid', 'settled', 'surplus', 'part', 'review'] as const)(
    'since %s was heard a moment ago is not sent',
    async (event) => {
      const made = await withSms('opened');
      await made.house.hear(heardEvents[event]);
      await overtaken(made);
    },
  );

  test('of one fee is still sent once another fee of the dossier was settled', async () => {
    const { house, messageId } = await withSms('opened');
    await house.hear({
      ...heardEvents.settled,
      id: 'payment:pay_2:settled',
      data: { ...heardEvents.settled.data, paymentId: 'pay_2' },
    });
    expect(await house.send(messageId)).toMatchObject({ value: 'taken' });
  });

  test('was put off by a busy carrier for nine minutes, in which the fee was paid: nothing goes out', async () => {
    const made = await withSms('opened');
    const { house, messageId } = made;
    const busy = { taken: false, fault: 'retryable', reason: 'busy' } as const;
    house.sms.answers = [busy, busy, busy];
    for (let n = 0; n < 3; n += 1) {
      expect(await house.send(messageId)).toMatchObject({ value: 'put_off' });
      house.at += 3 * 60_000;
    }
    await house.hear(heardEvents.paid);
    await overtaken(made);
    const receipt = house.ids().find((id) => id !== messageId) ?? 'msg_';
    expect(await house.send(receipt)).toMatchObject({ value: 'taken' });
    expect(house.sms.taken).toMatchObject([{ text: expect.stringContaining('da nhan du') }]);
  });

  test('heard of after its receipt, in whatever order the bus brings them: it is not sent', async () => {
    const house = notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
    await house.hear(heardEvents.paid);
    for (const id of house.ids()) await house.send(id);
    await house.hear(heardEvents.opened);
    for (const id of house.ids()) await house.send(id);
    expect(house.sms.taken).toMatchObject([{ text: expect.stringContaining('da nhan du') }]);
  });

  test('cut short in the middle of a leg, and paid meanwhile: known to nobody, it is not sent again', async () => {
    const made = await withSms('opened');
    const { house, messageId } = made;
    house.onCall = (name) => {
      if (name === 'carrier.send') throw new Error('killed');
    };
    await house.send(messageId).catch(() => undefined);
    house.onCall = undefined;
    await house.hear(heardEvents.paid);
    house.at += LEG_LEASE_MS;
    await overtaken(made);
  });

  test('is looked at in the ledger of messages alone, before the leg is recorded', async () => {
    const { house, messageId } = await withSms('opened');
    await house.hear(heardEvents.settled);
    await house.send(messageId);
    expect(house.table.all().filter(({ sk }) => sk.startsWith('FACT#leg'))).toEqual([]);
  });
});
