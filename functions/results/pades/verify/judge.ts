import type { Certificate } from '../x509/certificate.ts';
import { commonNameOf } from '../x509/distinguished-name.ts';
import { allowsUse, keyUsageBits, maySignDocuments } from '../x509/extensions.ts';
import type { ReadSignature } from './read-signature.ts';
import type { Change, Level, SignatureReport } from './report.ts';
import type { Trust, TrustBase } from './trust.ts';

/** What signatures are judged against. */
export interface Bench {
  readonly trust: TrustBase;
  readonly now: Date;
  /** Leaves a verdict open where a certificate's status is not known at the time that counts. */
  readonly requireRevocation: boolean;
  /** By end of the signed revision. */
  readonly changes: ReadonlyMap<number, readonly Change[]>;
  readonly fileLength: number;
}

/** A trusted document time stamp: everything before its end existed at its time. */
interface ProofOfExistence {
  readonly revisionEnd: number;
  readonly time: Date;
}

/**
 * Judges all signatures of a file, time stamps from the newest backwards: each is checked at the time that a later one
 * proves, the newest at the moment of verification (past signature validation, ETSI EN 319 102-1 section 5.6).
 */
export function judge(read: readonly ReadSignature[], bench: Bench): SignatureReport[] {
  const proofs: ProofOfExistence[] = [];
  const reports = new Map<ReadSignature, SignatureReport>();
  const timestamps = read.filter(({ kind }) => kind === 'document_timestamp');
  for (const one of timestamps.toSorted((a, b) => b.revisionEnd - a.revisionEnd)) {
    const report = judgeTimestamp(one, bench, proofs);
    reports.set(one, report);
    if (report.verdict === 'valid' && one.timestamp)
      proofs.push({ revisionEnd: one.revisionEnd, time: one.timestamp.time });
  }
  for (const one of read) if (one.kind === 'signature') reports.set(one, judgeSignature(one, bench, proofs));
  return read.map((one) => reports.get(one)!);
}

/** The earliest proven time that covers a revision, or now. */
const controlTime = (revisionEnd: number, proofs: readonly ProofOfExistence[], now: Date): Date =>
  proofs
    .filter((proof) => proof.revisionEnd > revisionEnd)
    .reduce((time, proof) => (proof.time < time ? proof.time : time), now);

function judgeTimestamp(one: ReadSignature, bench: Bench, proofs: readonly ProofOfExistence[]): SignatureReport {
  const authority = one.timestamp?.signed.signerCertificate;
  const at = controlTime(one.revisionEnd, proofs, bench.now);
  const trust = authority && trustOf(authority, one, bench, at);
  const reasons = [...lateness(one.timestamp?.time, bench.now), ...untrusted(trust, bench)];
  return report(one, bench, {
    signer: authority,
    trust,
    provenTime: one.timestamp?.time,
    level: 'none',
    open: reasons,
    notes: [],
  });
}

function judgeSignature(one: ReadSignature, bench: Bench, proofs: readonly ProofOfExistence[]): SignatureReport {
  const { signed, timestamp } = one;
  const signer = signed?.signerCertificate;
  const covered = proofs.filter((proof) => proof.revisionEnd > one.revisionEnd);
  const control = controlTime(one.revisionEnd, proofs, bench.now);
  const notes: string[] = [];
  const open: string[] = [...one.dated];

  const authority = timestamp?.signed.signerCertificate;
  const authorityTrust = authority && trustOf(authority, one, bench, control);
  const timestampHolds = authorityTrust?.trusted === true && lateness(timestamp?.time, bench.now).length === 0;
  const provenTime = timestampHolds ? timestamp?.time : covered.length > 0 ? control : undefined;

  const trust = signer && trustOf(signer, one, bench, provenTime ?? control);
  open.push(...untrusted(trust, bench));
  open.push(...(timestampHolds ? untrusted(authorityTrust, bench) : []));
  if (timestamp && !timestampHolds) open.push('timestamp_not_trusted');
  if (signer && !allowsUse(signer.extensions, keyUsageBits.digitalSignature, keyUsageBits.nonRepudiation))
    open.push('key_usage_wrong');
  if (signer && !maySignDocuments(signer.extensions)) open.push('extended_key_usage_wrong');
  if (trust?.revokedLater) notes.push('certificate_revoked_later');
  if (trust?.trusted && trust.status === 'unknown' && !bench.requireRevocation) notes.push('revocation_not_checked');
  if (signed && !one.isPades) notes.push('not_pades_baseline');

  const complete = trust?.status === 'good' && authorityTrust?.status === 'good';
  const level: Level = !signed
    ? 'none'
    : !timestampHolds
      ? 'B-B'
      : !complete
        ? 'B-T'
        : covered.length > 0
          ? 'B-LTA'
          : 'B-LT';
  return report(one, bench, { signer, trust, provenTime, level, open, notes });
}

function trustOf(certificate: Certificate, one: ReadSignature, bench: Bench, at: Date): Trust {
  const enclosed = [...(one.signed?.certificates ?? []), ...(one.timestamp?.signed.certificates ?? [])];
  return bench.trust.trustAt(certificate, enclosed, at);
}

/** A time stamp from after the moment of verification proves nothing. Five minutes of clock difference are allowed. */
const lateness = (time: Date | undefined, now: Date): string[] =>
  time && time.getTime() > now.getTime() + 300_000 ? ['timestamp_in_the_future'] : [];

const untrusted = (trust: Trust | undefined, { requireRevocation }: Bench): string[] => {
  if (trust?.reason) return trust.status === 'revoked' ? [] : [trust.reason];
  return requireRevocation && trust?.status === 'unknown' ? ['revocation_unknown'] : [];
};

interface Findings {
  readonly signer: Certificate | undefined;
  readonly trust: Trust | undefined;
  readonly provenTime: Date | undefined;
  readonly level: Level;
  /** Reasons that leave the verdict open. */
  readonly open: readonly string[];
  readonly notes: readonly string[];
}

function report(one: ReadSignature, bench: Bench, findings: Findings): SignatureReport {
  const { signer, trust, provenTime, level, notes } = findings;
  const changes = bench.changes.get(one.revisionEnd) ?? [];
  const forbidden = changes.filter(({ kind }) => kind === 'forbidden');
  const unsettled = changes.filter(({ kind }) => kind === 'unsettled');
  const problems = [...one.problems];
  if (trust?.status === 'revoked') problems.push('certificate_revoked');
  problems.push(...forbidden.map(({ code, subject }) => `changed_after_signing: ${code} ${subject}`));
  const open = [...findings.open, ...unsettled.map(({ code }) => code)];
  const verdict = problems.length > 0 ? 'invalid' : open.length > 0 ? 'indeterminate' : 'valid';
  return {
    field: one.field,
    kind: one.kind,
    signer: signer?.subjectText,
    signerName: signer && commonNameOf(signer.subject),
    verdict,
    reason: problems[0] ?? open[0],
    intact: one.problems.length === 0,
    trusted: trust?.trusted === true,
    certificateEnds: signer?.notAfter,
    provenTime,
    claimedTime: one.claimedTime,
    level,
    certificateStatus: trust?.status ?? 'unknown',
    coversWholeFile: one.revisionEnd === bench.fileLength,
    revisionEnd: one.revisionEnd,
    changedAfter:
      forbidden.length > 0 ? 'forbidden' : unsettled.length > 0 ? 'unsettled' : changes.length > 0 ? 'permitted' : 'no',
    changes,
    problems,
    notes: [...notes, ...findings.open.filter((reason) => verdict === 'invalid' && reason !== problems[0])],
  };
}
