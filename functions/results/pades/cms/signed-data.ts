import { asBuffer } from '../der/decode.ts';
import {
  contextual,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  sortedEncodings,
  tagged,
  unsignedInteger,
} from '../der/encode.ts';
import { oids } from '../der/object-identifiers.ts';
import { refuse } from '../refusal.ts';
import { digestOfAlgorithm, type SignerIdentity } from '../sign/external-signer.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { digestAlgorithm, signatureAlgorithm } from './algorithms.ts';
import { attribute } from './signed-attributes.ts';

/** What becomes one detached SignedData. */
export interface SignedDataParts {
  readonly signer: SignerIdentity;
  /** DER SET OF, as it was signed. */
  readonly signedAttributes: Uint8Array;
  readonly signature: Uint8Array;
  /** AlgorithmIdentifier, DER; that of the signer's algorithm unless given. */
  readonly signatureAlgorithm?: Uint8Array | undefined;
  /** RFC 3161 token over the signature value: makes B-T out of B-B. */
  readonly timestampToken?: Uint8Array;
  /** Certificates beyond the signer's chain, for example those above the time-stamp authority. */
  readonly furtherCertificates?: readonly Uint8Array[];
}

/** ContentInfo of a detached SignedData with one signer (RFC 5652 section 5; ETSI EN 319 142-1 section 6.2). */
export function encodeSignedData(parts: SignedDataParts): Buffer {
  const { signer } = parts;
  const certificate = parseCertificate(signer.certificate);
  const digest = digestAlgorithm(digestOfAlgorithm(signer.algorithm));
  const signerInfo = [
    integer(1),
    sequence(certificate.issuer, certificate.serialNumber),
    digest,
    implicitSet(0xa0, parts.signedAttributes),
    parts.signatureAlgorithm ?? signatureAlgorithm(signer.algorithm),
    octetString(parts.signature),
  ];
  if (parts.timestampToken)
    signerInfo.push(tagged(0xa1, attribute(oids.signatureTimeStampToken, parts.timestampToken)));
  const certificates = distinct([signer.certificate, ...signer.chain, ...(parts.furtherCertificates ?? [])]);
  return sequence(
    objectIdentifier(oids.signedData),
    contextual(
      0,
      sequence(
        integer(1),
        setOf(digest),
        sequence(objectIdentifier(oids.data)),
        tagged(0xa0, ...sortedEncodings(certificates)),
        setOf(sequence(...signerInfo)),
      ),
    ),
  );
}

/** A SET OF under an IMPLICIT tag: only the identifier octet differs. */
const implicitSet = (tag: number, encodedSet: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([tag]), encodedSet.subarray(1)]);

const distinct = (certificates: readonly Uint8Array[]): Uint8Array[] =>
  certificates.filter((one, index) => certificates.findIndex((other) => asBuffer(other).equals(one)) === index);

/** Raw r||s (IEEE P1363) to Ecdsa-Sig-Value (RFC 5480 appendix A). */
export function ecdsaSignatureFromP1363(raw: Uint8Array): Buffer {
  if (raw.length === 0 || raw.length % 2 !== 0) refuse('signer_key_mismatch', 'r||s of odd length');
  const half = raw.length / 2;
  return sequence(unsignedInteger(raw.subarray(0, half)), unsignedInteger(raw.subarray(half)));
}
