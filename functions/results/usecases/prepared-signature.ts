import type { FactOf } from '../domain/facts.ts';
import type { SignatureAlgorithm } from '../pades/sign/external-signer.ts';
import type { PreparedSignature } from '../pades/sign/prepare.ts';

const bytesOf = (base64: string): Buffer => Buffer.from(base64, 'base64');

/**
 * A signature as it was prepared for somebody elsewhere, from the file that was kept, and the file under it. Where their own tool wrote
 * what was signed (`made.signed`), that takes the place of what was prepared.
 */
export const preparedOf = (
  kept: FactOf<'signature_prepared'>,
  file: Uint8Array,
  chain: readonly Uint8Array[],
  made?: Pick<FactOf<'signature_made'>, 'signed'>,
): { readonly base: Uint8Array; readonly prepared: PreparedSignature } => {
  const { baseLength, gapStart, gapEnd } = kept;
  const prepared = {
    ...{ baseLength, gapStart, gapEnd, tail: file.subarray(baseLength) },
    documentDigest: Buffer.from(kept.documentDigest, 'hex'),
    signedAttributes: bytesOf(kept.signedAttributes),
    digestToSign: Buffer.from(kept.digest, 'hex'),
    signer: { certificate: bytesOf(kept.certificate), chain, algorithm: kept.algorithm as SignatureAlgorithm },
    furtherCertificates: [],
  };
  const base = file.subarray(0, baseLength);
  if (!made?.signed) return { base, prepared };
  const { attributes, algorithm } = made.signed;
  const written = { signedAttributes: bytesOf(attributes), signatureAlgorithm: bytesOf(algorithm) };
  return { base, prepared: { ...prepared, ...written } };
};
