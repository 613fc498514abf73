import { describe, expect, test } from 'vitest';
import { LEG_LEASE_MS } from '../../../functions/notifications/usecases/send-message.ts';
import {
  cardWith,
  heardEvents,
  NOON,
  notificationsHouse,
  recordingCarrier,
} from '../../support/notifications-house.ts';

type House = ReturnType<typeof notificationsHouse>;

class Killed extends Error {}

/** Everything from the event to both carriers, as the queues would repeat it until it is done; what was put off comes again. */
const run = async (house: House): Promise<void> => {
  await house.hear(heardEvents.accepted);
  for (const messageId of house.ids()) await house.send(messageId);
  for (const { messageId } of house.later.splice(0)) await house.send(messageId);
};

const settled = async (house: House): Promise<void> => {
  for (let round = 0; round < 6; round += 1) {
    house.at += LEG_LEASE_MS;
    await run(house);
  }
};

const expectToldOnce = (house: House): void => {
  expect(house.sms.taken).toHaveLength(1);
  expect(house.email.taken).toHaveLength(1);
};

/** The worlds in which a message is sent, with the calls that each of them adds. */
const worlds: readonly (readonly [string, (house: House) => void, readonly string[]])[] = [
  ['where all goes well', () => undefined, ['cards.read', 'agencies.named', 'carrier.send', 'putIfAbsent']],
  [
    'where the carrier is busy at first',
    (house) => {
      house.sms.answers = [{ taken: false, fault: 'retryable', reason: 'busy' }];
    },
    ['later.again', 'later.again:done'],
  ],
  [
    'where the carrier’s answer is lost at first',
    (house) => {
      house.sms.answers = [{ taken: false, fault: 'unknown', reason: 'time-out' }];
    },
    ['carrier.lookUp', 'carrier.lookUp:done'],
  ],
  [
    'where the first carrier is down and the next one stands by',
    (house) => {
      const down = recordingCarrier('lookup', { name: 'down', tries: 2 });
      down.answers = Array.from({ length: 60 }, () => ({ taken: false, fault: 'retryable', reason: 'down' }) as const);
      house.have('sms', down.carrier, house.sms.carrier);
    },
    ['later.again', 'later.again:done'],
  ],
  [
    'where the first carrier lacks its operator at first',
    (house) => {
      const first = recordingCarrier('lookup', { name: 'first', tries: 2 }, house.sms.taken);
      first.answers = [{ taken: false, fault: 'configuration', reason: 'no balance' }];
      house.have('sms', first.carrier, house.sms.carrier);
    },
    ['later.again', 'later.again:done'],
  ],
  [
    'where the first carrier’s answer is lost and the next one stands by',
    (house) => {
      const first = recordingCarrier('lookup', { name: 'first', tries: 1 }, house.sms.taken);
      first.answers = [{ taken: false, fault: 'unknown', reason: 'time-out' }];
      house.have('sms', first.carrier, house.sms.carrier);
    },
    ['carrier.lookUp', 'carrier.lookUp:done'],
  ],
  [
    'where the evening holds it back',
    (house) => {
      house.quietHours = { from: '11:59', to: '12:03' };
    },
    ['later.again', 'later.again:done'],
  ],
];

describe.each(worlds)(
  'killed at any call, before or after its effect, and repeated: told once by each channel, %s',
  (_, prepare, adds) => {
    const prepared = (): House => {
      const house = notificationsHouse();
      prepare(house);
      return house;
    };

    test('whichever call it is', async () => {
      const names: string[] = [];
      const counted = prepared();
      counted.onCall = (name) => {
        names.push(name);
      };
      await run(counted);
      await settled(counted);
      for (const name of adds) expect(names).toContain(name);

      for (let fatal = 1; fatal <= names.length; fatal += 1) {
        const house = prepared();
        let call = 0;
        house.onCall = () => {
          call += 1;
          if (call === fatal) throw new Killed();
        };
        for (let round = 0; round < 7; round += 1) {
          await run(house).catch((error) => expect(error).toBeInstanceOf(Killed));
          house.at += LEG_LEASE_MS;
        }
        house.onCall = undefined;
        await settled(house);
        expectToldOnce(house);
      }
    });

    test('and two of them in one run, in many combinations', async () => {
      for (let seed = 1; seed <= 60; seed += 1) {
        const house = prepared();
        const fatal = new Set([1 + ((seed * 7) % 31), 1 + ((seed * 13) % 53)]);
        let call = 0;
        house.onCall = () => {
          call += 1;
          if (fatal.has(call)) throw new Killed();
        };
        for (let round = 0; round < 3; round += 1) {
          await run(house).catch((error) => expect(error).toBeInstanceOf(Killed));
          house.at += LEG_LEASE_MS;
        }
        house.onCall = undefined;
        await settled(house);
        expectToldOnce(house);
      }
    });
  },
);

test('a download code, killed at any call between the press and the carrier: one SMS', async () => {
  const wish = {
    dossierCode: 'H26.10-261120-0007',
    occasion: 'download:n1',
    notice: { template: 'download_code', nonce: 'n1' },
    expiresAt: NOON + 3_600_000,
    channels: ['sms'],
  } as const;
  const press = async (house: House): Promise<void> => {
    await house.intend(wish, { recordedBy: 'citizen', requestId: 'r' });
    for (const messageId of house.ids()) await house.send(messageId);
  };
  let calls = 0;
  const counted = notificationsHouse();
  counted.onCall = () => {
    calls += 1;
  };
  await press(counted);
  for (let fatal = 1; fatal <= calls; fatal += 1) {
    const house = notificationsHouse();
    let call = 0;
    house.onCall = () => {
      call += 1;
      if (call === fatal) throw new Killed();
    };
    await expect(press(house)).rejects.toThrow(Killed);
    for (let round = 0; round < 3; round += 1) {
      house.at += LEG_LEASE_MS;
      await press(house);
    }
    expect(house.sms.taken).toHaveLength(1);
  }
});

test.each([
  ['lookup', 1, 1],
  ['may_repeat', 1, 2],
  ['parks', 0, 1],
] as const)(
  'killed at any call, a carrier that %s has sent from %i to %i times, and the one that stands by nothing',
  async (rule, least, most) => {
    const prepared = () => {
      const house = notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
      const first = recordingCarrier(rule, { name: 'first', tries: 2 });
      const standby = recordingCarrier('lookup', { name: 'standby' });
      house.have('sms', first.carrier, standby.carrier);
      return { house, first, standby };
    };
    let calls = 0;
    const counted = prepared();
    counted.house.onCall = () => {
      calls += 1;
    };
    await run(counted.house);
    const sent: number[] = [];
    for (let fatal = 1; fatal <= calls; fatal += 1) {
      const { house, first, standby } = prepared();
      let call = 0;
      house.onCall = () => {
        call += 1;
        if (call === fatal) throw new Killed();
      };
      await expect(run(house)).rejects.toThrow(Killed);
      await settled(house);
      sent.push(first.taken.length);
      expect(standby.taken).toEqual([]);
    }
    expect([Math.min(...sent), Math.max(...sent)]).toEqual([least, most]);
  },
);
