import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { crc32, deflateSync } from 'node:zlib';
import type { PanelFonts } from '../../../shared/kernel/paper/drawing.ts';

const resolve = createRequire(import.meta.url).resolve;

/** Tinos: the metrics of Times New Roman, whole Vietnamese. */
export const panelFonts: PanelFonts = {
  regular: readFileSync(resolve('@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf')),
  bold: readFileSync(resolve('@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf')),
};

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

/** A PNG with alpha whose pixels a function paints. */
export function png(width: number, height: number, paint: (x: number, y: number) => Pixel): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 4));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows.set(paint(x, y), y * (1 + width * 4) + 1 + x * 4);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

const transparent: Pixel = [0, 0, 0, 0];

/** A blue band on transparent ground, in the place of a handwritten signature. */
export const signatureImage = png(120, 60, (_, y) => (y > 20 && y < 40 ? [20, 40, 200, 255] : transparent));

/** A red disc on transparent ground, in the place of a seal. */
export const sealImage = png(100, 100, (x, y) =>
  (x - 50) ** 2 + (y - 50) ** 2 < 48 ** 2 ? [210, 10, 20, 255] : transparent,
);
