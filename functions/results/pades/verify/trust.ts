import { type RevocationData, RevocationKnowledge } from '../revocation/status.ts';
import type { Certificate } from '../x509/certificate.ts';
import { findPath, SignatureChecks } from '../x509/path.ts';

/** For all signatures of a file together; an honest one needs three or four, and as many for its time stamp. */
const maxSignatureChecks = 1_000;

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

/** What trust is measured against, for a whole file: its signatures share what is found out about certificates. */
export class TrustBase {
  readonly #anchors: readonly Certificate[];
  readonly #pool: readonly Certificate[];
  readonly #revocation: RevocationKnowledge;
  readonly #checks = new SignatureChecks(maxSignatureChecks);

  constructor(anchors: readonly Certificate[], pool: readonly Certificate[], revocation: RevocationData) {
    this.#anchors = anchors;
    this.#pool = pool;
    this.#revocation = new RevocationKnowledge(revocation);
  }

  /** Path and revocation of a certificate at a moment (ETSI EN 319 102-1 section 5.2.6); `enclosed` came with it. */
  trustAt(certificate: Certificate, enclosed: readonly Certificate[], at: Date): Trust {
    const found = findPath(certificate, [...enclosed, ...this.#pool], this.#anchors, at, this.#checks);
    if (!found.ok) return { trusted: false, reason: found.problem, status: 'unknown', revokedLater: false };
    let status: Trust['status'] = 'good';
    let revokedLater = false;
    for (let i = 0; i + 1 < found.path.length; i++) {
      const answer = this.#revocation.statusOf(found.path[i]!, found.path[i + 1]!);
      if (answer.status === 'revoked' && answer.at <= at)
        return { trusted: false, reason: 'certificate_revoked', status: 'revoked', revokedLater: false };
      if (answer.status === 'revoked') revokedLater = true;
      if (answer.status === 'unknown') status = 'unknown';
    }
    return { trusted: true, reason: undefined, status, revokedLater };
  }
}
