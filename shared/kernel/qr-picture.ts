import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

/** The squares of a QR code of level M with its quiet zone of four squares (ISO/IEC 18004), row by row: true is dark. */
const squaresOf = (payload: string): readonly (readonly boolean[])[] => encode(payload, { ecc: 'M', border: 4 }).data;

const darkRuns = (row: readonly boolean[]): readonly { readonly from: number; readonly length: number }[] =>
  [
    ...row
      .map((dark) => (dark ? '#' : ' '))
      .join('')
      .matchAll(/#+/g),
  ].map(({ index, 0: run }) => ({
    from: index,
    length: run.length,
  }));

/** A QR code as SVG: one line for each run of dark squares, sharp at any size, a few kilobytes. */
export const qrSvg = (payload: string): string => {
  const squares = squaresOf(payload);
  const side = squares.length;
  const lines = squares.flatMap((row, y) => darkRuns(row).map(({ from, length }) => `M${from} ${y}.5h${length}`));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path stroke="#000" d="${lines.join('')}"/></svg>`;
};

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

const chunk = (type: string, data: Uint8Array): Buffer => {
  const checked = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), checked, uint32(crc32(checked))]);
};

/** A square is so many pixels wide; with one bit for a pixel that is one byte. */
const SCALE = 8;

/** A QR code as PNG (ISO/IEC 15948): one bit of grey for each pixel, eight pixels to the side of a square. */
export const qrPng = (payload: string): Buffer => {
  const squares = squaresOf(payload);
  const side = uint32(squares.length * SCALE);
  const [bitDepth, grey, deflate, adaptive, notInterlaced] = [1, 0, 0, 0, 0];
  const header = Buffer.concat([side, side, Buffer.from([bitDepth, grey, deflate, adaptive, notInterlaced])]);
  const unfiltered = 0;
  const lines = squares.flatMap((row) => {
    const line = Buffer.from([unfiltered, ...row.map((dark) => (dark ? 0x00 : 0xff))]);
    return Array.from({ length: SCALE }, () => line);
  });
  const picture = deflateSync(Buffer.concat(lines));
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', picture), chunk('IEND', new Uint8Array())]);
};
