import {
  childrenOf,
  contentOf,
  type DerNode,
  isConstructed,
  objectIdentifierOf,
  parseWhole,
  sequenceFields,
  smallNumberOf,
} from '../der/decode.ts';
import { oids } from '../der/object-identifiers.ts';
import { tags } from '../der/tags.ts';
import { refuse } from '../refusal.ts';
import { type NameConstraints, readNameConstraints } from './name-constraints.ts';

/** Bits of keyUsage (RFC 5280 section 4.2.1.3). */
export const keyUsageBits = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, crlSign: 6 } as const;

/** What the extensions of a certificate say, as far as signatures need it. */
export interface Extensions {
  readonly isCa: boolean;
  readonly pathLength: number | undefined;
  /** Undefined where the extension is absent: then every use is allowed. */
  readonly keyUsage: ReadonlySet<number> | undefined;
  readonly extendedKeyUsage: { readonly purposes: readonly string[]; readonly critical: boolean } | undefined;
  readonly subjectKeyIdentifier: Buffer | undefined;
  readonly crlUrls: readonly string[];
  readonly ocspUrls: readonly string[];
  readonly issuerUrls: readonly string[];
  readonly ocspNoCheck: boolean;
  /** Names beside the subject's, as GeneralNames. */
  readonly alternativeNames: readonly DerNode[];
  readonly nameConstraints: NameConstraints | undefined;
  readonly policies: readonly string[] | undefined;
  /** After so many further certificates of the path a policy must go through all of it. */
  readonly policyNeededAfter: number | undefined;
  /** After so many further certificates anyPolicy stands for nothing. */
  readonly anyPolicyEndsAfter: number | undefined;
  /** Critical extensions this library does not process: no path may use them. */
  readonly unprocessed: readonly string[];
}

const processed = new Set<string>([
  oids.basicConstraints,
  oids.keyUsage,
  oids.extendedKeyUsage,
  oids.subjectKeyIdentifier,
  oids.authorityKeyIdentifier,
  oids.crlDistributionPoints,
  oids.authorityInfoAccess,
  oids.ocspNoCheck,
  oids.certificatePolicies,
  oids.policyMappings,
  oids.policyConstraints,
  oids.inhibitAnyPolicy,
  oids.nameConstraints,
  oids.subjectAlternativeName,
  oids.issuerAlternativeName,
  oids.qualifiedStatements, // tells people what the certificate is worth, and narrows nothing
]);

/** Reads the Extensions sequence; a repeated extension is refused (RFC 5280 section 4.2). */
export function readExtensions(node: DerNode | undefined): Extensions {
  const found = new Map<string, { critical: boolean; value: Buffer }>();
  for (const extension of node ? childrenOf(node) : []) {
    const fields = sequenceFields(extension, 'Extension');
    const oid = objectIdentifierOf(fields.take());
    const critical = fields.takeIf(tags.boolean);
    const value = contentOf(fields.take(tags.octetString));
    if (found.has(oid)) refuse('malformed_certificate', `extension ${oid} repeated`);
    found.set(oid, { critical: critical !== undefined && contentOf(critical)[0] !== 0, value });
  }
  const valueNode = (oid: string): DerNode | undefined => {
    const extension = found.get(oid);
    return extension && parseWhole(extension.value);
  };
  const access = accessUrls(valueNode(oids.authorityInfoAccess));
  const constraints = valueNode(oids.nameConstraints);
  const policies = valueNode(oids.certificatePolicies);
  return {
    ...basicConstraints(valueNode(oids.basicConstraints)),
    keyUsage: keyUsage(valueNode(oids.keyUsage)),
    extendedKeyUsage: extendedKeyUsage(valueNode(oids.extendedKeyUsage), found.get(oids.extendedKeyUsage)?.critical),
    subjectKeyIdentifier: found.get(oids.subjectKeyIdentifier)?.value,
    crlUrls: webAddresses(valueNode(oids.crlDistributionPoints)),
    ocspUrls: access.ocsp,
    issuerUrls: access.issuers,
    ocspNoCheck: found.has(oids.ocspNoCheck),
    alternativeNames: membersOf(valueNode(oids.subjectAlternativeName)),
    nameConstraints: constraints && readNameConstraints(constraints),
    policies: policies && childrenOf(policies).map((policy) => objectIdentifierOf(childrenOf(policy)[0])),
    ...policyLimits(valueNode(oids.policyConstraints), valueNode(oids.inhibitAnyPolicy)),
    unprocessed: [...found].filter(([oid, { critical }]) => critical && !processed.has(oid)).map(([oid]) => oid),
  };
}

