import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number];

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};

/** A PNG (ISO/IEC 15948) of one colour on transparent ground, painted where a function says so. */
const painted = (
  width: number,
  height: number,
  [red, green, blue]: Colour,
  isInk: (x: number, y: number) => boolean,
) => {
  const rows = Buffer.alloc(height * (1 + width * 4));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (isInk(x, y)) rows.set([red, green, blue, 255], y * (1 + width * 4) + 1 + x * 4);
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
};

/** A stroke of a pen that is nobody's signature, blue. */
export const sampleSignature = painted(
  400,
  200,
  [20, 50, 180],
  (x, y) => Math.abs(y - 100 - 55 * Math.sin(x / 24) * Math.cos(x / 130)) < 4 && x > 20 && x < 380,
);

/** Two rings and a star that are no agency's seal, red. */
export const sampleSeal = painted(360, 360, [200, 20, 30], (x, y) => {
  const [dx, dy] = [x - 180, y - 180];
  const distance = Math.hypot(dx, dy);
  const point = 55 * (0.6 + 0.4 * Math.cos(5 * (Math.atan2(dy, dx) + Math.PI / 2)));
  return (distance > 168 && distance < 178) || (distance > 118 && distance < 122) || distance < point;
});
