import { constants, createECDH, type KeyObject, privateEncrypt, randomBytes } from 'node:crypto';
import { derNull, integer, objectIdentifier, octetString, sequence } from '../der/encode.ts';
import { oids } from '../der/object-identifiers.ts';
import { refuse } from '../refusal.ts';
import { digestOfAlgorithm, type ExternalSigner, type SignatureAlgorithm } from '../sign/external-signer.ts';
import { digestOf } from '../x509/digest.ts';
import { algorithmOfKey } from './signing.ts';

/** Group orders (SEC 2 sections 2.4.2 and 2.5.1). */
const curveOrders: Record<string, bigint> = {
  prime256v1: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  secp384r1: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
};

/**
 * An ExternalSigner whose key lies in memory, for development and tests. It signs digests, as KMS does with MessageType
 * DIGEST. Not in constant time: never give it a key that matters.
 */
export function developmentSigner(options: {
  readonly privateKey: KeyObject;
  readonly certificate: Uint8Array;
  readonly chain?: readonly Uint8Array[];
  readonly algorithm?: SignatureAlgorithm;
  readonly ecdsaEncoding?: 'der' | 'p1363';
}): ExternalSigner {
  const { privateKey, certificate, chain = [], ecdsaEncoding } = options;
  const algorithm = options.algorithm ?? algorithmOfKey(privateKey);
  const sign = async (digest: Uint8Array): Promise<Uint8Array> => {
    if (digest.length !== digestOf(digestOfAlgorithm(algorithm)).length) refuse('unexpected', 'digest length');
    if (algorithm === 'RSASSA_PKCS1_V1_5_SHA_256') return signPkcs1(privateKey, digest);
    return algorithm === 'RSASSA_PSS_SHA_256'
      ? signPss(privateKey, digest)
      : signEcdsa(privateKey, digest, ecdsaEncoding);
  };
  return { certificate, chain, algorithm, ecdsaEncoding, sign };
}

/** RSASSA-PKCS1-v1_5 of a digest (RFC 8017 section 9.2). */
function signPkcs1(key: KeyObject, digest: Uint8Array): Buffer {
  const digestInfo = sequence(sequence(objectIdentifier(oids.sha256), derNull()), octetString(digest));
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo);
}

/** RSASSA-PSS of a digest, salt as long as the digest (RFC 8017 section 9.1.1). */
function signPss(key: KeyObject, digest: Uint8Array): Buffer {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? refuse('unsupported_algorithm', 'key type');
  const encodedLength = Math.ceil((bits - 1) / 8);
  const salt = randomBytes(digest.length);
  const hash = digestOf('sha256', Buffer.alloc(8), digest, salt);
  const data = Buffer.alloc(encodedLength - hash.length - 1);
  data[data.length - salt.length - 1] = 1;
  data.set(salt, data.length - salt.length);
  const mask = maskGeneration(hash, data.length);
  for (let i = 0; i < data.length; i++) data[i] = data[i]! ^ mask[i]!;
  data[0] = data[0]! & (0xff >> (8 * encodedLength - (bits - 1)));
  const encoded = Buffer.concat([data, hash, Buffer.from([0xbc])]);
  return privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encoded);
}

/** MGF1 with SHA-256 (RFC 8017 appendix B.2.1). */
function maskGeneration(seed: Uint8Array, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, counter) => {
    const octets = Buffer.alloc(4);
    octets.writeUInt32BE(counter);
    return digestOf('sha256', seed, octets);
  });
  return Buffer.concat(blocks).subarray(0, length);
}

/** ECDSA of a digest as long as the curve (SEC 1 section 4.1.3); the ephemeral point comes from ECDH key generation. */
function signEcdsa(key: KeyObject, digest: Uint8Array, encoding: 'der' | 'p1363' = 'der'): Buffer {
  const curve = key.asymmetricKeyDetails?.namedCurve ?? '';
  const order = curveOrders[curve] ?? refuse('unsupported_algorithm', 'curve');
  const secret = numberOf(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));
  const size = digest.length;
  for (;;) {
    const ephemeral = createECDH(curve);
    const point = ephemeral.generateKeys();
    const r = numberOf(point.subarray(1, 1 + size)) % order;
    const k = numberOf(ephemeral.getPrivateKey());
    const s = (inverse(k, order) * (numberOf(digest) + r * secret)) % order;
    if (r === 0n || s === 0n) continue;
    return encoding === 'der' ? sequence(integer(r), integer(s)) : Buffer.concat([octets(r, size), octets(s, size)]);
  }
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

const octets = (value: bigint, size: number): Buffer => Buffer.from(value.toString(16).padStart(size * 2, '0'), 'hex');

/** Modular inverse by Fermat's little theorem: the order is prime. */
function inverse(value: bigint, prime: bigint): bigint {
  let result = 1n;
  let base = value % prime;
  for (let exponent = prime - 2n; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}
