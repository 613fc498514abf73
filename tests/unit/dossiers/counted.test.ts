import { expect, test } from 'vitest';
import { CODE, dossierHouse } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const at = (wall: string) => inVietNam(`2026-11-${wall}`);

/** A dossier that was accepted on the 16th at 09:35, received at 09:30, of three working days. */
const accepted = async (given: Record<string, unknown> = {}) => {
  const house = dossierHouse();
  house.at('2026-11-30 10:00');
  await house.register(given);
  await house.tell('accepted', '2026-11-16 09:35', { eventId: 'a' });
  return house;
};

const countedIn = async (house: ReturnType<typeof dossierHouse>) => {
  await house.fold();
  return house.milestonesTold().findLast(({ type }) => type.startsWith('dossier.counted'));
};

test('a dossier tells its row with its registration, and again with what changes it, under one id', async () => {
  const house = dossierHouse();
  await house.register();
  expect(await countedIn(house)).toMatchObject({
    id: `dossier:${CODE}:counted`,
    data: { procedureCode: '2.000635', channel: 'online', receivedAt: null, acknowledgement: null, endedAs: null },
  });
  await house.tell('accepted', '2026-11-16 09:35', { eventId: 'a' });
  expect(await countedIn(house)).toMatchObject({
    id: `dossier:${CODE}:counted`,
    data: {
      receivedAt: at('16 09:30'),
      dueAt: at('19 17:00'),
      acknowledgement: { at: at('16 09:35'), isOnTime: true },
    },
  });
  await house.tell('voided', '2026-11-16 09:40', { voidsEventId: 'a' });
  expect(await countedIn(house)).toMatchObject({ data: { receivedAt: null, dueAt: null, acknowledgement: null } });
});

test('an extension moves the promise and not the due moment of the row', async () => {
  const house = await accepted();
  await house.tell('extended', '2026-11-18 10:00', { addWorkingDays: 5, reason: 'Cần xác minh' });
  expect(await countedIn(house)).toMatchObject({ data: { dueAt: at('19 17:00') } });
});

test('what stood still is no work, and an answer in a fault of the system is not late for it', async () => {
  const house = dossierHouse();
  house.at('2026-11-30 10:00');
  await house.register({ receivedAt: undefined });
  await house.tell('paused', '2026-11-16 10:00', { reason: 'system_fault' });
  await house.tell('resumed', '2026-11-17 10:00');
  await house.tell('accepted', '2026-11-17 11:00', { receivedAt: '2026-11-17T11:00:00+07:00' });
  await house.tell('supplement_requested', '2026-11-18 08:00');
  await house.tell('supplement_received', '2026-11-18 17:00');
  await house.tell('finished', '2026-11-19 09:00');
  expect(await countedIn(house)).toMatchObject({
    data: {
      // Filed on the 16th at 09:12: eight hours end on the 17th at 09:12, and a working day later for the fault.
      acknowledgement: { at: at('17 11:00'), isOnTime: true },
      pauses: [
        { from: at('16 10:00'), to: at('17 10:00') },
        { from: at('18 08:00'), to: at('18 17:00') },
      ],
      endedAs: 9,
      workedMs: (1 + 4 + 1) * 3_600_000,
    },
  });
});

test('an erasure changes nothing of a row', async () => {
  const house = await accepted({
    components: [{ code: 'C1', name: 'Tờ khai', originals: 1, copies: 0, digitised: true }],
  });
  await house.tell('finished', '2026-11-18 10:00', { note: 'Đã ký' });
  const before = await countedIn(house);
  await house.erase();
  expect(await countedIn(house)).toEqual(before);
});

test('a row says nothing of a person', async () => {
  const house = await accepted();
  expect(JSON.stringify(await countedIn(house))).not.toMatch(/Ánh|0912345678|example\.vn/);
});
