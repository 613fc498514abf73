import { contextual, derNull, integer, objectIdentifier, sequence } from '../der/encode.ts';
import { oids } from '../der/object-identifiers.ts';
import type { SignatureAlgorithm } from '../sign/external-signer.ts';
import type { DigestName } from '../x509/digest.ts';

/** AlgorithmIdentifier of a digest, parameters absent (RFC 5754 section 2). */
export const digestAlgorithm = (digest: DigestName): Buffer => sequence(objectIdentifier(oids[digest]));

/** AlgorithmIdentifier of a signature: RFC 4055 for RSA, RFC 5758 for ECDSA. PSS salt as long as the digest, as in KMS. */
export function signatureAlgorithm(algorithm: SignatureAlgorithm): Buffer {
  switch (algorithm) {
    case 'RSASSA_PKCS1_V1_5_SHA_256':
      return sequence(objectIdentifier(oids.sha256WithRsa), derNull());
    case 'ECDSA_SHA_256':
      return sequence(objectIdentifier(oids.ecdsaWithSha256));
    case 'ECDSA_SHA_384':
      return sequence(objectIdentifier(oids.ecdsaWithSha384));
    case 'RSASSA_PSS_SHA_256': {
      const hash = sequence(objectIdentifier(oids.sha256), derNull());
      const mask = sequence(objectIdentifier(oids.mgf1), hash);
      return sequence(
        objectIdentifier(oids.rsassaPss),
        sequence(contextual(0, hash), contextual(1, mask), contextual(2, integer(32))),
      );
    }
  }
}
