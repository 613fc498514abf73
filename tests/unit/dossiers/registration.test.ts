import { expect, test } from 'vitest';
import { BackOfficeEvent } from '../../../functions/dossiers/domain/back-office-event.ts';
import { Registration } from '../../../functions/dossiers/domain/registration.ts';
import type { KeyCaller } from '../../../shared/kernel/callers.ts';
import { parseInput } from '../../../shared/kernel/parse.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { backOffice, CODE, dossierHouse, sampleRegistration } from '../../support/dossier-house.ts';

const other: KeyCaller = { ...backOffice, keyId: 'key_other', agencyCodes: ['H26.11'] };

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

test('killed between the token and the registration: the link opens nothing, and the repeat registers', async () => {
  const house = dossierHouse();
  house.table.onCall = (call) => {
    if (call === 'transact') throw new Error('killed');
  };
  await expect(house.register()).rejects.toThrow('killed');
  house.table.onCall = undefined;
  expect(house.table.all().map(({ sk }) => sk)).toEqual(['TOKEN']);
  const token = house.links.urlOf(CODE).split('/').at(-1) ?? '';
  expect(await house.links.dossierOf(token)).toBe(CODE);
  expect(await house.readByToken(token)).toMatchObject({ ok: false, failure: { kind: 'not_found' } });
  expect(await house.register()).toMatchObject({ value: { created: true } });
  expect(await house.readByToken(token)).toMatchObject({ ok: true, value: { view: { dossierCode: CODE } } });
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

const counter: KeyCaller = { ...backOffice, keyId: 'key_counter', agencyCodes: ['H26.40'] };
const forbidden = { ok: false, failure: { kind: 'forbidden' } };
const needs = (permission: string) => ({ ok: false, failure: { kind: 'forbidden', permission } });

test('the code is of the numbers of the agency that registers', async () => {
  const house = dossierHouse();
  expect(await house.register({}, 'H26.11-261116-0007')).toEqual(
    needs('back_office of the agency that numbers dossiers under H26.11'),
  );
  expect(await house.register({}, 'H26.10.01-261116-0007')).toMatchObject(forbidden);
  expect(await house.register({}, 'H26-261116-0007')).toMatchObject(forbidden);
  expect(await house.register({}, 'G09.20-20260609-0092637')).toMatchObject(forbidden);
  await house.setUp('H26.10', { codeSpaces: ['G09.20', '000.00.04.H26'] });
  for (const code of [CODE, 'G09.20-20260609-0092637', '000.00.04.H26-261116-0001'] as const)
    expect((await house.register({}, code)).ok, code).toBe(true);
  expect(
    await house.register({ agencyCode: 'H26' }, 'G09.20-20260609-0092638', { ...backOffice, agencyCodes: ['H26'] }),
  ).toMatchObject(forbidden);
});

test('a counter registers for an agency that names it, under its own numbers', async () => {
  const house = dossierHouse();
  const received = { receivingAgencyCode: 'H26.40' };
  const code = 'H26.40-261116-0007';
  expect(await house.register(received, code, counter)).toEqual(needs('back_office of a counter that H26.10 names'));
  await house.setUp('H26.10', { counters: ['H26.40'] });
  expect(await house.register(received, CODE, counter)).toMatchObject(forbidden);
  expect(await house.register(received, code, backOffice)).toEqual(needs('back_office of H26.40'));
  expect((await house.register(received, code, counter)).ok).toBe(true);
  expect((await house.read(backOffice, code)).ok).toBe(true);
  expect(await house.register({ ...received, agencyCode: 'G09' }, 'H26.40-261116-0008', counter)).toMatchObject(
    forbidden,
  );
});

test('what belongs to another agency does not exist', async () => {
  const house = dossierHouse();
  await house.register();
  const unknown = (what: string) => ({ ok: false, failure: { kind: 'not_found', what } });
  expect(await house.register({}, CODE, other)).toEqual(unknown('agency'));
  expect(await house.read(other)).toEqual(unknown('dossier'));
  expect(await house.tell('accepted', '2026-11-16 09:35', {}, CODE, other)).toEqual(unknown('dossier'));
  const nobodys = 'H26.10-261116-0008';
  expect(await house.read(backOffice, nobodys)).toEqual(unknown('dossier'));
  expect(await house.tell('accepted', '2026-11-16 09:35', {}, nobodys)).toEqual(unknown('dossier'));
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
  const token = new URL(house.links.urlOf(CODE)).pathname.slice('/t/'.length);
  expect(await house.readByToken(token)).toMatchObject({ value: { card: { contact: { phone: '0987654321' } } } });
  await house.tell('voided', '2026-11-16 09:37', { voidsEventId: 'c' });
  expect((await cards.read(CODE))?.contact?.phone).toBe('0912345678');
  expect(await house.readByToken(token)).toMatchObject({ value: { card: { contact: { phone: '0912345678' } } } });
});

test('the status that others read is never behind an answer', async () => {
  const house = dossierHouse();
  const cards = dossierCardsIn(house.table);
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

test('all that a registration may say is taken, and repeated as it is', async () => {
  const house = dossierHouse();
  const full = {
    applicant: {
      kind: 'business',
      fullName: 'Công ty TNHH Hoa Sen',
      phone: '024 3852 2222',
      address: '12 phố Kim Liên',
      identity: { kind: 'tax_code', number: '0101234567' },
    },
    authorisedPerson: { fullName: 'Lê Hoàng Dũng', phone: '0987654321', identityNumber: '001190000001' },
    notify: { sms: true, zalo: true, language: 'en' },
    components: [
      { code: 'TP01', name: 'Tờ khai', originals: 1, copies: 0, digitised: true, fileSha256: 'a'.repeat(64) },
      { code: 'TP02', name: 'Giấy ủy quyền', originals: 0, copies: 2, digitised: false, reusedFrom: 'VNeID' },
    ],
    resultBy: 'post',
    caseCode: 'TH01',
    partOf: { dossierCode: 'G09.20-20260609-0092637' },
  };
  expect((await house.register(full)).ok).toBe(true);
  expect(await house.register(full)).toMatchObject({ ok: true, value: { created: false } });
  const card = await dossierCardsIn(house.table).read(CODE);
  expect(card).toMatchObject({
    applicant: { ...full.applicant, phone: '02438522222' },
    contact: full.authorisedPerson,
    notify: { sms: true, email: false, zalo: true, language: 'en' },
  });
  expect(await house.table.get(`DOS#${CODE}`, 'CARD#registration')).toMatchObject({
    fact: { components: full.components, resultBy: 'post', caseCode: 'TH01', partOf: full.partOf },
  });
});

test('what is said although it is meant anyway is the same registration', async () => {
  const house = dossierHouse();
  await house.register();
  const applicant = { kind: 'citizen', fullName: 'Nguyễn Thị Ánh', phone: '0912345678', email: 'anh@example.vn' };
  const notify = { sms: true, email: true, zalo: false, language: 'vi' };
  expect(await house.register({ applicant, notify })).toMatchObject({ ok: true, value: { created: false } });
  expect(await house.register({ applicant: { ...applicant, kind: 'foreigner' } })).toMatchObject({
    failure: { kind: 'conflict' },
  });
});

const representative = { fullName: 'Lê Hoàng Dũng', phone: '0987654321' };

test.each<[string, Record<string, unknown>]>([
  ['another applicant', { applicant: { fullName: 'Nguyễn Thị Ánh', phone: '0912345679', email: 'anh@example.vn' } }],
  ['another representative', { authorisedPerson: { ...representative, fullName: 'Lê Hoàng Anh' } }],
  ['no representative', { authorisedPerson: undefined }],
  ['SMS no more', { notify: { email: true } }],
  ['e-mail no more', { notify: { sms: true } }],
  ['Zalo as well', { notify: { sms: true, email: true, zalo: true } }],
  ['English', { notify: { sms: true, email: true, language: 'en' } }],
])('%s is another registration, never the same', async (_, other) => {
  const house = dossierHouse();
  const said = { authorisedPerson: representative };
  await house.register(said);
  expect(await house.register(said)).toMatchObject({ ok: true, value: { created: false } });
  expect(await house.register({ ...said, ...other })).toMatchObject({ failure: { kind: 'conflict' } });
});

test('the name of a business is part of what a registration means', async () => {
  const house = dossierHouse();
  const applicant = { kind: 'business', fullName: 'Công ty TNHH Hoa Sen', phone: '02438522222' };
  await house.register({ applicant });
  expect(await house.register({ applicant: { ...applicant, fullName: 'Công ty TNHH Hoa Mai' } })).toMatchObject({
    failure: { kind: 'conflict' },
  });
});

test('a result is fetched from the portal, at a counter or by post; the hash of a paper is 64 digits in lower case', () => {
  for (const resultBy of ['portal', 'counter', 'post'])
    expect(parseInput(Registration, sampleRegistration({ resultBy })).ok, resultBy).toBe(true);
  expect(parseInput(Registration, sampleRegistration({ resultBy: '' })).ok).toBe(false);
  const component = { code: 'T', name: 'Tờ khai', originals: 1, copies: 0, digitised: true };
  const withHash = (fileSha256: string) =>
    parseInput(Registration, sampleRegistration({ components: [{ ...component, fileSha256 }] }));
  expect(withHash('0f'.repeat(32)).ok).toBe(true);
  for (const wrong of ['0F'.repeat(32), `${'0f'.repeat(32)}0`, `x${'0f'.repeat(32)}`, '0f'.repeat(31)])
    expect(withHash(wrong)).toMatchObject({
      failure: {
        fields: [{ path: 'components.0.fileSha256', message: expect.stringMatching(/64 hexadecimal digits/) }],
      },
    });
});

test('more papers than a registration takes are refused before anything is kept', () => {
  const name = 'ẫ'.repeat(500);
  const component = { code: 'T', name, originals: 1, copies: 0, digitised: true };
  const parsed = parseInput(
    Registration,
    sampleRegistration({ components: Array.from({ length: 6 }, () => component) }),
  );
  expect(parsed).toMatchObject({ failure: { kind: 'invalid_input', fields: [{ path: 'components' }] } });
});

test('the longest persons leave room in a registration, and a correction that has none is refused', () => {
  const person = {
    kind: 'organisation',
    fullName: 'ẫ'.repeat(200),
    phone: '02438522222',
    email: `${'a'.repeat(64)}@${'b.'.repeat(80)}vn`,
    address: 'ẫ'.repeat(500),
    identityNumber: '0101234567',
    identity: { kind: 'organisation_code', number: 'H'.repeat(35), verifiedBy: 'officer' },
  };
  const longest = { applicant: person, authorisedPerson: person, procedureName: 'ẫ'.repeat(500) };
  expect(parseInput(Registration, sampleRegistration(longest)).ok).toBe(true);
  const correction = {
    eventId: 'e'.repeat(128),
    type: 'details_corrected',
    occurredAt: '2026-11-16T09:35:00+07:00',
    by: 'ẫ'.repeat(200),
    applicant: person,
    authorisedPerson: person,
  };
  expect(parseInput(BackOfficeEvent, correction).ok).toBe(true);
  expect(parseInput(BackOfficeEvent, { ...correction, note: 'ẫ'.repeat(1000) })).toMatchObject({
    failure: { fields: [{ path: 'note' }] },
  });
});

test('a registration and a correction take 7,900 bytes and not one more', () => {
  const component = (letters: number) => ({
    code: 'T',
    name: 'x'.repeat(letters),
    originals: 1,
    copies: 0,
    digitised: true,
  });
  const papers = Array.from({ length: 13 }, () => component(500));
  const registration = (letters: number) =>
    parseInput(Registration, sampleRegistration({ components: [...papers, component(letters)] }));
  const person = { fullName: 'ẫ'.repeat(200), address: 'ẫ'.repeat(500) };
  const correction = (letters: number) =>
    parseInput(BackOfficeEvent, {
      eventId: 'e',
      type: 'details_corrected',
      occurredAt: '2026-11-16T09:35:00+07:00',
      by: 'ẫ'.repeat(200),
      applicant: person,
      authorisedPerson: person,
      note: `${'ẫ'.repeat(965)}${'x'.repeat(letters)}`,
    });
  for (const [what, parsed] of [
    ['registration', registration],
    ['correction', correction],
  ] as const) {
    const one = parsed(1);
    if (!one.ok) throw new Error(JSON.stringify(one.failure));
    const left = 7900 - Buffer.byteLength(JSON.stringify(one.value)) + 1;
    expect(parsed(left).ok, `${what} ${left}`).toBe(true);
    expect(parsed(left + 1), what).toMatchObject({
      failure: { fields: [{ message: expect.stringMatching(/7,900 bytes/) }] },
    });
  }
});

test('an authorised person is named, mended, replaced with nothing of the other left, and ended', async () => {
  const house = dossierHouse();
  await house.register();
  const contact = async () => (await dossierCardsIn(house.table).read(CODE))?.contact;
  let minute = 30;
  const correct = (authorisedPerson: unknown) => {
    minute += 1;
    return house.tell('details_corrected', `2026-11-16 09:${minute}`, { authorisedPerson });
  };
  await correct({ phone: '0987654321' });
  expect(await contact()).toMatchObject({ fullName: 'Nguyễn Thị Ánh', phone: '0912345678' });
  await correct({ fullName: 'Lê Hoàng Dũng', email: 'dung@example.vn' });
  await correct({ phone: '0987654321' });
  expect(await contact()).toEqual({ fullName: 'Lê Hoàng Dũng', email: 'dung@example.vn', phone: '0987654321' });
  await correct({ fullName: 'Phạm Quỳnh Hương', phone: '0909123456' });
  expect(await contact()).toEqual({ fullName: 'Phạm Quỳnh Hương', phone: '0909123456' });
  await correct(null);
  expect(await contact()).toMatchObject({ fullName: 'Nguyễn Thị Ánh', phone: '0912345678' });
});

test('the moment of receipt is the acceptance’s, else the registration’s, else when it was accepted', async () => {
  const due = async (receivedAt: string | undefined, accepted: Record<string, unknown>) => {
    const house = dossierHouse();
    await house.register({ receivedAt, timeLimit: { amount: 8, unit: 'working_hours' } });
    const answer = await house.tell('accepted', '2026-11-16 10:00', accepted);
    return answer.ok && answer.value.promisedAt;
  };
  const said = { receivedAt: '2026-11-16T08:30:00+07:00', recipient: 'Trần Văn Bình' };
  expect(await due('2026-11-16T09:30:00+07:00', said)).toBe('2026-11-17T08:30:00+07:00');
  expect(await due('2026-11-16T09:30:00+07:00', {})).toBe('2026-11-17T09:30:00+07:00');
  expect(await due(undefined, {})).toBe('2026-11-17T10:00:00+07:00');
  const late = { eventId: 'e', type: 'accepted', occurredAt: '2026-11-16T08:29:59+07:00', by: 'B', ...said };
  expect(parseInput(BackOfficeEvent, late)).toMatchObject({
    failure: { fields: [{ path: 'receivedAt', message: expect.stringMatching(/no later moment than occurredAt/) }] },
  });
  expect(parseInput(BackOfficeEvent, { ...late, occurredAt: said.receivedAt }).ok).toBe(true);
});
