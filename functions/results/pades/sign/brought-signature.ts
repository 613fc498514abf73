import { checkSignedData } from '../cms/check.ts';
import { parseSignedData } from '../cms/parse.ts';
import { encodingOf } from '../der/decode.ts';
import { oids } from '../der/object-identifiers.ts';
import { type Outcome, refuse, settled } from '../refusal.ts';
import type { CheckedTimestamp } from '../tsp/timestamp-client.ts';
import { readTimestampToken } from '../tsp/timestamp-token.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { digestOf, sameBytes } from '../x509/digest.ts';
import { findPath } from '../x509/path.ts';

/** A signature that another tool made over a prepared file, as far as it becomes part of the finished one. */
export interface BroughtSignature {
  readonly value: Uint8Array;
  /** What was signed, DER SET OF, and by which algorithm, AlgorithmIdentifier. */
  readonly signedAttributes: Uint8Array;
  readonly signatureAlgorithm: Uint8Array;
  /** Its own time stamp, where that leads to a root. */
  readonly timestamp: CheckedTimestamp | undefined;
}

/** The prepared file that a CMS should have signed, by whose certificate, and whose time stamps are believed, DER. */
export interface BroughtFor {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  readonly certificate: Uint8Array;
  readonly timestampRoots: readonly Uint8Array[];
}

/**
 * Reads a detached CMS, DER or BER, over a prepared file: by this certificate, SHA-256, with message digest and signing certificate, each
 * of them right. Refuses `signer_key_mismatch` otherwise, and `malformed_asn1`.
 */
export const broughtSignature = (cms: Uint8Array, brought: BroughtFor): Outcome<BroughtSignature> =>
  settled(() => {
    const { before, after, certificate, timestampRoots } = brought;
    const signed = parseSignedData(cms);
    if (signed.content) refuse('signer_key_mismatch', 'the CMS is not detached');
    if (!signed.signerCertificate || !sameBytes(signed.signerCertificate.der, certificate))
      refuse('signer_key_mismatch', 'the CMS is by another certificate');
    if (signed.digest !== 'sha256') refuse('signer_key_mismatch', 'the CMS is not by SHA-256');
    const { problems, dated } = checkSignedData(signed, [before, after], oids.data);
    const wrong = [...problems, ...dated][0];
    if (wrong !== undefined || !signed.signedAttributesDer) return refuse('signer_key_mismatch', wrong ?? 'attributes');
    const token = signed.unsignedAttributes.get(oids.signatureTimeStampToken);
    return {
      value: signed.signature,
      signedAttributes: signed.signedAttributesDer,
      signatureAlgorithm: encodingOf(signed.signatureAlgorithm),
      timestamp: token && believedTimestamp(encodingOf(token), signed.signature, timestampRoots),
    };
  });

/** The value in a CMS, whatever it was made over; undefined where it is none. */
export const valueInCms = (cms: Uint8Array): Uint8Array | undefined => {
  const read = settled(() => parseSignedData(cms).signature);
  return read.ok ? read.value : undefined;
};

/** A token over a signature's value, where it is whole and leads to a root; undefined otherwise. */
function believedTimestamp(
  token: Uint8Array,
  value: Uint8Array,
  roots: readonly Uint8Array[],
): CheckedTimestamp | undefined {
  const read = settled(() => {
    const { problems, signed, time } = readTimestampToken(token, (digest) => digestOf(digest, value));
    const authority = signed.signerCertificate;
    if (problems.length > 0 || !authority) return undefined;
    const path = findPath(authority, signed.certificates, roots.map(parseCertificate), time);
    return path.ok ? { token, time } : undefined;
  });
  return read.ok ? read.value : undefined;
}
