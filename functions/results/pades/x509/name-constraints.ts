import { childrenOf, contentOf, type DerNode, explicitContent, parseWhole, sequenceFields } from '../der/decode.ts';
import type { Certificate } from './certificate.ts';
import { emailAddressesOf, relativeNamesOf } from './distinguished-name.ts';

/** Kinds of GeneralName (RFC 5280 section 4.2.1.6), by their tags. */
const kinds = { email: 0x81, host: 0x82, directory: 0xa4, address: 0x86, network: 0x87 } as const;
const knownKinds: readonly number[] = Object.values(kinds);

/** Where the names of certificates below an authority may lie, or may not (RFC 5280 section 4.2.1.10). */
export interface NameConstraints {
  readonly permitted: readonly DerNode[];
  readonly excluded: readonly DerNode[];
  /** It has a kind of name, or bounds, that are not compared here: nothing may be built on it. */
  readonly isBeyondUs: boolean;
}

/** Reads the extension's value; refuses `malformed_asn1`. */
export function readNameConstraints(node: DerNode): NameConstraints {
  const fields = sequenceFields(node, 'NameConstraints');
  const subtrees = (list: DerNode | undefined) => (list ? childrenOf(list).map((subtree) => childrenOf(subtree)) : []);
  const permitted = subtrees(fields.takeIf(0xa0));
  const excluded = subtrees(fields.takeIf(0xa1));
  const all = [...permitted, ...excluded];
  const bases = (found: readonly DerNode[][]) => found.flatMap(([base]) => base ?? []);
  return {
    permitted: bases(permitted),
    excluded: bases(excluded),
    // RFC 5280 has minimum 0, which DER leaves out, and no maximum
    isBeyondUs: all.some(([base, ...bounds]) => bounds.length > 0 || !knownKinds.includes(base?.tag ?? 0)),
  };
}

/** Whether each name of a certificate lies where it may: within a permitted subtree of its kind, if there are any, and in no excluded one. */
export function namesLieWithin(constraints: NameConstraints, certificate: Certificate): boolean {
  const { permitted, excluded, isBeyondUs } = constraints;
  if (isBeyondUs) return false;
  return namesOf(certificate).every((name) => {
    const ofItsKind = permitted.filter(({ tag }) => tag === name.tag);
    return (
      (ofItsKind.length === 0 || ofItsKind.some((base) => isBelow(name, base))) &&
      !excluded.some((base) => base.tag === name.tag && isBelow(name, base))
    );
  });
}

type Name = { readonly tag: number; readonly value: Buffer };

/** The subject, its alternative names, and an address of e-mail in it where those have none. */
function namesOf({ subject, extensions }: Certificate): Name[] {
  const alternative = extensions.alternativeNames.map((node) => ({
    tag: node.tag,
    value: node.tag === kinds.directory ? encoded(explicitContent(node, 'directoryName')) : contentOf(node),
  }));
  const directory = childrenOf(parseWhole(subject)).length > 0 ? [{ tag: kinds.directory, value: subject }] : [];
  const hasEmail = alternative.some(({ tag }) => tag === kinds.email);
  const emails = hasEmail
    ? []
    : emailAddressesOf(subject).map((text) => ({ tag: kinds.email, value: Buffer.from(text) }));
  return [...directory, ...alternative, ...emails];
}

const encoded = (node: DerNode): Buffer => node.buffer.subarray(node.start, node.end);

function isBelow({ tag, value }: Name, base: DerNode): boolean {
  if (tag === kinds.directory) return directoryIsBelow(value, encoded(explicitContent(base, 'directoryName')));
  const limit = contentOf(base);
  if (tag === kinds.network) return networkHolds(limit, value);
  const [name, bound] = [value.toString('latin1').toLowerCase(), limit.toString('latin1').toLowerCase()];
  if (tag === kinds.email)
    return bound.includes('@') ? name === bound : hostIsBelow(name.split('@').at(-1) ?? '', bound);
  if (tag === kinds.address) return hostIsBelow(hostOf(name), bound);
  return name === bound || bound === '' || name.endsWith(`.${bound.replace(/^\./, '')}`);
}

const hostOf = (address: string): string => /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]*)/.exec(address)?.[1] ?? '';

/** A bound with a dot before it is for every host below it, one without for that host. */
const hostIsBelow = (host: string, bound: string): boolean =>
  bound.startsWith('.') ? host.endsWith(bound) : bound === '' || host === bound;

function directoryIsBelow(name: Buffer, base: Buffer): boolean {
  const names = relativeNamesOf(name);
  return relativeNamesOf(base).every((relative, index) => names[index] === relative);
}

/** An address and its mask, of version 4 or 6. */
function networkHolds(bound: Buffer, address: Buffer): boolean {
  const half = bound.length / 2;
  return (
    address.length === half &&
    address.every((octet, i) => (octet & bound[half + i]!) === (bound[i]! & bound[half + i]!))
  );
}
