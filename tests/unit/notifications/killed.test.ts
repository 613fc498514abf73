import { expect, test } from 'vitest';
import { ATTEMPT_LEASE_MS } from '../../../functions/notifications/usecases/send-message.ts';
import { heardEvents, notificationsHouse } from '../../support/notifications-house.ts';

type House = ReturnType<typeof notificationsHouse>;

class Killed extends Error {}

/** Everything from the event to both carriers, as the queues would repeat it until it is done. */
const run = async (house: House): Promise<void> => {
  await house.hear(heardEvents.accepted);
  for (const messageId of house.ids()) await house.send(messageId);
};

const settled = async (house: House): Promise<void> => {
  for (let round = 0; round < 6; round += 1) {
    house.at += ATTEMPT_LEASE_MS;
    await run(house);
  }
};

const expectToldOnce = (house: House): void => {
  expect(house.sms.taken).toHaveLength(1);
  expect(house.email.taken).toHaveLength(1);
};

test('killed at any call of the table, before or after its effect, and repeated: told once by each channel', async () => {
  let calls = 0;
  const counted = notificationsHouse();
  counted.table.onCall = () => {
    calls += 1;
  };
  await run(counted);
  expect(calls).toBeGreaterThan(10);

  for (let fatal = 1; fatal <= calls; fatal += 1) {
    const house = notificationsHouse();
    let call = 0;
    house.table.onCall = () => {
      call += 1;
      if (call === fatal) throw new Killed();
    };
    await expect(run(house)).rejects.toThrow(Killed);
    house.table.onCall = undefined;
    await settled(house);
    expectToldOnce(house);
  }
});

test('killed after the carrier took the message and before its answer was kept: told once', async () => {
  const house = notificationsHouse();
  house.sms.afterTaking = () => {
    throw new Killed();
  };
  await expect(run(house)).rejects.toThrow(Killed);
  house.sms.afterTaking = undefined;
  await settled(house);
  expectToldOnce(house);
});

test('killed at two calls in one run, in many combinations: told once by each channel', async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const house = notificationsHouse();
    const fatal = new Set([1 + ((seed * 7) % 17), 1 + ((seed * 13) % 29)]);
    let call = 0;
    house.table.onCall = () => {
      call += 1;
      if (fatal.has(call)) throw new Killed();
    };
    for (let round = 0; round < 3; round += 1) {
      await run(house).catch(() => undefined);
      house.at += ATTEMPT_LEASE_MS;
    }
    house.table.onCall = undefined;
    await settled(house);
    expectToldOnce(house);
  }
});
