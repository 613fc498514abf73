import type { FactOf, ResultFact } from './facts.ts';

/** Where a result stands. A refused one may be uploaded and issued again. */
export type ResultState = 'awaiting_upload' | 'signing' | 'issued' | 'refused' | 'replaced' | 'revoked';

/** One upload on its way to being issued; without a version where nothing had been uploaded when it was asked for. */
export interface IssueAttempt {
  readonly uploadVersionId: string | undefined;
  readonly at: number;
  readonly request: FactOf<'issue_requested'> | undefined;
  readonly refusal: FactOf<'refused'> | undefined;
}

/** A result as the set of its facts leaves it. */
export interface RegistryEntry {
  readonly resultId: string;
  readonly state: ResultState;
  readonly intended: FactOf<'intended'>;
  /** Oldest first. */
  readonly attempts: readonly IssueAttempt[];
  readonly issued: FactOf<'issued'> | undefined;
  readonly replaced: FactOf<'replaced'> | undefined;
  readonly revoked: FactOf<'revoked'> | undefined;
}

const ofKind =
  <K extends ResultFact['kind']>(kind: K) =>
  (fact: ResultFact): fact is FactOf<K> =>
    fact.kind === kind;

const attemptsOf = (facts: readonly ResultFact[]): IssueAttempt[] => {
  const requests = facts.filter(ofKind('issue_requested'));
  const refusals = facts.filter(ofKind('refused'));
  const versions = new Set([...requests, ...refusals].map(({ uploadVersionId }) => uploadVersionId));
  return [...versions]
    .map((uploadVersionId) => {
      const request = requests.find((fact) => fact.uploadVersionId === uploadVersionId);
      const refusal = refusals.find((fact) => fact.uploadVersionId === uploadVersionId);
      return { uploadVersionId, at: request?.requestedAt ?? refusal?.refusedAt ?? 0, request, refusal };
    })
    .sort((a, b) => a.at - b.at || ((a.uploadVersionId ?? '') < (b.uploadVersionId ?? '') ? -1 : 1));
};

const stateOf = (entry: Omit<RegistryEntry, 'state'>): ResultState => {
  if (entry.issued) return entry.revoked ? 'revoked' : entry.replaced ? 'replaced' : 'issued';
  const latest = entry.attempts.at(-1);
  if (!latest) return 'awaiting_upload';
  return latest.refusal ? 'refused' : 'signing';
};

/**
 * The result that a set of facts amounts to; order and repetition change nothing. Once a file is stored nothing that was
 * refused before or after counts. Undefined where the intent is not among them.
 */
export const foldResult = (resultId: string, facts: readonly ResultFact[]): RegistryEntry | undefined => {
  const intended = facts.find(ofKind('intended'));
  if (!intended) return undefined;
  const entry = {
    resultId,
    intended,
    attempts: attemptsOf(facts),
    issued: facts.find(ofKind('issued')),
    replaced: facts.find(ofKind('replaced')),
    revoked: facts.find(ofKind('revoked')),
  };
  return { ...entry, state: stateOf(entry) };
};

/** Why a refused result was refused; undefined in every other state. */
export const refusalOf = (entry: RegistryEntry): FactOf<'refused'> | undefined =>
  entry.state === 'refused' ? entry.attempts.at(-1)?.refusal : undefined;

/** Whether an upload can still lead to the issued file. */
export const awaitsUpload = (entry: RegistryEntry): boolean =>
  entry.state === 'awaiting_upload' || entry.state === 'refused';