function basicConstraints(node: DerNode | undefined): Pick<Extensions, 'isCa' | 'pathLength'> {
  if (!node) return { isCa: false, pathLength: undefined };
  const fields = sequenceFields(node, 'BasicConstraints');
  const ca = fields.takeIf(tags.boolean);
  const pathLength = fields.takeIf(tags.integer);
  return {
    isCa: ca !== undefined && contentOf(ca)[0] !== 0,
    pathLength: pathLength && smallNumberOf(pathLength),
  };
}

const membersOf = (node: DerNode | undefined): DerNode[] => (node ? childrenOf(node) : []);

/** PolicyConstraints and InhibitAnyPolicy (RFC 5280 sections 4.2.1.11 and 4.2.1.14). */
function policyLimits(
  constraints: DerNode | undefined,
  inhibitAny: DerNode | undefined,
): Pick<Extensions, 'policyNeededAfter' | 'anyPolicyEndsAfter'> {
  const needed = membersOf(constraints).find(({ tag }) => tag === 0x80);
  return {
    policyNeededAfter: needed && smallNumberOf(needed),
    anyPolicyEndsAfter: inhibitAny && smallNumberOf(inhibitAny),
  };
}

function keyUsage(node: DerNode | undefined): ReadonlySet<number> | undefined {
  if (!node) return undefined;
  if (node.tag !== tags.bitString) return refuse('malformed_certificate', 'keyUsage');
  const [, ...octets] = contentOf(node);
  return new Set(
    octets.flatMap((octet, index) =>
      [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => octet & (0x80 >> bit)).map((bit) => index * 8 + bit),
    ),
  );
}

function extendedKeyUsage(node: DerNode | undefined, critical = false): Extensions['extendedKeyUsage'] {
  return node && { purposes: childrenOf(node).map(objectIdentifierOf), critical };
}

function accessUrls(node: DerNode | undefined): { ocsp: string[]; issuers: string[] } {
  const urls = { ocsp: [] as string[], issuers: [] as string[] };
  for (const description of node ? childrenOf(node) : []) {
    const fields = sequenceFields(description, 'AccessDescription');
    const method = objectIdentifierOf(fields.take());
    const addresses = webAddresses(fields.take());
    if (method === oids.ocsp) urls.ocsp.push(...addresses);
    if (method === oids.caIssuers) urls.issuers.push(...addresses);
  }
  return urls;
}

/** Every uniformResourceIdentifier [6] of GeneralNames below the node that is http or https. */
export function webAddresses(node: DerNode | undefined): string[] {
  if (!node) return [];
  if (node.tag === 0x86) return [contentOf(node).toString('latin1')].filter((url) => /^https?:\/\//.test(url));
  return isConstructed(node) ? childrenOf(node).flatMap(webAddresses) : [];
}

/** Whether a certificate is for one purpose only, marked critical (RFC 3161 section 2.3 for time stamps). */
export function hasOnlyPurpose(extensions: Extensions, purpose: string): boolean {
  const usage = extensions.extendedKeyUsage;
  return usage?.critical === true && usage.purposes.length === 1 && usage.purposes[0] === purpose;
}

/** Whether the extended key usage names the purpose. */
export const hasPurpose = (extensions: Extensions, purpose: string): boolean =>
  extensions.extendedKeyUsage?.purposes.includes(purpose) ?? false;

/** Whether keyUsage allows one of the uses; an absent extension allows all. */
export const allowsUse = (extensions: Extensions, ...uses: readonly number[]): boolean =>
  extensions.keyUsage === undefined || uses.some((use) => extensions.keyUsage?.has(use));

const forDocuments = new Set<string>([
  oids.anyExtendedKeyUsage,
  oids.documentSigning,
  oids.adobeDocumentSigning,
  oids.microsoftDocumentSigning,
  oids.emailProtection,
  oids.clientAuth,
]);
const forOthers = new Set<string>([oids.serverAuth, oids.codeSigning, oids.timeStamping, oids.ocspSigning]);

/**
 * Whether the extended key usage lets a key sign documents (RFC 5280 section 4.2.1.12, RFC 9336). One that is not critical
 * may name purposes of the issuer's own; one that is must name a purpose known to fit.
 */
export function maySignDocuments({ extendedKeyUsage }: Extensions): boolean {
  if (!extendedKeyUsage) return true;
  const { purposes, critical } = extendedKeyUsage;
  return purposes.some((purpose) => (critical ? forDocuments.has(purpose) : !forOthers.has(purpose)));
}
