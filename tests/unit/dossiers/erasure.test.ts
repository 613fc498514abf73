import { expect, test } from 'vitest';
import { dossierBook } from '../../../functions/dossiers/adapters/dossier-book.ts';
import { dossierLedger } from '../../../functions/dossiers/adapters/dossier-ledger.ts';
import { erasureLogIn } from '../../../functions/dossiers/adapters/table-erasure-log.ts';
import { replayErasures } from '../../../functions/dossiers/usecases/replay-erasures.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Item } from '../../../shared/platform/ledger/table.ts';
import { apiHouse } from '../../support/api-house.ts';
import { CODE, dossierHouse } from '../../support/dossier-house.ts';
import { logged } from '../../support/logged.ts';

/** What is said of the persons of the sample dossier below, in each place that takes words of a back office. */
const persons = [
  'Nguyễn Thị Ánh',
  '0912345678',
  'anh@example.vn',
  '001190000001',
  'Phố Huế',
  'Trần Văn Được',
  '0987654321',
  'bà Ánh gọi',
  'tiếp ông Được',
  'gọi nhầm bà Ánh',
  'nhầm số của bà Ánh',
  'a'.repeat(64),
];

const applicant = {
  fullName: 'Nguyễn Thị Ánh',
  phone: '0912345678',
  email: 'anh@example.vn',
  address: '12 Phố Huế',
  identityNumber: '001190000001',
};
const components = [
  { code: 'G1', name: 'Tờ khai', originals: 1, copies: 0, fileSha256: 'a'.repeat(64), digitised: true },
];
const correction = {
  eventId: 'c1',
  applicant: { phone: '0987654321' },
  authorisedPerson: { fullName: 'Trần Văn Được', phone: '0987654321' },
  notify: { email: false },
  note: 'nhầm số của bà Ánh',
};

const filledHouse = async () => {
  const house = dossierHouse();
  await house.register({ applicant, components });
  await house.tell('accepted', '2026-11-16 09:30', { eventId: 'a1', recipient: 'tiếp ông Được' });
  await house.tell('details_corrected', '2026-11-16 09:40', correction);
  await house.tell('processing_started', '2026-11-16 09:42', { eventId: 'p1' });
  await house.tell('supplement_requested', '2026-11-16 09:45', { eventId: 's1', note: 'bà Ánh gọi' });
  await house.tell('voided', '2026-11-16 09:50', { eventId: 'v1', voidsEventId: 's1', note: 'gọi nhầm bà Ánh' });
  return house;
};

const found = (items: readonly Item[]): string[] => {
  const text = JSON.stringify(items);
  return persons.filter((word) => text.includes(word));
};

test('all that is said of persons lies under CARD# and is gone after the erasure, with the dossier as it was', async () => {
  const house = await filledHouse();
  await house.fold();
  const elsewhere = house.table.all().filter(({ sk }) => !sk.startsWith('CARD#'));
  expect(found(elsewhere)).toEqual([]);
  expect(found(house.table.all())).toEqual(persons);
  const before = await house.read();
  const told = house.milestonesTold();

  const erased = await house.erase();

  expect(found(house.table.all())).toEqual([]);
  expect(found(house.erased.all())).toEqual([]);
  if (!before.ok || !erased.ok) throw new Error('refused');
  const { timeline: was, ...dossier } = before.value;
  const { timeline: is, ...same } = erased.value;
  expect(same).toEqual(dossier);
  const withoutNotes = (lines: typeof was) =>
    lines.map((line) => ({ ...line, note: line.type === 'promised' ? line.note : null }));
  expect(withoutNotes(is).filter(({ type }) => type !== 'personal_data_erased')).toEqual(withoutNotes(was));
  expect(is.filter(({ type }) => type === 'personal_data_erased')).toMatchObject([
    { by: 'Phòng CNTT', note: 'Yêu cầu của chủ thể dữ liệu' },
  ]);
  await house.fold();
  // That it was erased is told, once, and nothing is told again.
  const since = house.milestonesTold().slice(told.length);
  expect(since).toMatchObject([{ type: 'dossier.personal_data_erased', data: { dossierCode: CODE } }]);
  expect(persons.filter((words) => JSON.stringify(since).includes(words))).toEqual([]);
  const card = await dossierCardsIn(house.table).read(CODE);
  expect(card).toMatchObject({ dossierCode: CODE, agencyCode: 'H26.10', notify: { sms: true } });
  expect(card).toMatchObject({ applicant: undefined, contact: undefined });
  const kept = await house.table.get(`DOS#${CODE}`, 'CARD#correction#c1');
  expect(kept?.fact).toEqual({
    kind: 'details_corrected',
    eventId: 'c1',
    occurredAt: Date.parse('2026-11-16T09:40:00+07:00'),
    by: 'Lê Văn B',
    notify: { email: false },
  });
});

