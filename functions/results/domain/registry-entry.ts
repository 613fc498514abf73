import { ofKind } from '../../../shared/kernel/facts-by-kind.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { type FactOf, keyOf, type ResultFact } from './facts.ts';
import { finalReasons } from './refusals.ts';
import { isByPerson, type Signatory, type SignatureFacts, signatoriesOn } from './signatories.ts';

/** One upload on its way to being issued; without a version where nothing had been uploaded when it was asked for. */
export interface IssueAttempt {
  readonly uploadVersionId: string | undefined;
  readonly at: number;
  readonly request: FactOf<'issue_requested'> | undefined;
  /** Why it is not signed: what it is (`refused`), or that somebody will not sign it. */
  readonly refusal: FactOf<'refused'> | undefined;
  readonly refused: FactOf<'refused'> | undefined;
  /** What it carries unseen, once it was read and carries something. */
  readonly read: FactOf<'upload_read'> | undefined;
  readonly confirmed: FactOf<'confirmed'> | undefined;
}

/** A file of a result. */
export type Revision = Omit<FactOf<'revision'>, 'kind'>;

/** What was asked of a result and done for it, in whatever state it is. */
interface Undertaking extends SignatureFacts {
  readonly resultId: ResultId;
  readonly intended: FactOf<'intended'>;
  /** Oldest first. */
  readonly attempts: readonly IssueAttempt[];
  /** Who was asked to sign, who has signed, and the time stamps over which others sign. */
  readonly asked: readonly FactOf<'signature_asked'>[];
  readonly made: readonly FactOf<'signature_made'>[];
  readonly withdrawn: FactOf<'withdrawn'> | undefined;
  readonly stamped: readonly FactOf<'signature_stamped'>[];
  /** Which result is about to take its place, or took it. */
  readonly replacement: FactOf<'replacement_begun'> | undefined;
  /** When what makes its files last could not be had, in the order of the tries. */
  readonly delays: readonly FactOf<'renewal_delayed'>[];
  /** To whom it was handed over, oldest first. */
  readonly deliveries: readonly FactOf<'delivered'>[];
}

/** A result that was issued, whatever became of it since. */
export interface IssuedResult extends Undertaking {
  readonly state: 'issued' | 'replaced' | 'revoked';
  /** The files of the result, oldest first. */
  readonly revisions: readonly Revision[];
  /** The first revision: the file by which the result was issued. */
  readonly issued: Revision;
  /** The newest revision: the file that is given out. */
  readonly current: Revision;
  readonly replaced: FactOf<'replaced'> | undefined;
  readonly revoked: FactOf<'revoked'> | undefined;
}

/** A result of which no file bears every signature of the plan. */
interface UnissuedResult extends Undertaking {
  readonly revisions: readonly [];
  readonly issued?: undefined;
  readonly current?: undefined;
}

/** A result that waits for an upload, for a word on what it carries, or for its signatures: a person's, or a machine's. */
interface OpenResult extends UnissuedResult {
  readonly state: 'awaiting_upload' | 'needs_confirmation' | 'awaiting_signature' | 'signing';
}

/** A result whose last upload was refused, so that another one may be issued; or that was withdrawn, for good. */
interface RefusedResult extends UnissuedResult {
  readonly state: 'refused';
  readonly refusal: Pick<FactOf<'refused'>, 'reason' | 'detail'>;
}

/** A result as the set of its facts leaves it. */
export type RegistryEntry = OpenResult | RefusedResult | IssuedResult;

/** That a signer will not sign an upload, as long as nobody else was named. */
const refusalBySigner = (signatures: SignatureFacts, uploadVersionId: string | undefined) => {
  const refused = signatoriesOn(signatures, uploadVersionId).find(({ state }) => state === 'refused')?.refused;
  if (!refused) return undefined;
  const { uploadVersionId: declined, detail, refusedAt } = refused;
  return { kind: 'refused' as const, uploadVersionId: declined, reason: 'signer_refused', detail, refusedAt };
};

