import { Refused } from '../refusal.ts';
import type { Certificate } from '../x509/certificate.ts';
import { digestOf } from '../x509/digest.ts';
import { type CertificateRevocationList, readCrl } from './crl.ts';
import { readOcspResponse } from './ocsp.ts';

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

/** What revocation data says of certificates. Each list is read once for an issuer: they may be large, and files repeat them. */
export class RevocationKnowledge {
  readonly #data: RevocationData;
  readonly #lists = new Map<string, CertificateRevocationList[]>();
  readonly #statuses = new Map<string, CertificateStatus>();

  constructor(data: RevocationData) {
    this.#data = data;
  }

  /**
   * The status of a certificate according to the freshest data about it. A CRL made before the certificate says nothing of
   * it. The mark nocheck says nothing here: it is for who answers such questions (RFC 6960 section 4.2.2.2.1).
   */
  statusOf(certificate: Certificate, issuer: Certificate): CertificateStatus {
    const key = `${identityOf(certificate)} ${identityOf(issuer)}`;
    const known = this.#statuses.get(key) ?? this.#find(certificate, issuer);
    this.#statuses.set(key, known);
    return known;
  }

  #find(certificate: Certificate, issuer: Certificate): CertificateStatus {
    let asOf: Date | undefined;
    for (const response of this.#data.ocspResponses) {
      const answer = ignoringRefusals(() => readOcspResponse(response, certificate, issuer));
      if (!answer || answer.status === 'unknown') continue;
      if (answer.revokedAt) return { status: 'revoked', at: answer.revokedAt };
      if (!asOf || answer.thisUpdate > asOf) asOf = answer.thisUpdate;
    }
    for (const list of this.#listsOf(issuer)) {
      if (list.thisUpdate < certificate.notBefore) continue;
      const at = list.revoked.get(certificate.serialHex);
      if (at) return { status: 'revoked', at };
      if (!asOf || list.thisUpdate > asOf) asOf = list.thisUpdate;
    }
    return asOf ? { status: 'good', asOf } : { status: 'unknown' };
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
