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
import { allowsUse, keyUsageBits, webAddresses } from '../x509/extensions.ts';
import { verifySignature } from '../x509/signature-algorithm.ts';

/** Since when a certificate does not count; one on hold may be released by a later list or answer (RFC 5280 section 5.3.1). */
export interface Revocation {
  readonly at: Date;
  readonly onHold: boolean;
}

/** A CRL whose signature was checked (RFC 5280 section 5). */
export interface CertificateRevocationList {
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  /** By serial number in hex. An entry with reason removeFromCRL is left out. */
  readonly revoked: ReadonlyMap<string, Revocation>;
  /** Whether its silence says that a certificate is good: it is for certificates of that kind and place, and for every reason. */
  covers(certificate: Certificate): boolean;
}

const maxEntries = 2_000_000;
/** CRLReason (RFC 5280 section 5.3.1). */
export const certificateHold = 6;
const removeFromCrl = 8;

/**
 * Reads a CRL of this issuer. Refuses `revocation_unavailable`: another issuer, a wrong signature, an issuer that may not
 * sign CRLs, and delta and indirect CRLs, which this library does not combine.
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
  const covers = scopeOf(extensions);
  if (!verifySignature(algorithm, encodingOf(tbs), issuer.publicKey, signature))
    refuse('revocation_unavailable', 'CRL signature');
  return { thisUpdate, nextUpdate: next && timeOf(next), revoked: revokedCertificates(entries), covers };
}

type Scope = CertificateRevocationList['covers'];

/** What a list is for, by its extensions: everything its issuer issued, unless an issuing distribution point says less. */
function scopeOf(extensions: DerNode | undefined): Scope {
  let scope: Scope = () => true;
  const list = extensions && childrenOf(extensions)[0];
  for (const extension of list ? childrenOf(list) : []) {
    const fields = sequenceFields(extension, 'Extension');
    const oid = objectIdentifierOf(fields.take());
    const critical = fields.takeIf(tags.boolean);
    if (oid === oids.issuingDistributionPoint)
      scope = scopeOfPoint(parseWhole(contentOf(fields.take(tags.octetString))));
    else if (oid === oids.deltaCrlIndicator || critical) refuse('revocation_unavailable', `CRL extension ${oid}`);
  }
  return scope;
}

/** IssuingDistributionPoint (RFC 5280 section 5.2.5): its name must be one that the certificate names. */
function scopeOfPoint(point: DerNode): Scope {
  const fields = sequenceFields(point, 'IssuingDistributionPoint');
  const name = fields.takeIf(0xa0);
  const isSet = (tag: number): boolean => {
    const flag = fields.takeIf(tag);
    return flag !== undefined && contentOf(flag)[0] !== 0;
  };
  const onlyUsers = isSet(0x81);
  const onlyAuthorities = isSet(0x82);
  const isForSomeReasons = fields.takeIf(0x83) !== undefined;
  if (isSet(0x84)) refuse('revocation_unavailable', 'indirect CRL');
  const onlyAttributes = isSet(0x85);
  const urls = name && webAddresses(name);
  return ({ extensions }) =>
    !isForSomeReasons &&
    !onlyAttributes &&
    !(onlyUsers && extensions.isCa) &&
    !(onlyAuthorities && !extensions.isCa) &&
    (urls === undefined || urls.some((url) => extensions.crlUrls.includes(url)));
}

function revokedCertificates(entries: DerNode | undefined): Map<string, Revocation> {
  const revoked = new Map<string, Revocation>();
  for (const entry of entries ? childrenOf(entries, maxEntries) : []) {
    const fields = sequenceFields(entry, 'revokedCertificate');
    const serial = integerHexOf(fields.take());
    const at = timeOf(fields.take());
    const [extensions] = fields.rest();
    const reason = reasonOf(extensions);
    if (reason !== removeFromCrl) revoked.set(serial, { at, onHold: reason === certificateHold });
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
