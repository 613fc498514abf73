import { refuse } from '../refusal.ts';
import { tags } from './tags.ts';

/** One tag-length-value with a definite, minimal length (X.690 section 10.1). */
export function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([Buffer.from([tag, ...lengthOctets(length)]), ...parts]);
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 0xff);
  return [0x80 | octets.length, ...octets];
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(tags.sequence, ...parts);

/** DER SET OF: members in ascending order of their encodings (X.690 section 11.6). */
export const setOf = (...parts: readonly Uint8Array[]): Buffer => tagged(tags.set, ...sortedEncodings(parts));

/** Encodings in the order that DER wants inside a SET OF. */
export const sortedEncodings = (parts: readonly Uint8Array[]): Uint8Array[] => [...parts].sort(Buffer.compare);

export const derNull = (): Buffer => Buffer.from([tags.null, 0]);

export const boolean = (value: boolean): Buffer => Buffer.from([tags.boolean, 1, value ? 0xff : 0]);

export const octetString = (bytes: Uint8Array): Buffer => tagged(tags.octetString, bytes);

/** BIT STRING of whole octets. */
export const bitString = (bytes: Uint8Array): Buffer => tagged(tags.bitString, Buffer.from([0]), bytes);

/** BIT STRING of named bits (keyUsage, reasons): trailing zero bits are dropped (X.690 section 11.2.2). */
export function namedBits(...bits: readonly number[]): Buffer {
  if (bits.length === 0) return tagged(tags.bitString, Buffer.from([0]));
  const last = Math.max(...bits);
  const octets = Buffer.alloc(Math.floor(last / 8) + 1);
  for (const bit of bits) octets[bit >> 3] = octets[bit >> 3]! | (0x80 >> (bit & 7));
  return tagged(tags.bitString, Buffer.from([7 - (last & 7)]), octets);
}

export const utf8String = (text: string): Buffer => tagged(tags.utf8String, Buffer.from(text, 'utf8'));

export const printableString = (text: string): Buffer => tagged(tags.printableString, Buffer.from(text, 'latin1'));

/** Context-specific, constructed: EXPLICIT [n], or IMPLICIT [n] of a constructed type. */
export const contextual = (number: number, ...parts: readonly Uint8Array[]): Buffer => tagged(0xa0 | number, ...parts);

/** Context-specific, primitive: IMPLICIT [n] of a primitive type. */
export const contextualPrimitive = (number: number, bytes: Uint8Array): Buffer => tagged(0x80 | number, bytes);

/** A non-negative INTEGER in its shortest form. */
export function integer(value: bigint | number): Buffer {
  const number = BigInt(value);
  if (number < 0n) refuse('malformed_asn1', 'negative integer');
  const hex = number.toString(16);
  return unsignedInteger(Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex'));
}

/** A non-negative INTEGER from big-endian bytes. */
export function unsignedInteger(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start++;
  const short = bytes.subarray(start);
  return (short[0] ?? 0) & 0x80 ? tagged(tags.integer, Buffer.from([0]), short) : tagged(tags.integer, short);
}

/** ENUMERATED of a small value. */
export const enumerated = (value: number): Buffer => Buffer.from([tags.enumerated, 1, value]);

/** OBJECT IDENTIFIER from its dotted form. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(tags.objectIdentifier, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(arc: number): number[] {
  const octets = [arc & 0x7f];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift((rest & 0x7f) | 0x80);
  return octets;
}

/** X.509 Time: UTCTime until 2049, GeneralizedTime after (RFC 5280 section 4.1.2.5). Whole seconds. */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  const year = date.getUTCFullYear();
  return year >= 1950 && year < 2050
    ? tagged(tags.utcTime, Buffer.from(`${digits.slice(2)}Z`, 'latin1'))
    : generalizedTime(date);
}

/** GeneralizedTime in whole seconds, UTC. */
export const generalizedTime = (date: Date): Buffer =>
  tagged(tags.generalizedTime, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`, 'latin1'));
