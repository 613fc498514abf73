import { asBuffer } from '../der/decode.ts';
import { PdfDocument } from '../pdf/document.ts';
import { certifiedPermission, signedFieldsOf } from '../pdf/signature-fields.ts';
import { settled } from '../refusal.ts';
import type { Certificate } from '../x509/certificate.ts';
import { sameBytes } from '../x509/digest.ts';
import { readSignature } from './read-signature.ts';
import type { SignatureReport } from './report.ts';
import { type VerificationOptions, verifyPdf } from './verify-pdf.ts';

/** Why a file that came signed is not taken, in the order in which it is looked at. */
export type UploadedRefusal =
  | 'signature_missing'
  | 'signature_untrusted'
  | 'signer_differs'
  | 'signature_invalid'
  | 'signature_not_whole_file'
  | 'changes_not_allowed';

/** A signature that a file came with, by one of the certificates that were expected. */
export interface UploadedSignature {
  readonly certificate: Uint8Array;
  readonly field: string;
  readonly value: Uint8Array;
}

/** What a file came with; or why it is not taken, with the technical detail. */
export type UploadedSignatures =
  | { readonly ok: true; readonly signatures: readonly UploadedSignature[] }
  | { readonly ok: false; readonly reason: UploadedRefusal; readonly detail: string };

const refused = (reason: UploadedRefusal, detail: string): UploadedSignatures => ({ ok: false, reason, detail });

/** Whose certificate is there to be judged and leads nowhere, is not in force or was revoked. */
const isUntrusted = ({ trusted, signer }: SignatureReport): boolean => !trusted && signer !== undefined;

const isBy = (signer: Certificate | undefined, certificate: Uint8Array): boolean =>
  signer !== undefined && sameBytes(signer.der, certificate);

/**
 * Whether a file that was signed elsewhere may be issued, or signed on here: it bears a signature by each of the certificates, DER, that are
 * expected; all that it bears are trusted, intact and changed by nothing but later signatures, their evidence and time stamps; the
 * last covers the whole file; and it may be signed on where `isFollowed`. Its chains are looked at first.
 */
export function uploadedSignatures(
  pdf: Uint8Array,
  expected: readonly Uint8Array[],
  { isFollowed, ...options }: VerificationOptions & { readonly isFollowed: boolean },
): UploadedSignatures {
  const read = settled(() => {
    const document = new PdfDocument(asBuffer(pdf));
    const all = signedFieldsOf(document).map((one) => readSignature(document, one));
    return { permission: certifiedPermission(document), all };
  });
  if (!read.ok) return refused('signature_invalid', read.refusal.detail);
  const { permission, all } = read.value;
  if (!all.some(({ kind }) => kind === 'signature')) return refused('signature_missing', 'no signature');

  const report = verifyPdf(pdf, options);
  const untrusted = report.signatures.find(isUntrusted);
  if (untrusted) return refused('signature_untrusted', `${untrusted.field}: ${untrusted.reason}`);
  const found: UploadedSignature[] = [];
  for (const certificate of expected) {
    const own = all.find(({ signed }) => isBy(signed?.signerCertificate, certificate));
    if (!own && all.every(({ signed }) => signed?.signerCertificate))
      return refused('signer_differs', 'no signature by the certificate of the signer');
    if (own?.signed) found.push({ certificate, field: own.field, value: own.signed.signature });
  }
  const broken = report.signatures.find(({ intact }) => !intact);
  if (broken) return refused('signature_invalid', `${broken.field}: ${broken.reason}`);
  const changed = report.signatures.find(({ changedAfter }) => ['forbidden', 'unsettled'].includes(changedAfter));
  if (!report.coversWholeFile) return refused('signature_not_whole_file', changed?.reason ?? 'bytes behind the last');
  if (changed) return refused('changes_not_allowed', `${changed.field}: ${changed.reason}`);
  if (report.verdict !== 'valid') return refused('signature_invalid', report.reason ?? report.verdict);
  if (isFollowed && permission === 1) return refused('changes_not_allowed', 'DocMDP P=1');
  return { ok: true, signatures: found };
}
