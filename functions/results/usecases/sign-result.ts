import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { FactOf } from '../domain/facts.ts';
import { refusalOfUpload } from '../domain/refusals.ts';
import type { PadesRefusal, RefusalReason } from '../pades/refusal.ts';
import { inspectPdf } from '../pades/sign/inspect.ts';
import { signPdf } from '../pades/sign/sign-pdf.ts';
import { verifyPdf } from '../pades/verify/verify-pdf.ts';
import type { ResultFiles, ResultRegistry, Seal, SealSource, StoredFile, Uploads } from '../ports.ts';

/** What signing needs from outside. */
export interface SignResultPorts {
  readonly registry: ResultRegistry;
  readonly uploads: Uploads;
  readonly files: ResultFiles;
  readonly seals: SealSource;
  /** SHA-256 of bytes, lower-case hex. */
  readonly sha256: (bytes: Uint8Array) => string;
}

/** One upload to be signed. */
export interface SignResult {
  readonly resultId: string;
  readonly uploadVersionId: string;
  readonly requestId: string;
  readonly now: number;
}

/** How the signature's field is called in every result. */
const SEAL_FIELD = 'AgencySeal';

/** Faults of the seal, not of the document: an operator mends them, the officer cannot. */
const sealFaults: readonly RefusalReason[] = [
  'signer_key_mismatch',
  'signer_certificate_unusable',
  'malformed_certificate',
  'unsupported_algorithm',
  'chain_incomplete',
  'revoked',
];

const sealFault = (detail: string) => fail({ kind: 'not_configured' as const, detail: `the seal: ${detail}` });

const selfChecked = (pdf: Uint8Array, { roots }: Seal, now: number): Result<undefined> => {
  const report = verifyPdf(pdf, { roots, now: new Date(now) });
  if (report.verdict === 'valid' && report.coversWholeFile) return ok(undefined);
  return sealFault(`its signature is ${report.verdict} (${report.reason ?? 'part of the file is not covered'})`);
};

const startsWith = (file: Uint8Array, beginning: Uint8Array): boolean =>
  Buffer.compare(file.subarray(0, beginning.length), beginning) === 0;

type Signing = { readonly signed: Uint8Array } | { readonly refused: PadesRefusal };

const signedOnce = async (
  upload: Uint8Array,
  { fileId, requestedAt }: FactOf<'issue_requested'>,
  seal: Seal,
  now: number,
): Promise<Result<Signing>> => {
  const request = {
    field: SEAL_FIELD,
    signingTime: new Date(requestedAt),
    fileId: Buffer.from(fileId, 'hex'),
    name: seal.name,
    reason: 'Ban hành kết quả thủ tục hành chính',
  };
  const signed = await signPdf(upload, request, seal.signer);
  if (!signed.ok) {
    const { refusal } = signed;
    return sealFaults.includes(refusal.reason) ? sealFault(refusal.detail) : ok({ refused: refusal });
  }
  if (!startsWith(signed.value.pdf, upload)) return sealFault('the signed file does not begin with the upload');
  const checked = selfChecked(signed.value.pdf, seal, now);
  return checked.ok ? ok({ signed: signed.value.pdf }) : checked;
};

/**
 * Signs one uploaded version and stores the file, once. Whenever it is interrupted, doing it again ends the same way: signing
 * gives the same bytes, the first stored file wins, and what is stored is checked and registered. Refusals of the document are
 * recorded; faults of the seal are failures. Throws where a store or the key cannot be reached.
 */
export const signResult = (ports: SignResultPorts) => {
  const { registry, uploads, files, seals, sha256 } = ports;

  const refuse = async (resultId: string, fact: FactOf<'refused'>, by: RecordedBy) => {
    await registry.record(resultId, fact, by);
    return ok(`refused:${fact.reason}`);
  };

  const stored = async (resultId: string, file: Omit<StoredFile, 'objectVersionId'>, seal: Seal, now: number) => {
    const outcome = await files.store(resultId, file);
    if (outcome !== 'taken') return ok({ ...file, objectVersionId: outcome.objectVersionId });
    const first = await files.stored(resultId);
    if (!first) return fail({ kind: 'temporarily_unavailable' as const, detail: 'the stored file cannot be read' });
    const checked = selfChecked(first.pdf, seal, now);
    return checked.ok ? ok(first) : checked;
  };

  const register = async (resultId: string, file: StoredFile, now: number, by: RecordedBy) => {
    const fact: FactOf<'issued'> = {
      kind: 'issued',
      sha256: sha256(file.pdf),
      bytes: file.pdf.length,
      objectKey: files.keyOf(resultId),
      objectVersionId: file.objectVersionId,
      uploadVersionId: file.uploadVersionId,
      signerFingerprint: file.signerFingerprint,
      issuedAt: now,
    };
    const outcome = await registry.record(resultId, fact, by);
    return outcome === 'conflict' ? fail({ kind: 'conflict' as const, key: resultId }) : ok('issued');
  };

  const registerStored = async (resultId: string, file: StoredFile, now: number, by: RecordedBy) => {
    const seal = await seals.seal();
    if (!seal.ok) return seal;
    const checked = selfChecked(file.pdf, seal.value, now);
    return checked.ok ? register(resultId, file, now, by) : checked;
  };

  return async ({ resultId, uploadVersionId, requestId, now }: SignResult): Promise<Result<string>> => {
    const entry = await registry.read(resultId);
    const attempt = entry?.attempts.find((candidate) => candidate.uploadVersionId === uploadVersionId);
    if (!entry || !attempt?.request) return fail({ kind: 'not_found', what: 'issue request' });
    if (entry.issued || attempt.refusal) return ok('done before');

    const by = { recordedBy: 'system', requestId };
    const refusedFor = ({ reason, hint }: PadesRefusal): FactOf<'refused'> => ({
      kind: 'refused',
      uploadVersionId,
      reason,
      detail: hint,
      refusedAt: now,
    });
    const upload = await uploads.read(resultId, uploadVersionId);
    // Uploads are forgotten after some days, stored files are not: a late repeat registers what was stored before.
    const kept = upload ? undefined : await files.stored(resultId);
    if (kept) return registerStored(resultId, kept, now, by);
    if (!upload) return refuse(resultId, refusalOfUpload('upload_missing', uploadVersionId, now), by);
    const inspection = inspectPdf(upload);
    if (!inspection.ok) return refuse(resultId, refusedFor(inspection.refusal), by);

    const seal = await seals.seal();
    if (!seal.ok) return seal;
    const signing = await signedOnce(upload, attempt.request, seal.value, now);
    if (!signing.ok) return signing;
    if ('refused' in signing.value) return refuse(resultId, refusedFor(signing.value.refused), by);

    const { fingerprint: signerFingerprint } = seal.value;
    const made = { pdf: signing.value.signed, uploadVersionId, signerFingerprint };
    const file = await stored(resultId, made, seal.value, now);
    return file.ok ? register(resultId, file.value, now, by) : file;
  };
};
