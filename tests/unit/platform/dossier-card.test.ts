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
    await table.putIfAbsent({ pk: `DOS#${CODE}`, sk: `CARD#${n}`, fact });
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
    await expect(cards.read(CODE)).rejects.toThrow(ParkedAggregate);
  }
});

test('a correction by the rules of another release counts', async () => {
  const applicant = { phone: '+84 2 tomorrow', kind: 'guardian', fullName: 'Ánh\u202e', pronoun: 'bà' };
  const { cards } = await cardsOf({ ...corrected, eventId: '', applicant, why: 'moved', notify: { telegram: true } });
  const { pronoun: _, ...known } = applicant;
  expect((await cards.read(CODE))?.contact).toEqual({ ...registered.applicant, ...known });
});

test('a status beyond those of this release is shown as it is; a head without one is none to go by', async () => {
  const { cards, table } = await cardsOf();
  expect(await cards.status(CODE)).toBe(1);
  await table.putIfAbsent({ pk: `DOS#${CODE}`, sk: 'HEAD', document: { status: { number: 11, name: 'archived' } } });
  expect(await cards.status(CODE)).toBe(11);
  const other = await cardsOf();
  await other.table.putIfAbsent({ pk: `DOS#${CODE}`, sk: 'HEAD', document: {} });
  await expect(other.cards.status(CODE)).rejects.toThrow(ParkedAggregate);
});
