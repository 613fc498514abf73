import { childrenOf, contentOf, objectIdentifierOf, parseWhole } from '../der/decode.ts';
import { objectIdentifier, printableString, sequence, setOf, utf8String } from '../der/encode.ts';
import { oids } from '../der/object-identifiers.ts';
import { tags } from '../der/tags.ts';

/** The parts of a distinguished name that certificates here carry; text in any language, kept in NFC. */
export interface Subject {
  readonly commonName: string;
  readonly organization?: string;
  readonly organizationalUnit?: string;
  readonly locality?: string;
  /** Two letters, ISO 3166. */
  readonly country?: string;
  /** For example the tax code, ETSI EN 319 412-1 section 5.1.4. */
  readonly organizationIdentifier?: string;
}

/** DER Name of a subject, country first (RFC 5280 section 4.1.2.4). */
export function encodeName(subject: Subject): Buffer {
  const relative = (oid: string, value: Buffer) => setOf(sequence(objectIdentifier(oid), value));
  const parts: Buffer[] = [];
  if (subject.country) parts.push(relative(oids.countryName, printableString(subject.country)));
  const texts: readonly (readonly [string, string | undefined])[] = [
    [oids.localityName, subject.locality],
    [oids.organizationName, subject.organization],
    [oids.organizationalUnitName, subject.organizationalUnit],
    [oids.organizationIdentifier, subject.organizationIdentifier],
    [oids.commonName, subject.commonName],
  ];
  for (const [oid, text] of texts) if (text) parts.push(relative(oid, utf8String(text.normalize('NFC'))));
  return sequence(...parts);
}

const labels = new Map<string, string>([
  [oids.commonName, 'CN'],
  [oids.countryName, 'C'],
  [oids.localityName, 'L'],
  [oids.stateOrProvinceName, 'ST'],
  [oids.organizationName, 'O'],
  [oids.organizationalUnitName, 'OU'],
  [oids.serialNumber, 'serialNumber'],
  [oids.organizationIdentifier, 'organizationIdentifier'],
]);

/** A DER Name for people: `CN=Nguyễn Thị Ánh, O=..., C=VN`, most specific first, NFC. */
export function displayName(name: Buffer): string {
  const parts: string[] = [];
  for (const relative of childrenOf(parseWhole(name)))
    for (const attribute of childrenOf(relative)) {
      const [type, value] = childrenOf(attribute);
      const oid = objectIdentifierOf(type);
      if (value) parts.unshift(`${labels.get(oid) ?? oid}=${directoryText(value.tag, contentOf(value))}`);
    }
  return parts.join(', ').normalize('NFC');
}

/** The most specific common name in a DER Name, NFC; undefined where there is none. */
export function commonNameOf(name: Buffer): string | undefined {
  const names = childrenOf(parseWhole(name)).flatMap((relative) =>
    childrenOf(relative).flatMap((attribute) => {
      const [type, value] = childrenOf(attribute);
      return value && objectIdentifierOf(type) === oids.commonName ? directoryText(value.tag, contentOf(value)) : [];
    }),
  );
  return names.at(-1)?.normalize('NFC');
}

/** The relative names of a DER Name, each as a text that is equal where the names are (RFC 5280 section 7.1: case and blanks do not count). */
export const relativeNamesOf = (name: Buffer): string[] =>
  childrenOf(parseWhole(name)).map((relative) =>
    childrenOf(relative)
      .map((attribute) => {
        const [type, value] = childrenOf(attribute);
        const text = value ? directoryText(value.tag, contentOf(value)) : '';
        return `${objectIdentifierOf(type)}=${text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()}`;
      })
      .sort()
      .join('+'),
  );

/** Addresses of e-mail in a DER Name, as certificates had them before alternative names. */
export const emailAddressesOf = (name: Buffer): string[] =>
  childrenOf(parseWhole(name)).flatMap((relative) =>
    childrenOf(relative).flatMap((attribute) => {
      const [type, value] = childrenOf(attribute);
      return value && objectIdentifierOf(type) === oids.emailAddress ? contentOf(value).toString('latin1') : [];
    }),
  );

function directoryText(tag: number, content: Buffer): string {
  if (tag === tags.bmpString && content.length % 2 === 0) return Buffer.from(content).swap16().toString('utf16le');
  return content.toString(tag === tags.teletexString ? 'latin1' : 'utf8');
}
