import { expect, test } from 'vitest';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { backOffice, CODE, dossierHouse } from '../../support/dossier-house.ts';

const other = { ...backOffice, keyId: 'key_other', agencyCodes: ['H26.11'] };

test('a dossier is created once; the same again answers it as it is now', async () => {
  const house = dossierHouse();
  const first = await house.register();
  expect(first).toMatchObject({
    ok: true,
    value: {
      created: true,
      dossier: {
        dossierCode: CODE,
        agencyCode: 'H26.10',
        status: { number: 1, name: 'submitted' },
        promisedAt: null,
        clock: { state: 'not_started', dueAt: null, remainingWorkingMinutes: null, provisional: false },
      },
    },
  });
  await house.tell('accepted', '2026-11-16 09:35');
  expect(await house.register()).toMatchObject({ value: { created: false, dossier: { status: { number: 2 } } } });
});

test('equal registrations at the same moment: one is recorded, all get the same dossier', async () => {
  const house = dossierHouse();
  const answers = await Promise.all(Array.from({ length: 10 }, () => house.register()));
  expect(answers.filter((answer) => answer.ok && answer.value.created)).toHaveLength(1);
  const views = new Set(answers.map((answer) => JSON.stringify(answer.ok && answer.value.dossier)));
  expect(views.size).toBe(1);
});

test('another body under the same code is a conflict and changes nothing', async () => {
  const house = dossierHouse();
  await house.register();
  const answer = await house.register({ procedureName: 'Khai sinh' });
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'conflict', key: CODE } });
  expect(await house.read()).toMatchObject({ value: { procedureName: 'Cấp bản sao trích lục hộ tịch' } });
});

const counter = { ...backOffice, keyId: 'key_counter', agencyCodes: ['H26.40'] };
const forbidden = { ok: false, failure: { kind: 'forbidden' } };

test('the code is of the numbers of the agency that registers', async () => {
  const house = dossierHouse();
  expect(await house.register({}, 'H26.11-261116-0007')).toMatchObject(forbidden);
  expect(await house.register({}, 'H26.10.01-261116-0007')).toMatchObject(forbidden);
  expect(await house.register({}, 'H26-261116-0007')).toMatchObject(forbidden);
  expect(await house.register({}, 'G09.20-20260609-0092637')).toMatchObject(forbidden);
  await house.setUp('H26.10', { codeSpaces: ['G09.20', '000.00.04.H26'] });
  for (const code of [CODE, 'G09.20-20260609-0092637', '000.00.04.H26-261116-0001'])
    expect((await house.register({}, code)).ok, code).toBe(true);
  expect(
    await house.register({ agencyCode: 'H26' }, 'G09.20-20260609-0092638', { ...backOffice, agencyCodes: ['H26'] }),
  ).toMatchObject(forbidden);
});

test('a counter registers for an agency that names it, under its own numbers', async () => {
  const house = dossierHouse();
  const received = { receivingAgencyCode: 'H26.40' };
  const code = 'H26.40-261116-0007';
  expect(await house.register(received, code, counter)).toMatchObject(forbidden);
  await house.setUp('H26.10', { counters: ['H26.40'] });
  expect(await house.register(received, CODE, counter)).toMatchObject(forbidden);
  expect(await house.register(received, code, backOffice)).toMatchObject(forbidden);
  expect((await house.register(received, code, counter)).ok).toBe(true);
  expect((await house.read(backOffice, code)).ok).toBe(true);
  expect(await house.register({ ...received, agencyCode: 'G09' }, 'H26.40-261116-0008', counter)).toMatchObject(
    forbidden,
  );
});

test('what belongs to another agency does not exist', async () => {
  const house = dossierHouse();
  await house.register();
  expect(await house.register({}, CODE, other)).toMatchObject({ failure: { kind: 'not_found' } });
  expect(await house.read(other)).toMatchObject({ failure: { kind: 'not_found' } });
  expect(await house.tell('accepted', '2026-11-16 09:35', {}, CODE, other)).toMatchObject({
    failure: { kind: 'not_found' },
  });
  expect(await house.read(backOffice, 'H26.10-261116-0008')).toMatchObject({ failure: { kind: 'not_found' } });
  expect((await house.read({ ...backOffice, agencyCodes: ['H26'] })).ok).toBe(true);
  expect((await house.read({ ...backOffice, agencyCodes: ['H2'] })).ok).toBe(false);
});

test('the citizen’s token opens the dossier, is always the same, and is kept only as a hash', async () => {
  const house = dossierHouse();
  await house.register();
  const token = new URL(house.links.urlOf(CODE)).pathname.slice('/t/'.length);
  expect(await house.readByToken(token)).toMatchObject({ value: { view: { dossierCode: CODE } } });
  expect(JSON.stringify(house.table.all())).not.toContain(token);
  expect(await house.readByToken(`${token}x`)).toMatchObject({ failure: { kind: 'not_found' } });
  expect(await house.readByToken('')).toMatchObject({ failure: { kind: 'not_found' } });
});

test('answers and events carry no personal data', async () => {
  const house = dossierHouse();
  await house.register();
  await house.tell('accepted', '2026-11-16 09:35');
  const shown = JSON.stringify(await house.read());
  const published = JSON.stringify(house.table.all().filter(({ sk }) => !sk.startsWith('CARD#')));
  for (const secret of ['Ánh', '0912345678', 'anh@example.vn']) {
    expect(shown).not.toContain(secret);
    expect(published).not.toContain(secret);
  }
});

test('a correction mends the card that others read, and a void takes it back', async () => {
  const house = dossierHouse();
  const cards = dossierCardsIn(house.table);
  await house.register();
  await house.tell('details_corrected', '2026-11-16 09:36', { eventId: 'c', applicant: { phone: '0987654321' } });
  expect((await cards.read(CODE))?.contact).toMatchObject({ fullName: 'Nguyễn Thị Ánh', phone: '0987654321' });
  await house.tell('voided', '2026-11-16 09:37', { voidsEventId: 'c' });
  expect((await cards.read(CODE))?.contact.phone).toBe('0912345678');
});

test('the status that others read is never behind an answer', async () => {
  const house = dossierHouse();
  const cards = dossierCardsIn(house.table);
  expect(await cards.status(CODE)).toBeUndefined();
  await house.register();
  expect(await cards.status(CODE)).toBe(1);
  await house.tell('accepted', '2026-11-16 09:35');
  expect(await cards.status(CODE)).toBe(2);
});

test('while newer code folds the heads, events are kept and answered all the same', async () => {
  const house = dossierHouse();
  await house.register();
  const head = await house.table.get(`DOS#${CODE}`, 'HEAD');
  await house.table.put({ ...head!, foldVersion: 1000 });
  expect(await house.tell('accepted', '2026-11-16 09:35')).toMatchObject({
    ok: true,
    value: { status: { number: 2 } },
  });
  expect(await house.table.get(`DOS#${CODE}`, 'HEAD')).toMatchObject({ foldVersion: 1000 });
});
