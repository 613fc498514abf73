import { asBuffer } from '../der/decode.ts';
import { scanContent } from '../pdf/active-content.ts';
import { PdfDocument } from '../pdf/document.ts';
import { defaultLimits, type Limits } from '../pdf/limits.ts';
import { signedFieldsOf } from '../pdf/signature-fields.ts';
import { refusalOf, refuse, settled } from '../refusal.ts';
import type { RevocationData } from '../revocation/status.ts';
import { type Certificate, parseCertificate } from '../x509/certificate.ts';
import { digestOf } from '../x509/digest.ts';
import { changesByRevision } from './changes.ts';
import { type EmbeddedEvidence, embeddedEvidence } from './evidence.ts';
import { judge } from './judge.ts';
import { readSignature } from './read-signature.ts';
import type { Change, Level, SignatureReport, VerificationReport } from './report.ts';
import { TrustBase } from './trust.ts';

/** What a verification is measured against. */
export interface VerificationOptions {
  /** Trust anchors, DER. */
  readonly roots: readonly Uint8Array[];
  /** Certificates of authorities that the file may lack, DER: some tools put the signer's own into a signature and no other. */
  readonly intermediates?: readonly Uint8Array[];
  /** The moment of verification. */
  readonly now: Date;
  readonly limits?: Limits;
  /** CRLs and OCSP responses that the caller has besides those in the file. */
  readonly revocation?: RevocationData;
  /**
   * Whether a signature is `indeterminate` (`revocation_unknown`) until its certificates are known not to be revoked, as a policy with
   * mandatory revocation data wants it (EN 319 102-1). Without it such a signature is valid, with the note `revocation_not_checked`.
   */
  readonly requireRevocation?: boolean;
}

const maxSignatures = 64;
const levels: readonly Level[] = ['none', 'B-B', 'B-T', 'B-LT', 'B-LTA'];

/**
 * Verifies every signature of a PDF offline (ETSI EN 319 102-1). Total: any bytes give a report within the limits of
 * time and memory, and never an exception; what cannot be read is invalid.
 */
export function verifyPdf(pdf: Uint8Array, options: VerificationOptions): VerificationReport {
  const file = asBuffer(pdf);
  try {
    return verify(file, options);
  } catch (error) {
    const { reason } = refusalOf(error);
    return {
      verdict: 'invalid',
      reason,
      level: 'none',
      sha256: digestOf('sha256', file).toString('hex'),
      bytes: file.length,
      coversWholeFile: false,
      signatures: [],
      changes: [],
      activeContent: [],
      notes: [],
    };
  }
}

function verify(file: Buffer, options: VerificationOptions): VerificationReport {
  const document = new PdfDocument(file, options.limits ?? defaultLimits);
  const fields = signedFieldsOf(document);
  if (fields.length > maxSignatures) refuse('too_complex', 'signatures');
  const evidence = withFurther(embeddedEvidence(document), options.revocation);
  const read = fields.map((field) => readSignature(document, field));
  const ends = read.map(({ revisionEnd }) => revisionEnd).filter((end) => end > 0 && end < file.length);
  const changes = changesByRevision(document, new Set(ends));
  const intermediates = (options.intermediates ?? []).flatMap(readableCertificate);
  const pool = [...evidence.certificates, ...intermediates];
  const trust = new TrustBase(options.roots.flatMap(readableCertificate), pool, evidence);
  const signatures = judge(read, {
    trust,
    now: options.now,
    requireRevocation: options.requireRevocation ?? false,
    changes,
    fileLength: file.length,
  });
  const scan = scanContent(document);
  const newest = Math.max(0, ...signatures.map(({ revisionEnd }) => revisionEnd));
  const notes: string[] = [...scan.remarks];
  if (signatures.length > 0 && newest < file.length) notes.push('unsigned_update_at_end');
  return {
    ...conclusion(signatures),
    sha256: digestOf('sha256', file).toString('hex'),
    bytes: file.length,
    coversWholeFile: newest === file.length,
    signatures,
    changes: distinctChanges(signatures),
    activeContent: scan.active,
    notes,
  };
}

/** One that cannot be read anchors nothing and leads nowhere. */
function readableCertificate(der: Uint8Array): Certificate[] {
  const parsed = settled(() => parseCertificate(der));
  return parsed.ok ? [parsed.value] : [];
}

function withFurther(evidence: EmbeddedEvidence, further: RevocationData | undefined): EmbeddedEvidence {
  if (!further) return evidence;
  return {
    ...evidence,
    crls: [...evidence.crls, ...further.crls.map(asBuffer)],
    ocspResponses: [...evidence.ocspResponses, ...further.ocspResponses.map(asBuffer)],
  };
}

/** The file is as good as its worst signature (ETSI EN 319 102-1 leaves this to the application). */
function conclusion(all: readonly SignatureReport[]): Pick<VerificationReport, 'verdict' | 'reason' | 'level'> {
  const signatures = all.filter(({ kind }) => kind === 'signature');
  const level = levels[Math.min(...signatures.map((one) => levels.indexOf(one.level)))] ?? 'none';
  const invalid = all.find(({ verdict }) => verdict === 'invalid');
  if (invalid) return { verdict: 'invalid', reason: invalid.reason, level };
  if (signatures.length === 0) return { verdict: 'unsigned', reason: undefined, level: 'none' };
  const open = all.find(({ verdict }) => verdict === 'indeterminate');
  return open
    ? { verdict: 'indeterminate', reason: open.reason, level }
    : { verdict: 'valid', reason: undefined, level };
}

const distinctChanges = (signatures: readonly SignatureReport[]): Change[] => [
  ...new Map(
    signatures.flatMap(({ changes }) => changes).map((one) => [`${one.kind} ${one.code} ${one.subject}`, one]),
  ).values(),
];
