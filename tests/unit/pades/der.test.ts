import { expect, test } from 'vitest';
import { objectIdentifierOf, parseWhole, readNode, timeOf } from '../../../functions/results/pades/der/decode.ts';
import {
  integer,
  namedBits,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  time,
} from '../../../functions/results/pades/der/encode.ts';
import { normaliseBer } from '../../../functions/results/pades/der/normalise.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

test('the members of a SET OF are sorted by their encodings', () => {
  expect(setOf(integer(300), integer(1)).equals(setOf(integer(1), integer(300)))).toBe(true);
});

test.each([
  [0, '020100'],
  [127, '02017f'],
  [128, '02020080'],
  [65_536, '0203010000'],
])('INTEGER %i is as short as can be', (value, encoding) => {
  expect(integer(value).toString('hex')).toBe(encoding);
});

test.each([
  ['an indefinite length', '3080 0000'],
  ['a length longer than needed', '0481 0100'],
  ['a length with a leading zero', '048200ff'],
  ['an overrun', '300502'],
  ['a multi-octet tag', '1f810100'],
  ['trailing bytes', '020101 00'],
])('%s is refused', (_, encoding) => {
  expect(() => parseWhole(hex(encoding))).toThrow('malformed_asn1');
});

test('BER is normalised: indefinite lengths, constructed octet strings, long lengths', () => {
  const ber = hex('3080 2480 040161 040162 0000 04810163 0000');
  expect(normaliseBer(ber).equals(sequence(octetString(Buffer.from('ab')), octetString(Buffer.from('c'))))).toBe(true);
  expect(() => normaliseBer(hex('3080'.repeat(100)))).toThrow('malformed_asn1');
});

test('times: two-digit years until 2049, four digits after', () => {
  for (const moment of ['2026-11-20T10:00:00Z', '2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z'])
    expect(timeOf(readNode(time(new Date(moment)))).toISOString()).toBe(new Date(moment).toISOString());
  expect(time(new Date('2050-01-01T00:00:00Z'))[0]).toBe(0x18);
});

test('object identifiers and named bits', () => {
  for (const oid of ['2.5.29.15', '1.2.840.113549.1.9.16.2.47', '2.16.840.1.101.3.4.2.1'])
    expect(objectIdentifierOf(readNode(objectIdentifier(oid)))).toBe(oid);
  expect(namedBits(0, 1).toString('hex')).toBe('030206c0');
});
