import {
  asBuffer,
  childrenOf,
  contentOf,
  type DerNode,
  encodingOf,
  expectTag,
  explicitContent,
  isConstructed,
  objectIdentifierOf,
  parseWhole,
  sequenceFields,
} from '../der/decode.ts';
import { normaliseBer } from '../der/normalise.ts';
import { oids } from '../der/object-identifiers.ts';
import { tags } from '../der/tags.ts';
import { refuse } from '../refusal.ts';
import { type Certificate, parseCertificate, subjectKeyIdentifierOf } from '../x509/certificate.ts';
import { type DigestName, digestNamed } from '../x509/digest.ts';

/** A SignedData with its one signer (RFC 5652 section 5.1). */
export interface SignedData {
  readonly contentType: string;
  /** Encapsulated content; absent in a detached signature. */
  readonly content: Buffer | undefined;
  readonly certificates: readonly Certificate[];
  readonly digest: DigestName;
  readonly signedAttributes: ReadonlyMap<string, DerNode>;
  /** The signed attributes under the tag they were signed with, SET OF; undefined where there are none, so that the content itself is signed. */
  readonly signedAttributesDer: Buffer | undefined;
  /** Whether they stand in DER order; re-encoding validators see another digest where they do not. */
  readonly signedAttributesSorted: boolean;
  readonly unsignedAttributes: ReadonlyMap<string, DerNode>;
  readonly signatureAlgorithm: DerNode;
  readonly signature: Buffer;
  readonly signerCertificate: Certificate | undefined;
}

const maxCertificates = 32;

/** Reads a ContentInfo with SignedData and exactly one signer; BER is normalised first. Refuses with `malformed_asn1`. */
export function parseSignedData(bytes: Uint8Array, zeroPadded = false): SignedData {
  const contentInfo = sequenceFields(wellFormed(asBuffer(bytes), zeroPadded), 'ContentInfo');
  if (objectIdentifierOf(contentInfo.take()) !== oids.signedData) refuse('malformed_asn1', 'not SignedData');
  const signedData = sequenceFields(explicitContent(contentInfo.take(0xa0), 'ContentInfo'), 'SignedData');
  signedData.take(tags.integer);
  signedData.take(tags.set);
  const encapsulated = sequenceFields(signedData.take(), 'EncapsulatedContentInfo');
  const contentType = objectIdentifierOf(encapsulated.take());
  const content = encapsulated.takeIf(0xa0);
  const certificates = certificatesIn(signedData.takeIf(0xa0));
  signedData.takeIf(0xa1);
  const [signer, ...others] = childrenOf(signedData.take(tags.set));
  if (!signer || others.length > 0) return refuse('malformed_asn1', 'exactly one signer expected');
  return {
    contentType,
    content: content && contentOf(expectTag(explicitContent(content, 'eContent'), tags.octetString, 'eContent')),
    certificates,
    ...signerInfo(signer, certificates),
  };
}

/** DER where the bytes are strict DER to the depth read here, otherwise their normalised form. */
function wellFormed(buffer: Buffer, zeroPadded: boolean): DerNode {
  try {
    const top = parseWhole(buffer, zeroPadded);
    requireStrict(top, 0);
    return top;
  } catch {
    return parseWhole(normaliseBer(buffer, zeroPadded));
  }
}

function requireStrict(node: DerNode, depth: number): void {
  if (depth > 6) return;
  for (const child of childrenOf(node)) if (isConstructed(child)) requireStrict(child, depth + 1);
}

function certificatesIn(node: DerNode | undefined): Certificate[] {
  const choices = node ? childrenOf(node) : [];
  if (choices.length > maxCertificates) refuse('malformed_asn1', 'too many certificates');
  return choices.filter(({ tag }) => tag === tags.sequence).map((choice) => parseCertificate(encodingOf(choice)));
}

function signerInfo(node: DerNode, certificates: readonly Certificate[]) {
  const fields = sequenceFields(node, 'SignerInfo');
  fields.take(tags.integer);
  const signerIdentifier = fields.take();
  const digest = digestNamed(objectIdentifierOf(childrenOf(fields.take(tags.sequence))[0]));
  if (!digest) return refuse('unsupported_algorithm', 'digest');
  const attributes = fields.takeIf(0xa0);
  const signatureAlgorithm = fields.take(tags.sequence);
  const signature = contentOf(fields.take(tags.octetString));
  const unsigned = fields.takeIf(0xa1);
  const encodings = attributes ? childrenOf(attributes).map(encodingOf) : [];
  return {
    digest,
    signedAttributes: attributes ? signedAttributeValues(attributes) : new Map<string, DerNode>(),
    signedAttributesDer: attributes && Buffer.concat([Buffer.from([tags.set]), encodingOf(attributes).subarray(1)]),
    signedAttributesSorted: encodings.every((one, i) => i === 0 || Buffer.compare(encodings[i - 1]!, one) <= 0),
    unsignedAttributes: unsignedAttributeValues(unsigned),
    signatureAlgorithm,
    signature,
    signerCertificate: certificates.find((certificate) => identifies(signerIdentifier, certificate)),
  };
}

/** Signed attributes: each at most once and single-valued (RFC 5652 section 11). */
function signedAttributeValues(node: DerNode): Map<string, DerNode> {
  const found = new Map<string, DerNode>();
  for (const attribute of childrenOf(node)) {
    const fields = sequenceFields(attribute, 'Attribute');
    const oid = objectIdentifierOf(fields.take());
    const [value, ...more] = childrenOf(fields.take(tags.set));
    if (!value || more.length > 0 || found.has(oid)) return refuse('malformed_asn1', 'signed attribute repeated');
    found.set(oid, value);
  }
  return found;
}

function unsignedAttributeValues(node: DerNode | undefined): Map<string, DerNode> {
  const found = new Map<string, DerNode>();
  for (const attribute of node ? childrenOf(node) : []) {
    const fields = sequenceFields(attribute, 'Attribute');
    const oid = objectIdentifierOf(fields.take());
    const value = childrenOf(fields.take(tags.set))[0];
    if (value && !found.has(oid)) found.set(oid, value);
  }
  return found;
}

/** SignerIdentifier (RFC 5652 section 5.3): issuer and serial number, or subject key identifier. */
function identifies(identifier: DerNode, certificate: Certificate): boolean {
  if (identifier.tag === tags.sequence) {
    const [issuer, serial] = childrenOf(identifier);
    return (
      issuer !== undefined &&
      serial !== undefined &&
      certificate.issuer.equals(encodingOf(issuer)) &&
      certificate.serialNumber.equals(encodingOf(serial))
    );
  }
  return identifier.tag === 0x80 && subjectKeyIdentifierOf(certificate)?.equals(contentOf(identifier)) === true;
}
