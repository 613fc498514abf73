import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  asBuffer,
  bitStringOf,
  childrenOf,
  contentOf,
  type DerNode,
  encodingOf,
  integerHexOf,
  parseWhole,
  sequenceFields,
  timeOf,
} from '../der/decode.ts';
import { tags } from '../der/tags.ts';
import { Refused, refuse } from '../refusal.ts';
import { displayName } from './distinguished-name.ts';
import { type Extensions, readExtensions } from './extensions.ts';
import { verifySignature } from './signature-algorithm.ts';

/** A parsed X.509 certificate (RFC 5280 section 4.1). Names and numbers stay in their exact encodings. */
export interface Certificate {
  readonly der: Buffer;
  readonly tbs: Buffer;
  /** DER of the names: compared byte by byte. */
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly subjectText: string;
  /** DER of the serial number, and its magnitude in hex. */
  readonly serialNumber: Buffer;
  readonly serialHex: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo, and the key bits inside it (hashed by OCSP). */
  readonly publicKeyInfo: Buffer;
  readonly publicKeyBits: Buffer;
  /** Read when first asked for, which costs more than the rest; refuses `malformed_certificate`. */
  readonly publicKey: KeyObject;
  readonly signatureAlgorithm: DerNode;
  readonly signature: Buffer;
  readonly extensions: Extensions;
}

/** Reads a certificate; refuses with `malformed_certificate`. */
export function parseCertificate(bytes: Uint8Array): Certificate {
  try {
    return read(asBuffer(bytes));
  } catch (error) {
    if (error instanceof Refused) return refuse('malformed_certificate', error.detail);
    throw error;
  }
}

function read(der: Buffer): Certificate {
  const outer = sequenceFields(parseWhole(der), 'Certificate');
  const tbsNode = outer.take(tags.sequence);
  const signatureAlgorithm = outer.take(tags.sequence);
  const signature = bitStringOf(outer.take());

  const tbs = sequenceFields(tbsNode, 'TBSCertificate');
  tbs.takeIf(0xa0);
  const serialNumber = tbs.take(tags.integer);
  const innerAlgorithm = tbs.take(tags.sequence);
  if (!encodingOf(innerAlgorithm).equals(encodingOf(signatureAlgorithm)))
    refuse('malformed_certificate', 'signature algorithms differ');
  const issuer = tbs.take(tags.sequence);
  const validity = sequenceFields(tbs.take(), 'Validity');
  const notBefore = timeOf(validity.take());
  const notAfter = timeOf(validity.take());
  const subject = tbs.take(tags.sequence);
  const publicKeyInfo = tbs.take(tags.sequence);
  const extensions = tbs.rest().find((node) => node.tag === 0xa3);

  let key: KeyObject | undefined;
  return {
    der,
    tbs: encodingOf(tbsNode),
    issuer: encodingOf(issuer),
    subject: encodingOf(subject),
    subjectText: displayName(encodingOf(subject)),
    serialNumber: encodingOf(serialNumber),
    serialHex: integerHexOf(serialNumber),
    notBefore,
    notAfter,
    publicKeyInfo: encodingOf(publicKeyInfo),
    publicKeyBits: bitStringOf(childrenOf(publicKeyInfo)[1]),
    get publicKey() {
      key ??= readKey(encodingOf(publicKeyInfo));
      return key;
    },
    signatureAlgorithm,
    signature,
    extensions: readExtensions(extensions && childrenOf(extensions)[0]),
  };
}

function readKey(publicKeyInfo: Buffer): KeyObject {
  try {
    return createPublicKey({ key: publicKeyInfo, format: 'der', type: 'spki' });
  } catch {
    return refuse('malformed_certificate', 'public key');
  }
}

/** Whether the certificate's own signature was made by the issuer's key; false for algorithms not accepted. */
export function isIssuedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!certificate.issuer.equals(issuer.subject)) return false;
  try {
    return verifySignature(certificate.signatureAlgorithm, certificate.tbs, issuer.publicKey, certificate.signature);
  } catch {
    return false;
  }
}

/** Whether the moment lies within notBefore and notAfter, both included. */
export const isWithinValidity = (certificate: Certificate, at: Date): boolean =>
  at >= certificate.notBefore && at <= certificate.notAfter;

/** Whether both are the same certificate, octet by octet. */
export const sameCertificate = (a: Certificate, b: Certificate): boolean => a.der.equals(b.der);

/** Content of the subjectKeyIdentifier, where there is one. */
export function subjectKeyIdentifierOf(certificate: Certificate): Buffer | undefined {
  const value = certificate.extensions.subjectKeyIdentifier;
  return value && contentOf(parseWhole(value));
}
