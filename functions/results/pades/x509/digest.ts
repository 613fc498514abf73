import { createHash, timingSafeEqual } from 'node:crypto';
import { oids } from '../der/object-identifiers.ts';

/** The digests this library accepts; SHA-1 and MD5 are absent on purpose. */
export type DigestName = 'sha256' | 'sha384' | 'sha512';

const byOid = new Map<string, DigestName>([
  [oids.sha256, 'sha256'],
  [oids.sha384, 'sha384'],
  [oids.sha512, 'sha512'],
]);

/** The accepted digest with this object identifier; undefined for any other, SHA-1 included. */
export const digestNamed = (oid: string): DigestName | undefined => byOid.get(oid);

/** Digest of the concatenation of the parts, without copying them together. */
export function digestOf(name: DigestName | 'sha1', ...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash(name);
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Equality of two byte strings in time that depends on their length only. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);
