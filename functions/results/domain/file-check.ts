import type { SignatureReport, VerificationReport } from '../pades/verify/report.ts';

/** A file of more bytes is not read. */
export const MAX_CHECKED_BYTES = 10 * 1024 * 1024;

/** A form takes a file of so many bytes: one that is too large to be read is told so on our page, not by the store. */
export const MAX_SENT_BYTES = 10 * MAX_CHECKED_BYTES;

/** So long anybody may ask what was found. */
export const CHECK_KNOWN_MS = 3_600_000;

/** The file is removed so long after the check was opened: its address takes one for a quarter of an hour. */
export const CHECK_FORGOTTEN_MS = 45 * 60_000;

/** One signature of a checked file; `reason` is a stable code. */
export interface CheckedSignature {
  readonly signer: string;
  readonly verdict: 'valid' | 'indeterminate' | 'invalid';
  readonly reason?: string;
  readonly provenTime?: number;
  readonly level: string;
}

/**
 * What a file is, the first that holds: it is in the register (with how its document stands); it is a registered or signed one that was
 * changed; it is broken; others signed it; nobody did.
 */
export interface FileCheck {
  readonly verdict: 'registered' | 'changed_after_signing' | 'invalid' | 'signed_elsewhere' | 'not_signed';
  readonly reason?: string;
  readonly status?: 'issued' | 'replaced' | 'revoked';
  readonly verificationCode?: string;
  readonly signatures: readonly CheckedSignature[];
}

const signatureOf = ({ signerName, verdict, reason, provenTime, level }: SignatureReport): CheckedSignature => ({
  ...{ signer: signerName ?? '', verdict, level },
  ...(reason === undefined ? {} : { reason }),
  ...(provenTime ? { provenTime: provenTime.getTime() } : {}),
});

/** The signatures of a file as they are told, its document time stamps apart. */
export const signaturesOf = ({ signatures }: VerificationReport): readonly CheckedSignature[] =>
  signatures.filter(({ kind }) => kind === 'signature').map(signatureOf);

/** A signed byte is another one, or what lies behind a sound signature changes what it signed. */
const isChanged = ({ problems, intact, changedAfter }: SignatureReport): boolean =>
  problems.includes('digest_mismatch') || (intact && (changedAfter === 'forbidden' || changedAfter === 'unsettled'));

/** What a file is that is not in the register; `continues` says whether it begins with one that is. */
export const checkOfStranger = (report: VerificationReport, continues: boolean): FileCheck => {
  const signatures = signaturesOf(report);
  const changed = report.signatures.find(isChanged);
  if (continues || changed)
    return { verdict: 'changed_after_signing', ...(changed?.reason ? { reason: changed.reason } : {}), signatures };
  if (report.verdict === 'invalid') return { verdict: 'invalid', reason: report.reason ?? 'damaged', signatures };
  return { verdict: signatures.length > 0 ? 'signed_elsewhere' : 'not_signed', signatures };
};

/** Where earlier files of one may end: behind each end of a revision, with or without its line end; the last ones of very many. */
export const earlierEnds = (pdf: Uint8Array): readonly number[] => {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  const ends: number[] = [];
  for (let at = file.indexOf('%%EOF'); at >= 0; at = file.indexOf('%%EOF', at + 5)) {
    ends.push(at + 5);
    if (file[at + 5] === 0x0d) ends.push(at + 6);
    if (file[at + 5] === 0x0a) ends.push(at + 6);
    if (file[at + 5] === 0x0d && file[at + 6] === 0x0a) ends.push(at + 7);
  }
  return ends.filter((end) => end < file.length).slice(-40);
};
