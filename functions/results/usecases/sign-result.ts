import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { FactOf } from '../domain/facts.ts';
import { refusalOfUpload } from '../domain/refusals.ts';
import {
  currentAttempt,
  type IssueAttempt,
  isConfirmed,
  type RegistryEntry,
  signatoriesOf,
} from '../domain/registry-entry.ts';
import { ASKED_AGAIN } from '../domain/waiting.ts';
import { uploadLimits } from '../pades/pdf/limits.ts';
import type { Outcome as PadesOutcome } from '../pades/refusal.ts';
import { type Inspection, inspectPdf } from '../pades/sign/inspect.ts';
import type {
  Dossiers,
  PanelDrawer,
  PreparedFiles,
  ResultFiles,
  ResultRegistry,
  Signers,
  TimestampAuthorities,
  Uploads,
} from '../ports.ts';
import { addCode } from './add-code.ts';
import { checkUploaded, type Signing as Signatures } from './check-uploaded.ts';
import { refusalByDossier } from './closed-dossier.ts';
import { keepRevision } from './keep-revision.ts';
import { makeSignature, type SignatureOutcome, type SignatureTask } from './make-signature.ts';
import { reservePlaces } from './reserve-places.ts';
import { takePlace } from './take-place.ts';

/** What signing needs from outside. */
export interface SignResultPorts {
  readonly registry: ResultRegistry;
  readonly dossiers: Pick<Dossiers, 'status'>;
  readonly uploads: Uploads;
  readonly files: ResultFiles;
  readonly preparedFiles: Pick<PreparedFiles, 'keep' | 'read'>;
  readonly panels: PanelDrawer;
  readonly publicOrigin: string;
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

/** Why an upload that was asked for is not signed now, where that is no refusal of it. */
const setAside = (entry: RegistryEntry, { uploadVersionId }: { readonly uploadVersionId: string }) => {
  if (entry.issued) return 'done before';
  if (entry.withdrawn) return 'withdrawn';
  return currentAttempt(entry)?.uploadVersionId === uploadVersionId ? undefined : 'superseded';
};

const isUploaded = ({ signer }: Signatures): boolean => signer.by === 'upload';

const namedMeanwhile = fail({
  kind: 'temporarily_unavailable' as const,
  detail: 'another signer was named meanwhile',
});

/** What signing goes on with: a result, the request to sign one of its uploads, how it is stamped, and when by whom. */
interface Signing extends Pick<SignatureTask, 'entry' | 'request' | 'timestamping' | 'now' | 'by'> {
  /** To one of these the certificates of time stamps lead, those that came with a signature too, DER. */
  readonly timestampRoots: readonly Uint8Array[];
}

/**
 * Signs one uploaded version as its result's plan says and stores the file, once; where a signer answers later it ends as
 * `waiting`, or `asked again` where a service is to be asked, and goes on when it is done again. Whenever it is interrupted, doing it again ends the same way: what was signed
 * gives the same bytes, the first stored file wins, and what is stored is checked and registered. Refusals of the document or
 * by a signer are recorded, and so is what the upload carries unseen: then it waits for a word of the back office. An upload in
 * whose place a newer one was asked for is left, also where that came while it was being signed. Before the last signature the dossier is
 * looked at again: where it was closed the result is refused, for good. Faults of a signer's key are
 * failures, and so is it where authorities are set up and none gives a time stamp (`temporarily_unavailable`). Throws where a
 * store or a key cannot be reached.
 */
export const signResult = (ports: SignResultPorts) => {
  const { registry, uploads, files, signers, timestamps } = ports;
  const make = makeSignature(ports);
  const code = addCode(ports.panels);
  const check = checkUploaded(ports);
  const revisions = keepRevision(ports);
  const place = takePlace(ports);
  const refusalOfClosed = refusalByDossier(ports);

  const refuse = async (resultId: ResultId, fact: FactOf<'refused'>, by: RecordedBy) => {
    await registry.record(resultId, fact, by);
    return ok(`refused:${fact.reason}`);
  };

  const signaturesOf = async (entry: RegistryEntry): Promise<Result<readonly Signatures[]>> => {
    const found: Signatures[] = [];
    for (const signatory of signatoriesOf(entry)) {
      const { planned, made, prepared } = signatory;
      const signedBy = made && prepared ? Buffer.from(prepared.certificate, 'base64') : undefined;
      const signer = await signers.signerOf(planned, signedBy);
      if (!signer.ok) return signer;
      found.push({ signatory, signer: signer.value });
    }
    return ok(found);
  };

  const trustOf = (signatures: readonly Signatures[], { timestampRoots }: Signing) => ({
    roots: [...signatures.flatMap(({ signer }) => signer.roots), ...timestampRoots],
    intermediates: signatures.flatMap(({ signer }) => signer.identity.chain),
  });

  /** The upload with the QR code of its verification page, where the plan wants one, and with room for the signatures that are shown. */
  const begin = async (
    upload: Uint8Array,
    here: readonly Signatures[],
    { entry, request }: Signing,
  ): Promise<PadesOutcome<Uint8Array>> => {
    const { plan, verificationCode } = entry.intended;
    const fileIdOf = (part: string): Uint8Array =>
      Buffer.from(ports.sha256(Buffer.from(`${request.fileId}/${part}`)), 'hex').subarray(0, 16);
    const address = `${ports.publicOrigin}/verify/${verificationCode}`;
    const coded = plan.qr ? await code(upload, address, fileIdOf('code')) : { ok: true as const, value: upload };
    return coded.ok ? reservePlaces(coded.value, here, (field) => fileIdOf(`room/${field}`)) : coded;
  };

  /** The last signatures of a plan, as long as they were not made, are not for a dossier that was closed meanwhile. */
  const closedBefore = async (last: readonly Signatures[], { entry, request, now }: Signing) => {
    if (last.every(({ signatory }) => signatory.made)) return undefined;
    const refusal = await refusalOfClosed(entry, request.uploadVersionId, now);
    return refusal && { state: 'refused' as const, reason: refusal.reason, detail: refusal.detail };
  };

  /** The upload with every signature of the plan, one after the other, as far as they can be had. */
  const signed = async (
    upload: Uint8Array,
    signatures: readonly Signatures[],
    signing: Signing,
  ): Promise<Result<SignatureOutcome>> => {
    const [uploaded, here] = [signatures.filter(isUploaded), signatures.filter((one) => !isUploaded(one))];
    if (uploaded.length > 0) {
      const closed = here.length === 0 && (await closedBefore(uploaded, signing));
      if (closed) return ok(closed);
      const trust = trustOf(signatures, signing);
      const taken = await check({ ...signing, ...trust, pdf: upload, uploaded, isFollowed: here.length > 0 });
      if (!taken.ok) return taken;
      if (taken.value.state === 'refused') return ok(taken.value);
    }
    const begun = await begin(upload, here, signing);
    if (!begun.ok) return ok({ state: 'refused', reason: begun.refusal.reason, detail: begun.refusal.hint });
    let pdf = begun.value;
    for (const [index, signature] of here.entries()) {
      const isFollowed = index + 1 < here.length;
      const closed = !isFollowed && (await closedBefore([signature], signing));
      if (closed) return ok(closed);
      const made = await make({ ...signing, ...signature, base: pdf, isFollowed });
      if (!made.ok || made.value.state !== 'signed') return made;
      pdf = made.value.pdf;
    }
    return ok({ state: 'signed', pdf });
  };

  /** Somebody will not sign: another signer or another upload goes on from there. */
  const declined = async (
    { entry, request, now, by }: Signing,
    { signatory, reason, detail }: Extract<SignatureOutcome, { state: 'declined' }>,
  ): Promise<Result<string>> => {
    const { planned, turn } = signatory;
    const whose = { role: planned.role, uploadVersionId: request.uploadVersionId, turn };
    await registry.record(entry.resultId, { kind: 'signature_refused', ...whose, reason, detail, refusedAt: now }, by);
    return ok('refused:signer_refused');
  };

  const issue = async (upload: Uint8Array, signing: Signing): Promise<Result<string>> => {
    const { entry, request, now, by } = signing;
    const { resultId } = entry;
    const { uploadVersionId } = request;
    const signatures = await signaturesOf(entry);
    if (!signatures.ok) return signatures;
    const outcome = await signed(upload, signatures.value, signing);
    if (!outcome.ok) return outcome;
    // Whoever names another signer wakes whoever signs only where they saw that it was asked for.
    const read = await registry.read(resultId);
    if (read && read.named.length > entry.named.length) return namedMeanwhile;
    if (outcome.value.state === 'waiting') return ok(outcome.value.isAskedAgain ? ASKED_AGAIN : 'waiting');
    if (outcome.value.state === 'declined') return declined(signing, outcome.value);
    if (outcome.value.state === 'refused') {
      const { reason, detail } = outcome.value;
      return refuse(resultId, { kind: 'refused', uploadVersionId, reason, detail, refusedAt: now }, by);
    }
    const { pdf } = outcome.value;
    // Whoever asks for a newer upload or withdraws looks for a signature once that is recorded: one of both sees the other.
    const aside = read && setAside(read, request);
    if (aside !== undefined && aside !== 'done before') return ok(aside);
    const lost = await place.begin({ entry, uploadVersionId, now, by });
    if (lost) return refuse(resultId, lost, by);
    const file = { resultId, n: 1, pdf, uploadVersionId, continues: upload, now, by };
    const kept = await revisions.keep({ ...file, ...trustOf(signatures.value, signing) });
    if (!kept.ok) return kept;
    await place.end({ entry, now, by });
    return ok('issued');
  };

  /** Uploads are forgotten after some days, stored files are not: a late repeat registers what was stored before. */
  const issueWithoutUpload = async (signing: Signing): Promise<Result<string>> => {
    const { entry, request, now, by } = signing;
    const { resultId } = entry;
    const stored = await files.stored(resultId, 1);
    if (!stored) return refuse(resultId, refusalOfUpload('upload_missing', request.uploadVersionId, now), by);
    const signatures = await signaturesOf(entry);
    if (!signatures.ok) return signatures;
    const trust = trustOf(signatures.value, signing);
    const registered = await revisions.register({ resultId, n: 1, now, by, ...trust }, stored);
    if (!registered.ok) return registered;
    await place.end({ entry, now, by });
    return ok('issued');
  };

  /** Whether the back office has yet to hear or to confirm what an upload carries unseen. */
  const mustBeConfirmed = async (attempt: IssueAttempt, { unseen }: Inspection, signing: Signing): Promise<boolean> => {
    if (attempt.read) return !isConfirmed(attempt);
    if (unseen.length === 0) return false;
    const { entry, request, now, by } = signing;
    const { uploadVersionId } = request;
    const fact = { kind: 'upload_read' as const, uploadVersionId, warnings: [...unseen], readAt: now };
    await registry.record(entry.resultId, fact, by);
    return true;
  };

  return async ({ resultId, uploadVersionId, requestId, now }: SignResult): Promise<Result<string>> => {
    const entry = await registry.read(resultId);
    const attempt = entry?.attempts.find((candidate) => candidate.uploadVersionId === uploadVersionId);
    if (!entry || !attempt?.request) return fail({ kind: 'not_found', what: 'issue request' });
    if (attempt.refusal) return ok('done before');
    const by = { recordedBy: 'system', requestId };
    const aside = setAside(entry, attempt.request);
    // It may have been cut short between the two.
    if (entry.issued) await place.end({ entry, now, by });
    if (aside !== undefined) return ok(aside);
    const lost = await place.isLost({ entry, uploadVersionId, now, by });
    if (lost) return refuse(resultId, lost, by);

    const inForce = await timestamps.inForce();
    const { level } = entry.intended.plan;
    if (level !== undefined && level !== 'B-B' && !inForce)
      return fail({ kind: 'temporarily_unavailable', detail: 'no time-stamp authority is set up' });
    const timestamping = level === 'B-B' ? undefined : inForce;
    const signing = { entry, request: attempt.request, timestamping, timestampRoots: inForce?.roots ?? [], now, by };
    const upload = await uploads.read(resultId, uploadVersionId);
    if (!upload) return issueWithoutUpload(signing);
    const mayBeSigned = signatoriesOf(entry).some(({ planned }) => planned.by === 'upload');
    const inspection = inspectPdf(upload, uploadLimits, { mayBeSigned });
    if (inspection.ok && (await mustBeConfirmed(attempt, inspection.value, signing))) return ok('needs_confirmation');
    if (inspection.ok) return issue(inspection.value.pdf, signing);
    const { reason, hint: detail } = inspection.refusal;
    return refuse(resultId, { kind: 'refused', uploadVersionId, reason, detail, refusedAt: now }, signing.by);
  };
};
