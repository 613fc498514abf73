import { bitString, contextual, integer, sequence, time } from '../der/encode.ts';
import { oids } from '../der/object-identifiers.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { type Authority, authorityKey, extension } from './certificate-authority.ts';
import { signWith } from './signing.ts';

/** A certificate that no longer counts. */
export interface RevokedCertificate {
  readonly serialNumber: bigint;
  readonly at: Date;
}

/** CertificateList, version 2 (RFC 5280 section 5.1), DER. */
export function issueCrl(
  authority: Authority,
  options: {
    readonly thisUpdate: Date;
    readonly nextUpdate: Date;
    readonly number: bigint;
    readonly revoked?: readonly RevokedCertificate[];
  },
): Uint8Array {
  const { algorithm, sign } = signWith(authority.privateKey);
  const revoked = (options.revoked ?? []).map(({ serialNumber, at }) => sequence(integer(serialNumber), time(at)));
  const tbs = sequence(
    integer(1),
    algorithm,
    parseCertificate(authority.certificate).subject,
    time(options.thisUpdate),
    time(options.nextUpdate),
    ...(revoked.length > 0 ? [sequence(...revoked)] : []),
    contextual(0, sequence(authorityKey(authority), extension(oids.crlNumber, false, integer(options.number)))),
  );
  return sequence(tbs, algorithm, bitString(sign(tbs)));
}
