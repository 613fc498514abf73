import { expect, test } from 'vitest';
import { Registered } from '../../../shared/kernel/dossier-card.ts';
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

const voided = { kind: 'voided', eventId: 'v', voidsEventId: 'c', occurredAt: 4, by: 'B' };

test('a correction that was taken back is none; one of another id stands', async () => {
  const other = { ...corrected, eventId: 'd', occurredAt: 2, notify: { email: true, language: 'en' } };
  const { cards } = await cardsOf({ ...corrected, applicant: { phone: '0987654321' } }, other, voided);
  const card = await cards.read(CODE);
  expect(card?.applicant).toEqual(registered.applicant);
  expect(card?.notify).toEqual({ ...registered.notify, email: true, language: 'en' });
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
