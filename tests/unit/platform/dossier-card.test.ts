import { expect, test, vi } from 'vitest';
import {
  cardOf,
  type DetailsCorrected,
  Registered,
  TimeLimit,
  voidedIds,
} from '../../../shared/kernel/dossier-card.ts';
import type { Json } from '../../../shared/kernel/milestones.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { ParkedAggregate } from '../../../shared/platform/ledger/parked.ts';
import { CODE, sampleRegistration } from '../../support/dossier-house.ts';
import { memoryTable } from '../../support/memory-table.ts';

const registered = Registered().parse({
  kind: 'registered',
  dossierCode: CODE,
  ...sampleRegistration(),
  submittedAt: 1,
  receivedAt: 2,
});

/** The cards of a table in which other releases have kept these facts. */
const cardsOf = async (...facts: readonly Json[]) => {
  const table = memoryTable();
  for (const [n, fact] of [registered as unknown as Json, ...facts].entries())
    await table.putIfAbsent({ pk: `DOS#${CODE}`, sk: n === 0 ? 'CARD#registration' : `CARD#${n}`, fact });
  return { cards: dossierCardsIn(table), table };
};

const corrected = { kind: 'details_corrected', eventId: 'c', occurredAt: 3, by: 'B' };

const voided = { kind: 'voided', eventId: 'v', voidsEventId: 'c', occurredAt: 4, by: 'B' };

const whole = {
  ...registered,
  authorisedPerson: { fullName: 'Nguyễn Văn Bình', phone: '0987654321' },
  receivingAgencyCode: 'H26.40',
  components: [
    {
      ...{ code: 'KQ.G1', name: 'Tờ khai', originals: 1, copies: 0, digitised: true },
      ...{ fileSha256: 'a'.repeat(64), reusedFrom: 'H26.10-251116-0001' },
    },
  ],
  resultBy: 'counter',
  caseCode: 'TH1',
  partOf: { dossierCode: 'H26.10-261116-0001' },
};

test('what was recorded is read back whole, and wishes that were left out are none', async () => {
  // The schema of a kind is made at the first fact of it, for all after it.
  vi.resetModules();
  const { storedCardFact } = await import('../../../shared/kernel/dossier-card.ts');
  const facts = [
    whole,
    {
      ...{ ...corrected, note: 'Nhầm số', byCounter: true, authorisedPerson: null },
      ...{ applicant: { phone: '0987654321' }, notify: { sms: false, email: true, zalo: true, language: 'en' } },
    },
    { ...voided, note: 'Nhầm', byCounter: true },
  ];
  expect(facts.map(storedCardFact)).toEqual(facts);
  expect(storedCardFact({ ...registered, notify: {} })).toMatchObject({ notify: { sms: false, email: false } });
});

test('a dossier comes in by three ways, and its time limit is in one of four units', () => {
  for (const channel of ['counter', 'online', 'post'])
    expect(Registered().parse({ ...registered, channel })).toMatchObject({ channel });
  expect(Registered().safeParse({ ...registered, channel: 'pigeon' }).success).toBe(false);
  for (const unit of ['working_hours', 'working_days', 'days', 'months'])
    expect(TimeLimit.parse({ amount: 1, unit })).toEqual({ amount: 1, unit });
});

test('corrections count in the order in which they happened, and at one moment in that of their ids', () => {
  const named = (eventId: string, occurredAt: number): DetailsCorrected => ({
    ...{ kind: 'details_corrected', by: 'B', eventId, occurredAt },
    applicant: { fullName: `${eventId} at ${occurredAt}` },
    notify: { language: eventId },
  });
  const [first, second, third] = [named('z', 1), named('a', 2), named('b', 2)];
  const orders = [
    [first, second, third],
    [third, second, first],
    [second, third, first],
    [third, first, second],
  ];
  for (const order of orders) {
    const { applicant, notify } = cardOf(registered, order);
    expect([applicant?.fullName, notify.language]).toEqual(['b at 2', 'b']);
  }
});

test('a counter takes back only what it told itself, and a taking-back is never taken back', () => {
  const told = [{ eventId: 'own', byCounter: true }, { eventId: 'agencys' }];
  const voids = (['own', 'agencys', 'v-own'] as const).map((voidsEventId, n) => ({
    ...{ kind: 'voided' as const, eventId: `v-${voidsEventId}`, voidsEventId, occurredAt: n, by: 'B' },
  }));
  expect(voidedIds(told, voids)).toEqual(new Set(['own', 'agencys']));
  expect(
    voidedIds(
      told,
      voids.map((one) => ({ ...one, byCounter: true })),
    ),
  ).toEqual(new Set(['own']));
});

test('a correction that was taken back is none; one of another id stands', async () => {
  const other = { ...corrected, eventId: 'd', occurredAt: 2, notify: { email: true, language: 'en' } };
  const { cards } = await cardsOf({ ...corrected, applicant: { phone: '0987654321' } }, other, voided);
  const card = await cards.read(CODE);
  expect(card?.applicant).toEqual(registered.applicant);
  expect(card?.notify).toEqual({ ...registered.notify, email: true, language: 'en' });
});

