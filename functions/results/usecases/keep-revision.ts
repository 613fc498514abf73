import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { ResultId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { FactOf, SignatureInFile } from '../domain/facts.ts';
import { type LastingLevel, reaches } from '../domain/renewal.ts';
import type { SignatureReport, VerificationReport } from '../pades/verify/report.ts';
import { verifyPdf } from '../pades/verify/verify-pdf.ts';
import type { ResultFiles, ResultRegistry, StoredFile } from '../ports.ts';

/** A file that is to become a result's n-th. */
export interface NextRevision {
  readonly resultId: ResultId;
  /** Counts from 1. */
  readonly n: number;
  readonly pdf: Uint8Array;
  readonly uploadVersionId: string;
  /** What it must begin with: the revision before it, or the upload. */
  readonly continues: Uint8Array;
  /** The level that it must have come to. */
  readonly level?: LastingLevel;
  /** Trust anchors of every signer and of the time stamps, and the authorities below them, DER. */
  readonly roots: readonly Uint8Array[];
  readonly intermediates: readonly Uint8Array[];
  readonly now: number;
  readonly by: RecordedBy;
}

const fault = (detail: string) => fail({ kind: 'not_configured' as const, detail: `the signed file: ${detail}` });

const startsWith = (file: Uint8Array, beginning: Uint8Array): boolean =>
  Buffer.compare(file.subarray(0, beginning.length), beginning) === 0;

/** The report on a file whose signatures hold and whose last one covers all of it but what tells of revocation. */
const checkedReport = (pdf: Uint8Array, { now, ...trust }: Pick<NextRevision, 'roots' | 'intermediates' | 'now'>) => {
  const report = verifyPdf(pdf, { ...trust, now: new Date(now) });
  const { verdict, reason, coversWholeFile } = report;
  if (verdict !== 'valid' || !(coversWholeFile || endsWithItsEvidence(report)))
    return fault(`its signature is ${verdict} (${reason ?? 'part of the file is not covered'})`);
  return ok(report);
};

/** At B-LT what tells of revocation lies behind the last signature. */
const endsWithItsEvidence = ({ level, changes }: VerificationReport): boolean =>
  level === 'B-LT' && changes.every(({ kind }) => kind === 'permitted');

/** The newest document time stamp of a file. */
const archivedIn = ({ signatures }: VerificationReport): Pick<FactOf<'revision'>, 'archived'> => {
  const newest = signatures
    .filter(({ kind }) => kind === 'document_timestamp')
    .reduce<SignatureReport | undefined>((a, b) => (a && a.revisionEnd > b.revisionEnd ? a : b), undefined);
  if (!newest?.provenTime || !newest.certificateEnds) return {};
  return {
    archived: { stampedAt: newest.provenTime.getTime(), certificateEnds: newest.certificateEnds.getTime() },
  };
};

/** What is kept of the signatures that were found in a file, its document time stamps apart. */
const signaturesIn = ({ signatures }: VerificationReport): SignatureInFile[] =>
  signatures
    .filter(({ kind }) => kind === 'signature')
    .map(({ field, signerName, provenTime }) => ({
      field,
      signer: signerName ?? '',
      ...(provenTime ? { signedAt: provenTime.getTime() } : {}),
    }));

/**
 * Stores a file as the next of a result and registers it. The first that is stored is the one that is registered, whoever
 * made it: nothing is stored or registered that does not verify and go on from what was there. Throws where a store cannot be
 * reached.
 */
export const keepRevision = (ports: {
  readonly registry: ResultRegistry;
  readonly files: ResultFiles;
  readonly sha256: (bytes: Uint8Array) => string;
}) => {
  const { registry, files, sha256 } = ports;

  const register = async (
    { resultId, n, now, by, roots, intermediates }: Omit<NextRevision, 'pdf' | 'uploadVersionId' | 'continues'>,
    file: StoredFile,
  ): Promise<Result<undefined>> => {
    const report = checkedReport(file.pdf, { roots, intermediates, now });
    if (!report.ok) return report;
    const revision: FactOf<'revision'> = {
      kind: 'revision',
      n,
      level: report.value.level,
      sha256: sha256(file.pdf),
      bytes: file.pdf.length,
      objectKey: files.keyOf(resultId, n),
      objectVersionId: file.objectVersionId,
      uploadVersionId: file.uploadVersionId,
      registeredAt: now,
      signatures: signaturesIn(report.value),
      ...archivedIn(report.value),
    };
    const outcome = await registry.register(resultId, revision, by);
    return outcome === 'conflict' ? fail({ kind: 'conflict', key: `${resultId}/v${n}` }) : ok(undefined);
  };

  const store = async ({ resultId, n, pdf, uploadVersionId }: NextRevision): Promise<StoredFile | undefined> => {
    const outcome = await files.store(resultId, n, { pdf, uploadVersionId });
    return outcome === 'taken' ? files.stored(resultId, n) : { pdf, uploadVersionId, ...outcome };
  };

  const keep = async (next: NextRevision): Promise<Result<undefined>> => {
    if (!startsWith(next.pdf, next.continues)) return fault('it does not begin with what it was made from');
    const report = checkedReport(next.pdf, next);
    if (!report.ok) return report;
    // One that falls short would be due again at once, and so on without end.
    if (next.level && !reaches(report.value.level, next.level)) return fault(`it is ${report.value.level} still`);
    const file = await store(next);
    if (!file) return fail({ kind: 'temporarily_unavailable', detail: 'the stored file cannot be read' });
    // Another upload of the same result may have been stored first: that one begins otherwise.
    if (file.uploadVersionId === next.uploadVersionId && !startsWith(file.pdf, next.continues))
      return fault('what is stored does not begin with what it was made from');
    return register(next, file);
  };

  return { keep, register };
};
