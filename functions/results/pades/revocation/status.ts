import { Refused } from '../refusal.ts';
import type { Certificate } from '../x509/certificate.ts';
import { readCrl } from './crl.ts';
import { readOcspResponse } from './ocsp.ts';

/** Revocation data as bytes: from the DSS of a file, or fetched by the caller. DER. */
export interface RevocationData {
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

/** What the data says of a certificate. `unknown`: nothing in it speaks of the certificate. */
export type CertificateStatus =
  | { readonly status: 'good'; readonly asOf: Date | undefined }
  | { readonly status: 'revoked'; readonly at: Date }
  | { readonly status: 'unknown' };

/**
 * The status of a certificate according to the freshest data about it. A CRL made before the certificate says nothing of
 * it. A responder certificate marked nocheck is good for its lifetime (RFC 6960 section 4.2.2.2.1).
 */
export function certificateStatus(
  certificate: Certificate,
  issuer: Certificate,
  data: RevocationData,
): CertificateStatus {
  if (certificate.extensions.ocspNoCheck) return { status: 'good', asOf: undefined };
  let best: CertificateStatus = { status: 'unknown' };
  const consider = (asOf: Date, revokedAt: Date | undefined): boolean => {
    if (revokedAt) best = { status: 'revoked', at: revokedAt };
    else if (best.status === 'unknown' || (best.status === 'good' && best.asOf !== undefined && asOf > best.asOf))
      best = { status: 'good', asOf };
    return revokedAt !== undefined;
  };
  for (const response of data.ocspResponses) {
    const answer = ignoringRefusals(() => readOcspResponse(response, certificate, issuer));
    if (!answer || answer.status === 'unknown') continue;
    if (consider(answer.thisUpdate, answer.status === 'revoked' ? answer.revokedAt : undefined)) return best;
  }
  for (const crl of data.crls) {
    const list = ignoringRefusals(() => readCrl(crl, issuer));
    if (!list || list.thisUpdate < certificate.notBefore) continue;
    if (consider(list.thisUpdate, list.revoked.get(certificate.serialHex))) return best;
  }
  return best;
}

/** Data about other certificates, or that this library cannot read, is no evidence. */
function ignoringRefusals<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