test('what was erased is not written again, and neither is anything else that may name a person; steps without words are', async () => {
  const house = await filledHouse();
  await house.erase();
  const refused = { ok: false, failure: { kind: 'personal_data_erased' } };

  expect(await house.register({ applicant, components })).toEqual(refused);
  expect(await house.tell('details_corrected', '2026-11-16 09:40', correction)).toEqual(refused);
  expect(await house.tell('supplement_requested', '2026-11-16 09:45', { eventId: 's1', note: 'bà Ánh gọi' })).toEqual(
    refused,
  );
  expect(await house.tell('details_corrected', '2026-11-16 09:55', { ...correction, eventId: 'c2' })).toEqual(refused);
  expect(await house.tell('refused', '2026-11-16 09:55', { eventId: 'r1', note: 'của bà Ánh gọi' })).toEqual(refused);
  // Another body under a key that was used stays a conflict, of which no words are kept.
  expect(await house.register({ applicant: { ...applicant, address: '14 Phố Huế' } })).toMatchObject({
    failure: { kind: 'conflict' },
  });
  expect(await house.tell('processing_started', '2026-11-16 09:42', { eventId: 'p1' })).toMatchObject({ ok: true });
  expect(await house.tell('finished', '2026-11-16 09:58')).toMatchObject({ value: { status: { number: 9 } } });
  expect(found(house.table.all())).toEqual([]);
});

test('the same erasure again answers the dossier; another one is a conflict; of an unknown dossier there is none', async () => {
  const house = await filledHouse();
  expect(await house.erase({}, 'H26.10-261116-9999')).toMatchObject({
    failure: { kind: 'not_found', what: 'dossier' },
  });
  expect(house.erased.all()).toEqual([]);
  const first = await house.erase();
  house.at('2026-11-16 11:00');
  const again = await house.erase();

  expect(first.ok && again.ok && again.value.timeline).toEqual(first.ok && first.value.timeline);
  expect(await house.erase({ reason: 'lý do khác' })).toMatchObject({ failure: { kind: 'conflict', key: CODE } });
  expect(house.erased.all()).toHaveLength(1);
});

test('no digest that is kept can be computed without the secret of the installation', async () => {
  const house = await filledHouse();
  await house.register({ applicant: { ...applicant, phone: '0911111111' } });
  const bare = dossierHouse();
  const digests = (items: readonly Item[]) =>
    items.map(({ digest }) => digest).filter((digest) => digest !== undefined);
  const unkeyed = ledgerOver(
    dossierBook(() => officialCalendar),
    bare.table,
    () => bare.clock.now,
    async (digest) => digest,
  );
  const personal = house.table.all().filter(({ sk, key }) => String(key ?? sk).startsWith('CARD#'));
  for (const { fact } of personal.filter(({ fact }) => fact !== undefined))
    await unkeyed.record(CODE, fact as never, { recordedBy: 'test', requestId: 'r' });
  expect(personal.length).toBeGreaterThan(4);
  const guessable = new Set(digests(bare.table.all().filter(({ sk }) => sk.startsWith('CARD#'))));
  for (const digest of digests(personal)) expect(guessable.has(digest)).toBe(false);
});

test('facts and conflicts that an earlier release kept elsewhere or with bare digests are erased too, and repeats are known', async () => {
  const house = dossierHouse();
  await house.register({ applicant });
  const note = 'bà Ánh gọi';
  const earlier = {
    kind: 'moved',
    eventId: 'm1',
    type: 'accepted',
    occurredAt: Date.parse('2026-11-16T09:30:00+07:00'),
    by: 'Lê Văn B',
    note,
  };
  const evidence = { digest: 'bare', recordedAt: 1, recordedBy: 'key', requestId: 'r' };
  await house.table.put({ pk: `DOS#${CODE}`, sk: 'FACT#b#m1', fact: earlier, ...evidence });
  await house.table.put({ pk: `CONFLICT#DOS#${CODE}`, sk: '07', key: 'FACT#b#m1', fact: earlier, ...evidence });
  const { kind: _, occurredAt: __, type, ...said } = earlier;
  expect(await house.tell(type, '2026-11-16 09:30', said)).toMatchObject({ ok: true });

  await house.erase();

  expect(found(house.table.all())).toEqual([]);
  expect(JSON.stringify(house.table.all())).not.toContain('"bare"');
  expect(await house.tell(type, '2026-11-16 09:30', said)).toEqual({
    ok: false,
    failure: { kind: 'personal_data_erased' },
  });
});

test('cut short after any write, it shows no person at once and is finished by the next fold', async () => {
  const writes = await (async () => {
    const house = await filledHouse();
    const before = house.table.changes.length;
    await house.erase();
    return house.table.changes.length - before;
  })();
  expect(writes).toBeGreaterThan(5);
  for (let kept = 1; kept <= writes; kept += 1) {
    const house = await filledHouse();
    const before = house.table.changes.length;
    house.table.onCall = () => {
      if (house.table.changes.length - before >= kept) throw new Error('the process is gone');
    };
    await expect(house.erase(), `after ${kept} writes`).rejects.toThrow('gone');
    house.table.onCall = undefined;

    const card = await dossierCardsIn(house.table).read(CODE);
    expect([card?.applicant, card?.contact]).toEqual([undefined, undefined]);
    const read = await house.read();
    expect(persons.filter((word) => JSON.stringify(read).includes(word))).toEqual([]);
    await house.refold();
    expect(found(house.table.all()), `after ${kept} writes`).toEqual([]);
  }
});

