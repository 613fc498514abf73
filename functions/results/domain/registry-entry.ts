import type { ResultId } from '../../../shared/kernel/ids.ts';
import { type FactOf, keyOf, type ResultFact } from './facts.ts';

/** Where a result stands. A refused one may be uploaded and issued again. */
export type ResultState = 'awaiting_upload' | 'signing' | 'issued' | 'refused' | 'replaced' | 'revoked';

/** One upload on its way to being issued; without a version where nothing had been uploaded when it was asked for. */
export interface IssueAttempt {
  readonly uploadVersionId: string | undefined;
  readonly at: number;
  readonly request: FactOf<'issue_requested'> | undefined;
  readonly refusal: FactOf<'refused'> | undefined;
}

/** A file of a result. */
export type Revision = Omit<FactOf<'revision'>, 'kind'>;

/** A result as the set of its facts leaves it. */
export interface RegistryEntry {
  readonly resultId: ResultId;
  readonly state: ResultState;
  readonly intended: FactOf<'intended'>;
  /** Oldest first. */
  readonly attempts: readonly IssueAttempt[];
  /** Who was asked to sign, and who has signed. */
  readonly asked: readonly FactOf<'signature_asked'>[];
  readonly made: readonly FactOf<'signature_made'>[];
  /** The files of the result, oldest first; none before the first bears every signature of the plan. */
  readonly revisions: readonly Revision[];
  /** The first revision: the file by which the result was issued. */
  readonly issued: Revision | undefined;
  /** The newest revision: the file that is given out. */
  readonly current: Revision | undefined;
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

const asRevision = ({ kind: _, signerFingerprint: __, issuedAt, ...file }: FactOf<'issued'>): Revision => ({
  ...file,
  n: 1,
  level: 'B-B',
  registeredAt: issuedAt,
});

/** The files of a result, as far as they follow one another from the first, once every signature of the plan is in the first. */
const revisionsOf = (facts: readonly ResultFact[], { plan }: FactOf<'intended'>): Revision[] => {
  const stored = facts.filter(ofKind('revision')).map(({ kind: _, ...revision }): Revision => revision);
  const sealed = facts.find(ofKind('issued'));
  const files = sealed && !stored.some(({ n }) => n === 1) ? [asRevision(sealed), ...stored] : stored;
  const chain = files.sort((a, b) => a.n - b.n).filter(({ n }, index) => n === index + 1);
  const made = facts.filter(ofKind('signature_made'));
  const isSigned = plan.signatures.every(({ role }) =>
    made.some((one) => one.role === role && one.uploadVersionId === chain[0]?.uploadVersionId),
  );
  return isSigned || sealed ? chain : [];
};

const stateOf = (entry: Omit<RegistryEntry, 'state'>): ResultState => {
  if (entry.issued) return entry.revoked ? 'revoked' : entry.replaced ? 'replaced' : 'issued';
  const latest = entry.attempts.at(-1);
  if (!latest) return 'awaiting_upload';
  return latest.refusal ? 'refused' : 'signing';
};

const byKey = (a: ResultFact, b: ResultFact): number => (keyOf(a) < keyOf(b) ? -1 : 1);

/**
 * The result that a set of facts amounts to; order and repetition change nothing. It is issued once its first file is stored
 * and every signature of its plan was made on the upload of that file; then nothing that was refused before or after counts.
 * Undefined where the intent is not among them.
 */
export const foldResult = (resultId: ResultId, recorded: readonly ResultFact[]): RegistryEntry | undefined => {
  const facts = [...new Map(recorded.map((fact) => [keyOf(fact), fact])).values()];
  const intended = facts.find(ofKind('intended'));
  if (!intended) return undefined;
  const revisions = revisionsOf(facts, intended);
  const entry = {
    resultId,
    intended,
    attempts: attemptsOf(facts),
    asked: facts.filter(ofKind('signature_asked')).sort(byKey),
    made: facts.filter(ofKind('signature_made')).sort(byKey),
    revisions,
    issued: revisions.at(0),
    current: revisions.at(-1),
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
