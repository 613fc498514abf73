import {
  bitStringOf,
  childrenOf,
  contentOf,
  type DerNode,
  encodingOf,
  integerHexOf,
  objectIdentifierOf,
  parseWhole,
  sequenceFields,
  smallNumberOf,
  timeOf,
} from '../der/decode.ts';
import { oids } from '../der/object-identifiers.ts';
import { tags } from '../der/tags.ts';
import { refuse } from '../refusal.ts';
import type { Certificate } from '../x509/certificate.ts';
import { allowsUse, keyUsageBits } from '../x509/extensions.ts';
import { verifySignature } from '../x509/signature-algorithm.ts';

/** A complete CRL whose signature was checked (RFC 5280 section 5). */
export interface CertificateRevocationList {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  /** Revocation time by serial number in hex. An entry with reason removeFromCRL is left out. */
  readonly revoked: ReadonlyMap<string, Date>;
}

const maxEntries = 2_000_000;
const removeFromCrl = 8;

/**
 * Reads a CRL of this issuer. Refuses `revocation_unavailable`: another issuer, a wrong signature, an issuer that may not
 * sign CRLs, and delta, indirect or partitioned CRLs, which this library does not combine.
 */
export function readCrl(der: Uint8Array, issuer: Certificate): CertificateRevocationList {
  const outer = sequenceFields(parseWhole(der), 'CertificateList');
  const tbs = outer.take(tags.sequence);
  const algorithm = outer.take(tags.sequence);
  const signature = bitStringOf(outer.take());

  const fields = sequenceFields(tbs, 'TBSCertList');
  fields.takeIf(tags.integer);
  fields.take(tags.sequence);
  if (!encodingOf(fields.take(tags.sequence)).equals(issuer.subject))
    refuse('revocation_unavailable', 'CRL of another issuer');
  if (!allowsUse(issuer.extensions, keyUsageBits.crlSign)) refuse('revocation_unavailable', 'issuer may not sign CRLs');
  const thisUpdate = timeOf(fields.take());
  const next = fields.takeIf(tags.utcTime, tags.generalizedTime);
  const entries = fields.takeIf(tags.sequence);
  const extensions = fields.takeIf(0xa0);
  requireComplete(extensions);
  if (!verifySignature(algorithm, encodingOf(tbs), issuer.publicKey, signature))
    refuse('revocation_unavailable', 'CRL signature');
  return { thisUpdate, nextUpdate: next && timeOf(next), revoked: revokedCertificates(entries) };
}

function requireComplete(extensions: DerNode | undefined): void {
  const list = extensions && childrenOf(extensions)[0];
  for (const extension of list ? childrenOf(list) : []) {
    const fields = sequenceFields(extension, 'Extension');
    const oid = objectIdentifierOf(fields.take());
    const critical = fields.takeIf(tags.boolean);
    if (oid === oids.deltaCrlIndicator || oid === oids.issuingDistributionPoint || critical)
      refuse('revocation_unavailable', `CRL extension ${oid}`);
  }
}

function revokedCertificates(entries: DerNode | undefined): Map<string, Date> {
  const revoked = new Map<string, Date>();
  for (const entry of entries ? childrenOf(entries, maxEntries) : []) {
    const fields = sequenceFields(entry, 'revokedCertificate');
    const serial = integerHexOf(fields.take());
    const at = timeOf(fields.take());
    const [extensions] = fields.rest();
    if (reasonOf(extensions) !== removeFromCrl) revoked.set(serial, at);
  }
  return revoked;
}

function reasonOf(extensions: DerNode | undefined): number | undefined {
  for (const extension of extensions ? childrenOf(extensions) : []) {
    const members = childrenOf(extension);
    const value = members.at(-1);
    const oid = objectIdentifierOf(members[0]);
    if (oid === oids.certificateIssuer) refuse('revocation_unavailable', 'indirect CRL');
    if (value && oid === oids.reasonCode) return smallNumberOf(parseWhole(contentOf(value)));
  }
  return undefined;
}
