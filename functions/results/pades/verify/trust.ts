import { certificateStatus, type RevocationData } from '../revocation/status.ts';
import type { Certificate } from '../x509/certificate.ts';
import { findPath } from '../x509/path.ts';

/** Whether a certificate could be relied on at a moment. */
export interface Trust {
  readonly trusted: boolean;
  /** Why not. */
  readonly reason: string | undefined;
  /** Of the worst certificate of the path, at that moment; the root counts as good. */
  readonly status: 'good' | 'revoked' | 'unknown';
  /** A certificate of the path was revoked later. */
  readonly revokedLater: boolean;
}

/** What trust is measured against. */
export interface TrustBase {
  readonly anchors: readonly Certificate[];
  readonly pool: readonly Certificate[];
  readonly revocation: RevocationData;
}

/** Path and revocation of a certificate at a moment (ETSI EN 319 102-1 section 5.2.6). */
export function trustAt(certificate: Certificate, base: TrustBase, at: Date): Trust {
  const found = findPath(certificate, base.pool, base.anchors, at);
  if (!found.ok) return { trusted: false, reason: found.problem, status: 'unknown', revokedLater: false };
  let status: Trust['status'] = 'good';
  let revokedLater = false;
  for (let i = 0; i + 1 < found.path.length; i++) {
    const answer = certificateStatus(found.path[i]!, found.path[i + 1]!, base.revocation);
    if (answer.status === 'revoked' && answer.at <= at)
      return { trusted: false, reason: 'certificate_revoked', status: 'revoked', revokedLater: false };
    if (answer.status === 'revoked') revokedLater = true;
    if (answer.status === 'unknown') status = 'unknown';
  }
  return { trusted: true, reason: undefined, status, revokedLater };
}
