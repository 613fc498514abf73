import { decodePDFRawStream, PDFContext, PDFRawStream } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { expandingFilters } from '../../../functions/results/pades/pdf/expanding-filters.ts';
import { number } from '../../../functions/results/pades/pdf/objects.ts';
import type { Refused } from '../../../functions/results/pades/refusal.ts';

const undo = (filter: string, data: Uint8Array, maxBytes = 1e6, early?: number) => {
  const expand = expandingFilters.get(filter);
  if (!expand) throw new Error(`no filter ${filter}`);
  return expand(data, maxBytes, early === undefined ? undefined : new Map([['EarlyChange', number(early)]]));
};

/** What pdf-lib reads. */
const oracle = (filter: string, data: Uint8Array, early = 1) => {
  const context = PDFContext.create();
  const dictionary = context.obj({ Filter: filter, DecodeParms: { EarlyChange: early } });
  return Buffer.from(decodePDFRawStream(PDFRawStream.of(dictionary, data)).decode());
};

/** LZW as its inventors describe it, a dictionary of strings: the widths grow one code early, or not. */
const lzw = (data: Buffer, early: number): Buffer => {
  const bits: string[] = [];
  let table = new Map<string, number>();
  let width = 9;
  const put = (code: number) => bits.push(code.toString(2).padStart(width, '0'));
  const clear = () => {
    put(256);
    table = new Map(Array.from({ length: 256 }, (_, code) => [String.fromCharCode(code), code]));
    width = 9;
  };
  clear();
  let next = 258;
  let seen = '';
  for (const character of data.toString('latin1')) {
    if (table.has(seen + character)) {
      seen += character;
      continue;
    }
    put(table.get(seen) ?? 0);
    table.set(seen + character, next++);
    if (next + early > 1 << width) width++;
    if (next > 4094) {
      clear();
      next = 258;
    }
    seen = character;
  }
  put(table.get(seen) ?? 0);
  if (next + 1 + early > 1 << width) width++;
  put(257);
  const text = bits.join('');
  return Buffer.from(
    (text.padEnd(Math.ceil(text.length / 8) * 8, '0').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)),
  );
};

const words = Buffer.from(Array.from({ length: 40_000 }, (_, i) => (i * i * 7 + (i >> 3)) & (i % 5 ? 15 : 255)));

test('the example of the standard for LZW (ISO 32000-2 section 7.4.4.2)', () => {
  const encoded = Buffer.from('800B6050220C0C8501', 'hex');
  expect([...undo('LZWDecode', encoded)]).toEqual([45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
});

test.each([1, 0])('LZW over several tables, /EarlyChange %i', (early) => {
  const encoded = lzw(words, early);
  expect(undo('LZW', encoded, 1e6, early).equals(words)).toBe(true);
  expect(oracle('LZWDecode', encoded, early).equals(words)).toBe(true);
});

test.each([
  ['', ''],
  ['6i', '44'],
  ["+G'", '2082'],
  ['4T4C', '3cfde6'],
  ['n\\T&q', 'f1c26b30'],
  ['q$tI$!T]%', 'f90ec7dd01e488'],
  ['zz', '0000000000000000'],
])('base 85 as Python makes it: %s', (text, hex) => {
  expect(undo('ASCII85Decode', Buffer.from(`${text}~>`)).toString('hex')).toBe(hex);
  expect(undo('A85', Buffer.from([...text].join('\n'))).toString('hex')).toBe(hex);
});

test('hex with blanks, an odd last digit and something behind its end', () => {
  expect(undo('ASCIIHexDecode', Buffer.from('4D 6f\n7>ff')).toString('hex')).toBe('4d6f70');
});

test('runs and pieces as they are', () => {
  const encoded = Buffer.from([2, 1, 2, 3, 255, 9, 129, 7, 128, 5]);
  expect([...undo('RunLengthDecode', encoded)]).toEqual([1, 2, 3, 9, 9, ...Array<number>(128).fill(7)]);
  expect(undo('RL', encoded).equals(oracle('RunLengthDecode', encoded))).toBe(true);
});

test.each(['FlateDecode', 'LZWDecode', 'RunLengthDecode', 'ASCIIHexDecode', 'ASCII85Decode'])(
  '%s of anything ends',
  (filter) => {
    for (let seed = 0; seed < 300; seed++) {
      const noise = Buffer.from(Array.from({ length: 200 }, (_, i) => Math.imul(seed * 977 + i, 2654435761) >>> 24));
      try {
        expect(undo(filter, noise, 5000).length).toBeLessThanOrEqual(5000);
      } catch (error) {
        expect((error as Refused).reason).toMatch(/^(damaged|too_complex)$/);
      }
    }
  },
);
