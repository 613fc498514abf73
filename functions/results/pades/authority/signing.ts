import { constants, type KeyObject, sign } from 'node:crypto';
import { signatureAlgorithm } from '../cms/algorithms.ts';
import { refuse } from '../refusal.ts';
import type { SignatureAlgorithm } from '../sign/external-signer.ts';

/** The algorithm a key in memory signs with: RSA PKCS#1 v1.5, or ECDSA by its curve. */
export function algorithmOfKey(key: KeyObject): SignatureAlgorithm {
  if (key.asymmetricKeyType === 'rsa') return 'RSASSA_PKCS1_V1_5_SHA_256';
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (curve === 'prime256v1') return 'ECDSA_SHA_256';
  return curve === 'secp384r1' ? 'ECDSA_SHA_384' : refuse('unsupported_algorithm', 'key type');
}

/** Signs data with a key in memory: the AlgorithmIdentifier, and a function to the DER signature value. */
export function signWith(key: KeyObject, algorithm: SignatureAlgorithm = algorithmOfKey(key)) {
  const digest = algorithm === 'ECDSA_SHA_384' ? 'sha384' : 'sha256';
  const padding = algorithm === 'RSASSA_PSS_SHA_256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const how = algorithm.startsWith('ECDSA')
    ? { key, dsaEncoding: 'der' as const }
    : { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return { algorithm: signatureAlgorithm(algorithm), sign: (data: Uint8Array): Buffer => sign(digest, data, how) };
}
