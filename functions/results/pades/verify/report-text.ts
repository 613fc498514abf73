import type { Change, SignatureReport, VerificationReport } from './report.ts';

/**
 * The report as JSON-able data, times with the offset of Vietnam: the wire form of `pades verify --json`. Document time
 * stamps stand beside the signatures: they have no level of their own.
 */
export function reportJson(report: VerificationReport) {
  const ofKind = (kind: SignatureReport['kind']) => report.signatures.filter((one) => one.kind === kind);
  return {
    verdict: report.verdict,
    ...(report.reason === undefined ? {} : { reason: report.reason }),
    level: report.level,
    coversWholeFile: report.coversWholeFile,
    sha256: report.sha256,
    signatures: ofKind('signature').map((one) => ({ ...signatureJson(one), level: one.level })),
    documentTimestamps: ofKind('document_timestamp').map(signatureJson),
    changes: report.changes,
    activeContent: report.activeContent,
    notes: report.notes,
  };
}

const signatureJson = (one: SignatureReport) => ({
  field: one.field,
  signer: one.signer ?? null,
  verdict: one.verdict,
  reason: one.reason ?? null,
  intact: one.intact,
  trusted: one.trusted,
  provenTime: one.provenTime ? vietnamTime(one.provenTime) : null,
  claimedTime: one.claimedTime ? vietnamTime(one.claimedTime) : null,
  certificateStatus: one.certificateStatus,
  coversWholeFile: one.coversWholeFile,
  changedAfter: one.changedAfter,
  problems: one.problems,
  notes: one.notes,
});

/** The report for people, a block for each signature. Times in Vietnam. */
export function reportText(file: string, report: VerificationReport): string {
  const reason = report.reason ? ` (${report.reason})` : '';
  const lines = [
    `${file}: ${report.verdict}${reason}${report.level === 'none' ? '' : `, ${report.level}`}`,
    `  SHA-256 ${report.sha256}`,
  ];
  for (const one of report.signatures) lines.push(...signatureLines(one));
  if (report.activeContent.length > 0) lines.push(`  active content: ${report.activeContent.join(', ')}`);
  if (report.notes.length > 0) lines.push(`  notes: ${report.notes.join(', ')}`);
  return lines.join('\n');
}

function signatureLines(one: SignatureReport): string[] {
  const reason = one.reason ? ` (${one.reason})` : '';
  const what = one.kind === 'signature' ? `signature, ${one.level}` : 'document time stamp';
  return [
    `  ${one.field}: ${one.verdict}${reason}, ${what}`,
    `    signer   ${one.signer ?? 'unknown'}`,
    ...(one.provenTime ? [`    proven   ${vietnamTime(one.provenTime)}`] : []),
    ...(one.claimedTime ? [`    claimed  ${vietnamTime(one.claimedTime)}`] : []),
    `    covers   ${one.coversWholeFile ? 'the whole file' : `the file up to byte ${one.revisionEnd}; changed after: ${one.changedAfter}`}`,
    ...one.changes.map((change) => `    after    ${changeText(change)}`),
    ...(one.notes.length > 0 ? [`    notes    ${one.notes.join(', ')}`] : []),
  ];
}

const changeText = ({ kind, code, subject }: Change): string => `${kind}: ${code} ${subject}`;

/** ISO 8601 to the second with the offset of Vietnam. */
const vietnamTime = (moment: Date): string =>
  `${new Date(moment.getTime() + 7 * 60 * 60 * 1000).toISOString().slice(0, 19)}+07:00`;
