import { Refused } from '../refusal.ts';
import type { Certificate } from '../x509/certificate.ts';
import { digestOf } from '../x509/digest.ts';
import { type CertificateRevocationList, type Revocation, readCrl } from './crl.ts';
import { isSelfEvident, readOcspResponse } from './ocsp.ts';

/** Revocation data as bytes: from the DSS of a file, or fetched by the caller. DER. */
export interface RevocationData {
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

/** What the data says of a certificate. `unknown`: nothing in it speaks of the certificate. */
export type CertificateStatus =
  | { readonly status: 'good'; readonly asOf: Date }
  | { readonly status: 'revoked'; readonly at: Date }
  | { readonly status: 'unknown' };

/** What one list or answer says of a certificate. */
interface Statement {
  readonly asOf: Date;
  readonly revocation: Revocation | undefined;
}

const earliest = (times: readonly Date[]): Date => times.reduce((first, time) => (time < first ? time : first));

/** What revocation data says of certificates. Each list is read once for an issuer: they may be large, and files repeat them. */
export class RevocationKnowledge {
  readonly #data: RevocationData;
  readonly #lists = new Map<string, CertificateRevocationList[]>();
  readonly #statuses = new Map<string, CertificateStatus>();

  constructor(data: RevocationData) {
    this.#data = data;
  }

  /**
   * The status of a certificate. A revocation is for ever, whichever data tell of it; of a hold the freshest data decide, since it may be
   * released. A CRL made before the certificate, or for others, says nothing of it. The mark nocheck says nothing here: it is for who
   * answers such questions (RFC 6960 section 4.2.2.2.1).
   */
  statusOf(certificate: Certificate, issuer: Certificate): CertificateStatus {
    const key = `${identityOf(certificate)} ${identityOf(issuer)}`;
    const known = this.#statuses.get(key) ?? this.#find(certificate, issuer);
    this.#statuses.set(key, known);
    return known;
  }

  #find(certificate: Certificate, issuer: Certificate): CertificateStatus {
    const statements = [...this.#answersAbout(certificate, issuer), ...this.#listsAbout(certificate, issuer)];
    const ended = statements.flatMap(({ revocation }) => (revocation && !revocation.onHold ? revocation.at : []));
    if (ended.length > 0) return { status: 'revoked', at: earliest(ended) };
    const newest = statements.reduce<Statement | undefined>(
      (found, one) => (found && found.asOf >= one.asOf ? found : one),
      undefined,
    );
    if (!newest) return { status: 'unknown' };
    const { asOf, revocation } = newest;
    return revocation ? { status: 'revoked', at: revocation.at } : { status: 'good', asOf };
  }

  #answersAbout(certificate: Certificate, issuer: Certificate): Statement[] {
    return this.#data.ocspResponses.flatMap((response) => {
      const answer = ignoringRefusals(() => readOcspResponse(response, certificate, issuer));
      if (!answer || answer.status === 'unknown' || !this.#isAuthorised(answer.responder, issuer)) return [];
      return { asOf: answer.thisUpdate, revocation: answer.revocation };
    });
  }

  /** By lists alone, so that no responder answers for itself. */
  #isAuthorised(responder: Certificate, issuer: Certificate): boolean {
    if (isSelfEvident(responder, issuer)) return true;
    const lists = this.#listsAbout(responder, issuer);
    return lists.length > 0 && lists.every(({ revocation }) => revocation === undefined);
  }

  #listsAbout(certificate: Certificate, issuer: Certificate): Statement[] {
    return this.#listsOf(issuer).flatMap((list) => {
      const revocation = list.revoked.get(certificate.serialHex);
      const speaks = list.thisUpdate >= certificate.notBefore && (revocation || list.covers(certificate));
      return speaks ? { asOf: list.thisUpdate, revocation } : [];
    });
  }

  #listsOf(issuer: Certificate): CertificateRevocationList[] {
    const key = identityOf(issuer);
    const known =
      this.#lists.get(key) ?? this.#data.crls.flatMap((crl) => ignoringRefusals(() => readCrl(crl, issuer)) ?? []);
    this.#lists.set(key, known);
    return known;
  }
}

const identityOf = ({ der }: Certificate): string => digestOf('sha256', der).toString('hex');

/** Data about other certificates, or that this library cannot read, is no evidence. */
function ignoringRefusals<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