test('a correction that cannot be read is not skipped: nobody is told by the number that it took away', async () => {
  for (const fact of [
    { ...corrected, applicant: { phone: 84_987_654_321 } },
    { kind: 'person_replaced', eventId: 'c', by: 'B' },
    { ...corrected, occurredAt: 'yesterday' },
    null,
  ]) {
    const { cards } = await cardsOf(fact);
    await expect(cards.read(CODE)).rejects.toThrow(new ParkedAggregate(`DOS#${CODE}`, 'unknown fact under CARD#1'));
  }
});

test('a correction by the rules of another release counts', async () => {
  const applicant = { phone: '+84 2 tomorrow', kind: 'guardian', fullName: 'Ánh\u202e', pronoun: 'bà' };
  const { cards } = await cardsOf({ ...corrected, eventId: '', applicant, why: 'moved', notify: { telegram: true } });
  const { pronoun: _, ...known } = applicant;
  expect((await cards.read(CODE))?.contact).toEqual({ ...registered.applicant, ...known });
});

test('what lies beside the card, a step with its words or the erasing, decides nothing of it', async () => {
  const { cards, table } = await cardsOf();
  const before = await cards.read(CODE);
  await table.put({ pk: `DOS#${CODE}`, sk: 'CARD#step#e1', fact: { kind: 'moved', note: 'Ánh' } });
  expect(await cards.read(CODE)).toEqual(before);
  await table.put({ pk: `DOS#${CODE}`, sk: 'CARD#correction#c', fact: { ...corrected, applicant: { phone: '1' } } });
  await table.put({
    pk: `DOS#${CODE}`,
    sk: 'CARD#erased',
    fact: { kind: 'erased', erasedAt: 5, by: 'A', reason: 'r' },
  });
  expect(await cards.read(CODE)).toEqual({ ...before, applicant: undefined, contact: undefined });
});

test('of a dossier that is not registered there is no card', async () => {
  const table = memoryTable();
  expect(await dossierCardsIn(table).read(CODE)).toBeUndefined();
  await table.put({ pk: `DOS#${CODE}`, sk: 'CARD#void#v', fact: voided });
  expect(await dossierCardsIn(table).read(CODE)).toBeUndefined();
});

test('a status beyond those of this release is shown as it is; a head without one is none to go by', async () => {
  const { cards, table } = await cardsOf();
  expect(await cards.status(CODE)).toBe(1);
  await table.putIfAbsent({ pk: `DOS#${CODE}`, sk: 'HEAD', document: { status: { number: 11, name: 'archived' } } });
  expect(await cards.status(CODE)).toBe(11);
  const other = await cardsOf();
  await other.table.putIfAbsent({ pk: `DOS#${CODE}`, sk: 'HEAD', document: {} });
  await expect(other.cards.status(CODE)).rejects.toThrow(
    new ParkedAggregate(`DOS#${CODE}`, 'its head shows no status'),
  );
});

test('a moment stands while its head says that it holds and the dossier has not ended', async () => {
  const { cards, table } = await cardsOf();
  const moment = `dossier:${CODE}:overdue:resolve:1`;
  const headed = (number: number, milestones?: Json) =>
    table.put({ pk: `DOS#${CODE}`, sk: 'HEAD', document: { status: { number } }, ...(milestones && { milestones }) });
  expect(await cards.stands(CODE, moment)).toBe(false);
  await headed(4);
  expect(await cards.stands(CODE, moment)).toBe(false);
  for (const [number, withdrawn, stands] of [
    [4, undefined, true],
    [4, true, false],
    [5, undefined, true],
    [7, undefined, true],
    [3, undefined, false],
    [8, undefined, false],
    [9, undefined, false],
    [10, undefined, false],
  ] as const) {
    await headed(number, { [moment]: withdrawn ? { withdrawn } : {} });
    expect(await cards.stands(CODE, moment), `at ${number}`).toBe(stands);
    expect(await cards.stands(CODE, `${moment}0`)).toBe(false);
  }
});

test('the card says what forms repeat, who acts for whom, and what was said beside its steps', async () => {
  const table = memoryTable();
  const put = (sk: string, fact: unknown) => table.putIfAbsent({ pk: `DOS#${CODE}`, sk, fact: fact as Json });
  await put('CARD#registration', whole);
  const step = { kind: 'moved', type: 'accepted', occurredAt: 5, by: 'B', onCard: true };
  await put('CARD#step#e1', { ...step, eventId: 'e1', recipient: 'Lê Thị Dung', receivedAt: 4 });
  const card = await dossierCardsIn(table).read(CODE);
  const { timeLimit, components, resultBy, receivedAt, authorisedPerson } = whole;
  expect(card).toMatchObject({ timeLimit, components, resultBy, receivedAt, authorisedPerson });
  expect(card?.contact).toEqual(authorisedPerson);
  expect(card?.steps.get('e1')).toMatchObject({ by: 'B', recipient: 'Lê Thị Dung', receivedAt: 4, occurredAt: 5 });
});

test('who told a step that does not lie on the card is read beside it; of none there is nothing', async () => {
  const table = memoryTable();
  const fact = { kind: 'moved', type: 'accepted', eventId: 'e1', occurredAt: 5, by: 'Trần Văn Bình' };
  await table.putIfAbsent({ pk: `DOS#${CODE}`, sk: 'FACT#b#e1', fact });
  const cards = dossierCardsIn(table);
  expect(await cards.step(CODE, 'e1')).toMatchObject({ by: 'Trần Văn Bình', occurredAt: 5 });
  expect(await cards.step(CODE, 'e2')).toBeUndefined();
});
