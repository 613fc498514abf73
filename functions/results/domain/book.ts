import type { Book, Projection } from '../../../shared/kernel/book.ts';
import type { DossierCode, ResultId } from '../../../shared/kernel/ids.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
import { keyOf, meaningOf, type ResultFact, resultFacts, withoutPersonalData } from './facts.ts';
import { milestonesOf } from './milestones.ts';
import { foldResult, type RegistryEntry } from './registry-entry.ts';
import { renewalOf } from './renewal.ts';

/** The list key of a dossier's results. */
export const listOfDossier = (dossierCode: DossierCode): string => `DOS#${dossierCode}`;

/** A head shows who has signed and that a person is waited for, not which key was asked and when it was stamped; and what took its place, not what is about to. */
const silent: readonly ResultFact['kind'][] = [
  'signature_asked',
  'signature_given',
  'signature_stamped',
  'replacement_begun',
];

/** The place of what is to be made last among what waits. */
const renewalEntry = (entry: RegistryEntry): Projection['entries'] => {
  const renewal = renewalOf(entry);
  return renewal ? { renewal: { document: {}, timer: timerKey('WALL', sortable(renewal.at), entry.resultId) } } : {};
};

/** How results are kept: facts, their keys, their fold, and what heads show. */
export const resultBook: Book<ResultFact, RegistryEntry, ResultId> = {
  prefix: 'RES',
  foldVersion: 6,
  facts: resultFacts,
  key: keyOf,
  meaning: meaningOf,
  fold: (resultId, recorded) =>
    foldResult(
      resultId,
      recorded.map(({ fact }) => fact),
    ),
  project: (entry) => ({
    document: {
      resultId: entry.resultId,
      dossierCode: entry.intended.dossierCode,
      agencyCode: entry.intended.agencyCode,
      state: entry.state,
      issuedOn: entry.intended.issuedOn,
    },
    milestones: milestonesOf(entry),
    entries: {
      dossier: {
        document: {},
        list: { pk: listOfDossier(entry.intended.dossierCode), sk: `${entry.intended.issuedOn}#${entry.resultId}` },
      },
      ...renewalEntry(entry),
    },
  }),
  withoutPersonalData,
  isSilent: ({ kind }) => silent.includes(kind),
};