const attemptsOf = (facts: readonly ResultFact[], signatures: SignatureFacts): IssueAttempt[] => {
  const requests = facts.filter(ofKind('issue_requested'));
  const refusals = facts.filter(ofKind('refused'));
  const versions = new Set([...requests, ...refusals].map(({ uploadVersionId }) => uploadVersionId));
  return [...versions]
    .map((uploadVersionId) => {
      const request = requests.find((fact) => fact.uploadVersionId === uploadVersionId);
      const refused = refusals.find((fact) => fact.uploadVersionId === uploadVersionId);
      const refusal = refused ?? refusalBySigner(signatures, uploadVersionId);
      const read = facts.filter(ofKind('upload_read')).find((fact) => fact.uploadVersionId === uploadVersionId);
      const confirmed = facts.filter(ofKind('confirmed')).find((fact) => fact.uploadVersionId === uploadVersionId);
      const at = request?.requestedAt ?? refusal?.refusedAt ?? 0;
      return { uploadVersionId, at, request, refused, refusal, read, confirmed };
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
  // Of whatever turn: who is named after a file was registered takes no signature out of it.
  const made = facts.filter(ofKind('signature_made'));
  const isSigned = plan.signatures.every(({ role }) =>
    made.some((one) => one.role === role && one.uploadVersionId === chain[0]?.uploadVersionId),
  );
  return isSigned || sealed ? chain : [];
};

const byPreparation = (a: FactOf<'signature_prepared'>, b: FactOf<'signature_prepared'>): number =>
  a.preparedAt - b.preparedAt || byKey(a, b);

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
  const signatures = {
    intended,
    named: facts.filter(ofKind('signer_named')).sort(byKey),
    asked: facts.filter(ofKind('signature_asked')).sort(byKey),
    prepared: facts.filter(ofKind('signature_prepared')).sort(byPreparation),
    given: facts.filter(ofKind('signature_given')).sort((a, b) => a.n - b.n || byKey(a, b)),
    declined: facts.filter(ofKind('signature_refused')).sort(byKey),
    made: facts.filter(ofKind('signature_made')).sort(byKey),
  };
  const attempts = attemptsOf(facts, signatures);
  const undertaking = {
    resultId,
    attempts,
    ...signatures,
    withdrawn: facts.find(ofKind('withdrawn')),
    stamped: facts.filter(ofKind('signature_stamped')).sort(byKey),
    replacement: facts.find(ofKind('replacement_begun')),
    delays: facts.filter(ofKind('renewal_delayed')).sort((a, b) => a.n - b.n || a.tries - b.tries),
    deliveries: facts.filter(ofKind('delivered')).sort((a, b) => a.deliveredAt - b.deliveredAt || byKey(a, b)),
  };
  const revisions = revisionsOf(facts, intended);
  const [issued] = revisions;
  if (issued) {
    const current = revisions.at(-1) ?? issued;
    const [replaced, revoked] = [facts.find(ofKind('replaced')), facts.find(ofKind('revoked'))];
    const state = revoked ? 'revoked' : replaced ? 'replaced' : 'issued';
    return { ...undertaking, state, revisions, issued, current, replaced, revoked };
  }
  const unissued = { ...undertaking, revisions: [] as const };
  const latest = attempts.at(-1);
  const { withdrawn } = undertaking;
  if (withdrawn) return { ...unissued, state: 'refused', refusal: { reason: 'withdrawn', detail: withdrawn.reason } };
  if (latest?.refusal) return { ...unissued, state: 'refused', refusal: latest.refusal };
  if (!latest) return { ...unissued, state: 'awaiting_upload' };
  if (!isConfirmed(latest)) return { ...unissued, state: 'needs_confirmation' };
  const next = signatoriesOn(signatures, latest.uploadVersionId).find(({ state }) => state !== 'signed');
  const isPersonMissing = next?.state === 'asked' && isByPerson(next.planned);
  return { ...unissued, state: isPersonMissing ? 'awaiting_signature' : 'signing' };
};

/** Whether the back office knows of everything that an upload carries unseen. */
export const isConfirmed = ({ read, confirmed }: IssueAttempt): boolean =>
  !read || read.warnings.every(({ code }) => confirmed?.codes.includes(code));

/** The upload that is to be signed, or that was issued; undefined where none was asked for or the last one was refused. */
export const currentAttempt = ({ attempts, issued }: RegistryEntry): IssueAttempt | undefined => {
  if (issued) return attempts.find(({ uploadVersionId }) => uploadVersionId === issued.uploadVersionId);
  const latest = attempts.at(-1);
  return latest?.refusal ? undefined : latest;
};

/** The signatures of the plan on the upload that is to be signed, or that was issued; after a refusal on the one that was refused. */
export const signatoriesOf = (entry: RegistryEntry): readonly Signatory[] =>
  signatoriesOn(entry, entry.issued?.uploadVersionId ?? entry.attempts.at(-1)?.uploadVersionId);

const currentSignatories = (entry: RegistryEntry): readonly Signatory[] =>
  currentAttempt(entry) ? signatoriesOf(entry) : [];

/** Whether the upload that is to be signed bears a signature. */
export const isBeingSigned = (entry: RegistryEntry): boolean =>
  currentSignatories(entry).some(({ made }) => made !== undefined);

/** Whether every signature of the plan was made on it. */
export const isSigned = (entry: RegistryEntry): boolean => {
  const signatories = currentSignatories(entry);
  return signatories.length > 0 && signatories.every(({ made }) => made !== undefined);
};

/**
 * Whether nothing more can be issued: it is issued, it was withdrawn, its dossier was closed, or another result took the place that it was
 * to take.
 */
export const isFinal = ({ issued, withdrawn, attempts }: RegistryEntry): boolean =>
  issued !== undefined || withdrawn !== undefined || finalReasons.includes(attempts.at(-1)?.refusal?.reason ?? '');

/** Whether another upload can still lead to the issued file: until the first signature, and after a refusal. */
export const takesUpload = (entry: RegistryEntry): boolean => !isFinal(entry) && !isBeingSigned(entry);
