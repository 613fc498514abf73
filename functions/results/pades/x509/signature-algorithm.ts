import { constants, type KeyObject, verify } from 'node:crypto';
import {
  childrenOf,
  type DerNode,
  explicitContent,
  objectIdentifierOf,
  sequenceFields,
  smallNumberOf,
} from '../der/decode.ts';
import { oids } from '../der/object-identifiers.ts';
import { refuse } from '../refusal.ts';
import { type DigestName, digestNamed } from './digest.ts';

/** What an AlgorithmIdentifier of a signature says, in the terms of RFC 8017 and RFC 5758. */
export type SignatureScheme =
  | { readonly kind: 'rsassa-pkcs1'; readonly digest: DigestName | undefined }
  | { readonly kind: 'rsassa-pss'; readonly digest: DigestName; readonly saltLength: number }
  | { readonly kind: 'ecdsa'; readonly digest: DigestName };

const schemes = new Map<string, SignatureScheme>([
  [oids.rsaEncryption, { kind: 'rsassa-pkcs1', digest: undefined }],
  [oids.sha256WithRsa, { kind: 'rsassa-pkcs1', digest: 'sha256' }],
  [oids.sha384WithRsa, { kind: 'rsassa-pkcs1', digest: 'sha384' }],
  [oids.sha512WithRsa, { kind: 'rsassa-pkcs1', digest: 'sha512' }],
  [oids.ecdsaWithSha256, { kind: 'ecdsa', digest: 'sha256' }],
  [oids.ecdsaWithSha384, { kind: 'ecdsa', digest: 'sha384' }],
  [oids.ecdsaWithSha512, { kind: 'ecdsa', digest: 'sha512' }],
]);

const minimumRsaBits = 2048;
/** Larger ones only take time. */
const maximumRsaBits = 8192;
/** NIST's (FIPS 186-5) and those of RFC 5639 that reach 128 bits of security; both are in the list of ETSI TS 119 312. */
const acceptedCurves = [
  'prime256v1',
  'secp384r1',
  'secp521r1',
  'brainpoolP256r1',
  'brainpoolP384r1',
  'brainpoolP512r1',
];

/** Reads an AlgorithmIdentifier; refuses with `unsupported_algorithm` what is weak or unknown. */
export function signatureSchemeOf(algorithm: DerNode): SignatureScheme {
  const [identifier, parameters] = childrenOf(algorithm);
  const oid = objectIdentifierOf(identifier);
  if (oid === oids.rsassaPss) return pssScheme(parameters);
  return schemes.get(oid) ?? refuse('unsupported_algorithm', `signature ${oid}`);
}

/** RSASSA-PSS-params (RFC 8017 A.2.3): one digest for message and MGF1; its SHA-1 defaults are refused. */
function pssScheme(parameters: DerNode | undefined): SignatureScheme {
  const fields = sequenceFields(parameters, 'RSASSA-PSS-params');
  const hash = fields.takeIf(0xa0);
  const mask = fields.takeIf(0xa1);
  const salt = fields.takeIf(0xa2);
  if (!hash || !mask) return refuse('unsupported_algorithm', 'RSASSA-PSS with SHA-1');
  const digest = digestNamed(objectIdentifierOf(childrenOf(explicitContent(hash, 'PSS hash'))[0]));
  const maskFields = sequenceFields(explicitContent(mask, 'PSS mask'), 'PSS mask');
  if (objectIdentifierOf(maskFields.take()) !== oids.mgf1) refuse('unsupported_algorithm', 'PSS mask function');
  const maskDigest = digestNamed(objectIdentifierOf(childrenOf(maskFields.take())[0]));
  if (!digest || digest !== maskDigest) return refuse('unsupported_algorithm', 'RSASSA-PSS digests');
  const saltLength = salt ? smallNumberOf(explicitContent(salt, 'PSS salt')) : 20;
  return { kind: 'rsassa-pss', digest, saltLength };
}

/**
 * Whether `signature` over `data` was made by the key, under the algorithm that the signature itself declares.
 * `digestIfUnnamed` serves CMS, where plain rsaEncryption leaves the digest to the SignerInfo.
 * Refuses weak keys and mismatched key types with `unsupported_algorithm`.
 */
export function verifySignature(
  algorithm: DerNode,
  data: Uint8Array,
  key: KeyObject,
  signature: Uint8Array,
  digestIfUnnamed: DigestName = 'sha256',
): boolean {
  const scheme = signatureSchemeOf(algorithm);
  requireStrongKey(key, scheme);
  if (scheme.kind === 'ecdsa') return verify(scheme.digest, data, { key, dsaEncoding: 'der' }, signature);
  if (scheme.kind === 'rsassa-pkcs1')
    return verify(scheme.digest ?? digestIfUnnamed, data, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
  const { saltLength } = scheme;
  return verify(scheme.digest, data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature);
}

function requireStrongKey(key: KeyObject, scheme: SignatureScheme): void {
  const details = key.asymmetricKeyDetails;
  if (scheme.kind === 'ecdsa') {
    if (key.asymmetricKeyType !== 'ec') refuse('unsupported_algorithm', 'key is not an EC key');
    if (!acceptedCurves.includes(details?.namedCurve ?? '')) refuse('unsupported_algorithm', 'elliptic curve');
    return;
  }
  const pssKey = key.asymmetricKeyType === 'rsa-pss' && scheme.kind === 'rsassa-pss';
  if (key.asymmetricKeyType !== 'rsa' && !pssKey) refuse('unsupported_algorithm', 'key is not an RSA key');
  const bits = details?.modulusLength ?? 0;
  if (bits < minimumRsaBits || bits > maximumRsaBits) refuse('unsupported_algorithm', `RSA key of ${bits} bits`);
}
