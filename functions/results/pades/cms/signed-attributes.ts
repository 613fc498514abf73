import { contentOf, readNode } from '../der/decode.ts';
import { contextual, objectIdentifier, octetString, sequence, setOf, tagged } from '../der/encode.ts';
import { oids } from '../der/object-identifiers.ts';
import { digestOfAlgorithm, type SignatureAlgorithm } from '../sign/external-signer.ts';
import type { Certificate } from '../x509/certificate.ts';
import { digestOf } from '../x509/digest.ts';
import { digestAlgorithm, signatureAlgorithm } from './algorithms.ts';

/** Attribute with one value (RFC 5652 section 5.3). */
export const attribute = (oid: string, value: Uint8Array): Buffer => sequence(objectIdentifier(oid), setOf(value));

/**
 * The signed attributes of a PAdES signature as a DER SET OF (ETSI EN 319 142-1 section 6.3): content-type,
 * message-digest, signing-certificate-v2 and CMS algorithm protection (RFC 6211). signing-time is forbidden there;
 * /M carries the claimed time.
 */
export function signedAttributes(
  documentDigest: Uint8Array,
  signer: Certificate,
  algorithm: SignatureAlgorithm,
): Buffer {
  const digest = digestOfAlgorithm(algorithm);
  return setOf(
    attribute(oids.contentType, objectIdentifier(oids.data)),
    attribute(oids.messageDigest, octetString(documentDigest)),
    attribute(oids.signingCertificateV2, signingCertificateV2(signer)),
    attribute(oids.cmsAlgorithmProtection, algorithmProtection(digestAlgorithm(digest), signatureAlgorithm(algorithm))),
  );
}

/** SigningCertificateV2 (RFC 5035 section 3). hashAlgorithm is left out: SHA-256 is its DEFAULT, which DER omits. */
export function signingCertificateV2(certificate: Certificate): Buffer {
  const issuerSerial = sequence(sequence(contextual(4, certificate.issuer)), certificate.serialNumber);
  const identifier = sequence(octetString(digestOf('sha256', certificate.der)), issuerSerial);
  return sequence(sequence(identifier));
}

function algorithmProtection(digest: Buffer, signature: Buffer): Buffer {
  return sequence(digest, tagged(0xa1, contentOf(readNode(signature))));
}
