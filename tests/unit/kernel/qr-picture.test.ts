import { inflateSync } from 'node:zlib';
import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { qrPng, qrSvg } from '../../../shared/kernel/qr-picture.ts';

const PAYLOADS = [
  'A',
  '00020101021238570010A00000072701270006970436011300110012345670208QRIBFTTA530370454061500005802VN62190815MC4TQ8K1NPW2H7X6304ABCD',
  'x'.repeat(512),
  'tiếng Việt có dấu',
];

/** The dark squares of a picture, one text for each line. */
const linesOf = (squares: readonly (readonly boolean[])[]): readonly string[] =>
  squares.map((row) => row.map((dark) => (dark ? '#' : ' ')).join(''));

const wanted = (payload: string) => linesOf(encode(payload, { ecc: 'M', border: 4 }).data);

/** A PNG of one bit of grey as the squares of eight pixels that it shows, by the standard, without the code under test. */
const squaresOfPng = (png: Buffer): readonly string[] => {
  expect(png.subarray(0, 8)).toEqual(Buffer.from('89504e470d0a1a0a', 'hex'));
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    chunks.set(png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
  const header = chunks.get('IHDR') ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  expect([...header.subarray(8)]).toEqual([1, 0, 0, 0, 0]);
  const bytes = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const stride = 1 + width / 8;
  expect(bytes.length).toBe(height * stride);
  const pixel = (x: number, y: number) => ((bytes[y * stride + 1 + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => (pixel(x, y) === 0 ? '#' : ' ')).join(''),
  );
};

const magnified = (lines: readonly string[]) =>
  lines.flatMap((line) => Array.from({ length: 8 }, () => line.replaceAll(/./g, (square) => square.repeat(8))));

test.each(PAYLOADS)('a PNG shows exactly the squares of the code: %s', (payload) => {
  expect(squaresOfPng(qrPng(payload))).toEqual(magnified(wanted(payload)));
});

test.each(PAYLOADS)('an SVG shows exactly the squares of the code, in few bytes: %s', (payload) => {
  const svg = qrSvg(payload);
  const lines = wanted(payload);
  const side = lines.length;
  expect(svg).toContain(`viewBox="0 0 ${side} ${side}"`);
  const drawn = lines.map(() => Array.from({ length: side }, () => ' '));
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)\.5h(\d+)/g))
    for (let at = Number(x); at < Number(x) + Number(length); at += 1) (drawn[Number(y)] ?? [])[at] = '#';
  expect(drawn.map((row) => row.join(''))).toEqual(lines);
  expect(svg.length).toBeLessThan(40_000);
});