test('a correction that lands during an erasure is kept whole before it and erased, or refused after it', async () => {
  for (let turn = 0; turn < 12; turn += 1) {
    const house = await filledHouse();
    let calls = 0;
    let landing: ReturnType<typeof house.tell> | undefined;
    house.table.onCall = async () => {
      calls += 1;
      if (calls !== turn + 1) return;
      const late = { ...correction, eventId: 'c9', applicant: { phone: '0977777777' } };
      landing = house.tell('details_corrected', '2026-11-16 09:56', late);
      if (turn % 2 === 0) await landing;
    };
    expect(await house.erase(), `at call ${turn}`).toMatchObject({ ok: true });
    house.table.onCall = undefined;
    const landed = await landing;
    if (landed && !landed.ok) expect(landed.failure.kind).toBe('personal_data_erased');
    await house.refold();

    expect([...found(house.table.all()), JSON.stringify(house.table.all()).includes('0977777777')]).toEqual([false]);
  }
});

test('a restore brings persons back until the log is told again; nothing is written twice', async () => {
  const house = await filledHouse();
  const backup = house.table.all();
  await house.erase();
  for (const { pk, sk } of house.table.all()) await house.table.delete(pk, sk);
  for (const item of backup) await house.table.put(item);
  await house.erased.put({
    pk: 'ERASED#H26.10-261116-0099',
    sk: 'ERASED',
    dossierCode: 'H26.10-261116-0099',
    erased: { kind: 'erased', erasedAt: 1, by: 'b', reason: 'registered after the backup' },
  });
  expect(found(house.table.all())).toEqual(persons);

  const replay = replayErasures({ ledger: house.ledger, erasures: erasureLogIn(house.erased) });
  expect(await replay(undefined, 'r', () => true)).toEqual({ told: 2 });
  await house.refold();
  expect(found(house.table.all())).toEqual([]);
  const changes = house.table.changes.length;
  await replay(undefined, 'r', () => true);
  await house.refold();
  expect(house.table.changes).toHaveLength(changes);
  expect(await house.register({}, 'H26.10-261116-0099')).toEqual({
    ok: false,
    failure: { kind: 'personal_data_erased' },
  });
});

test('the log is told page by page for as long as there is time', async () => {
  const house = dossierHouse();
  for (let n = 0; n < 230; n += 1)
    await house.ports.erasures.keep(`H26.10-261116-${n}`, { kind: 'erased', erasedAt: 1, by: 'b', reason: 'r' });
  const replay = replayErasures({ ledger: dossierLedger(house.book), erasures: house.ports.erasures });
  const first = await replay(undefined, 'r', () => false);
  const reached = () => house.table.all().filter(({ sk }) => sk === 'CARD#erased').length;
  expect(first).toEqual({ told: 100, cursor: expect.any(String) });
  expect(reached()).toBe(100);
  expect(await replay(first.cursor, 'r', () => true)).toEqual({ told: 130 });
  expect(reached()).toBe(230);
});

test('a restored table is told of 25 erasures at the same time, of each once, and of no cursor when all are told', async () => {
  const erased = { kind: 'erased', erasedAt: 1, by: 'b', reason: 'r' } as const;
  const erasures = Array.from({ length: 60 }, (_, n) => ({ dossierCode: `H26.10-261116-${n}` as const, erased }));
  const told: string[] = [];
  let [now, most] = [0, 0];
  const ledger = {
    async record(code: string) {
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      told.push(code);
      return 'recorded' as const;
    },
  };
  const log = { keep: async () => undefined, page: async () => ({ erasures }) };
  const answer = await replayErasures({ ledger, erasures: log })(undefined, 'r', () => true);
  expect(answer).toStrictEqual({ told: 60 });
  expect(most).toBe(25);
  expect(told).toEqual(erasures.map(({ dossierCode }) => dossierCode));
});

test('the log says that persons were erased where they were, and not where that was refused', async () => {
  const house = await apiHouse();
  const key = await house.keyOf({ permission: 'operator', agencyCodes: ['H26'] });
  const body = { reason: 'Yêu cầu', by: 'Phòng CNTT' };
  const erase = (dossierCode: string, more: object = {}) =>
    house.call(
      {
        route: 'DELETE /v1/dossiers/{dossierCode}/personal-data',
        parameters: { dossierCode },
        body: { ...body, ...more },
      },
      key,
    );
  await house.dossiers.register();
  const lines = await logged(async () => {
    expect((await erase('H26.10-261116-9999')).status).toBe(404);
    expect((await erase(CODE)).status).toBe(202);
    expect((await erase(CODE, { reason: 'lý do khác' })).status).toBe(409);
  });
  const told = lines.filter(({ message }) => message === 'personal_data_erased');
  expect(told).toMatchObject([{ dossierCode: CODE }]);
});
