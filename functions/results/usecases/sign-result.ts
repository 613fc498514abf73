import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { FactOf } from '../domain/facts.ts';
import { refusalOfUpload } from '../domain/refusals.ts';
import type { RegistryEntry } from '../domain/registry-entry.ts';
import type { PlannedSignature } from '../domain/signing-plan.ts';
import { inspectPdf } from '../pades/sign/inspect.ts';
import type {
  ResultFiles,
  ResultRegistry,
  Signer,
  Signers,
  TimestampAuthorities,
  Timestamping,
  Uploads,
} from '../ports.ts';
import { keepRevision } from './keep-revision.ts';
import { makeSignature, type SignatureOutcome, type SignatureTask } from './make-signature.ts';

/** What signing needs from outside. */
export interface SignResultPorts {
  readonly registry: ResultRegistry;
  readonly uploads: Uploads;
  readonly files: ResultFiles;
  readonly signers: Signers;
  readonly timestamps: TimestampAuthorities;
  /** SHA-256 of bytes, lower-case hex. */
  readonly sha256: (bytes: Uint8Array) => string;
}

/** One upload to be signed. */
export interface SignResult {
  readonly resultId: ResultId;
  readonly uploadVersionId: string;
  readonly requestId: string;
  readonly now: number;
}

/** A signature of the plan with who makes it. */
interface Signatory {
  readonly planned: PlannedSignature;
  readonly signer: Signer;
}

/** What signing goes on with: a result, the request to sign one of its uploads, how it is stamped, and when by whom. */
type Signing = Pick<SignatureTask, 'entry' | 'request' | 'timestamping' | 'now' | 'by'>;

/**
 * Signs one uploaded version as its result's plan says and stores the file, once; where a signer answers later it ends as
 * `waiting`, and goes on when it is done again. Whenever it is interrupted, doing it again ends the same way: what was signed
 * gives the same bytes, the first stored file wins, and what is stored is checked and registered. Refusals of the document or
 * by a signer are recorded; faults of a signer's key are failures, and so is it where authorities are set up and none gives a time stamp
 * (`temporarily_unavailable`). Throws where a store or a key cannot be reached.
 */
export const signResult = (ports: SignResultPorts) => {
  const { registry, uploads, files, signers, timestamps } = ports;
  const make = makeSignature(ports);
  const revisions = keepRevision(ports);

  const refuse = async (resultId: ResultId, fact: FactOf<'refused'>, by: RecordedBy) => {
    await registry.record(resultId, fact, by);
    return ok(`refused:${fact.reason}`);
  };

  const signatoriesOf = async ({ intended }: RegistryEntry): Promise<Result<readonly Signatory[]>> => {
    const found: Signatory[] = [];
    for (const planned of intended.plan.signatures) {
      const signer = await signers.signerOf(planned);
      if (!signer.ok) return signer;
      found.push({ planned, signer: signer.value });
    }
    return ok(found);
  };

  const trustOf = (signatories: readonly Signatory[], timestamping: Timestamping | undefined) => ({
    roots: [...signatories.flatMap(({ signer }) => signer.roots), ...(timestamping?.roots ?? [])],
    intermediates: signatories.flatMap(({ signer }) => signer.identity.chain),
  });

  /** The upload with every signature of the plan, one after the other, as far as they can be had. */
  const signed = async (
    upload: Uint8Array,
    signatories: readonly Signatory[],
    signing: Signing,
  ): Promise<Result<SignatureOutcome>> => {
    let pdf = upload;
    for (const [index, signatory] of signatories.entries()) {
      const isFollowed = index + 1 < signatories.length;
      const made = await make({ ...signing, ...signatory, base: pdf, isFollowed });
      if (!made.ok || made.value.state !== 'signed') return made;
      pdf = made.value.pdf;
    }
    return ok({ state: 'signed', pdf });
  };

  const issue = async (upload: Uint8Array, signing: Signing): Promise<Result<string>> => {
    const { entry, request, timestamping, now, by } = signing;
    const { resultId } = entry;
    const { uploadVersionId } = request;
    const signatories = await signatoriesOf(entry);
    if (!signatories.ok) return signatories;
    const outcome = await signed(upload, signatories.value, signing);
    if (!outcome.ok) return outcome;
    if (outcome.value.state === 'waiting') return ok('waiting');
    if (outcome.value.state === 'refused') {
      const { reason, detail } = outcome.value;
      return refuse(resultId, { kind: 'refused', uploadVersionId, reason, detail, refusedAt: now }, by);
    }
    const { pdf } = outcome.value;
    const file = { resultId, n: 1, pdf, uploadVersionId, continues: upload, now, by };
    const kept = await revisions.keep({ ...file, ...trustOf(signatories.value, timestamping) });
    return kept.ok ? ok('issued') : kept;
  };

  /** Uploads are forgotten after some days, stored files are not: a late repeat registers what was stored before. */
  const issueWithoutUpload = async ({ entry, request, timestamping, now, by }: Signing): Promise<Result<string>> => {
    const { resultId } = entry;
    const stored = await files.stored(resultId, 1);
    if (!stored) return refuse(resultId, refusalOfUpload('upload_missing', request.uploadVersionId, now), by);
    const signatories = await signatoriesOf(entry);
    if (!signatories.ok) return signatories;
    const trust = trustOf(signatories.value, timestamping);
    const registered = await revisions.register({ resultId, n: 1, now, by, ...trust }, stored);
    return registered.ok ? ok('issued') : registered;
  };

  return async ({ resultId, uploadVersionId, requestId, now }: SignResult): Promise<Result<string>> => {
    const entry = await registry.read(resultId);
    const attempt = entry?.attempts.find((candidate) => candidate.uploadVersionId === uploadVersionId);
    if (!entry || !attempt?.request) return fail({ kind: 'not_found', what: 'issue request' });
    if (entry.issued || attempt.refusal) return ok('done before');

    const timestamping = await timestamps.inForce();
    const signing = { entry, request: attempt.request, timestamping, now, by: { recordedBy: 'system', requestId } };
    const upload = await uploads.read(resultId, uploadVersionId);
    if (!upload) return issueWithoutUpload(signing);
    const inspection = inspectPdf(upload);
    if (inspection.ok) return issue(inspection.value.pdf, signing);
    const { reason, hint: detail } = inspection.refusal;
    return refuse(resultId, { kind: 'refused', uploadVersionId, reason, detail, refusedAt: now }, signing.by);
  };
};
