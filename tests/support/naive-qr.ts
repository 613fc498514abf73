/** Pixels or squares, line by line: whether each is dark. */
type Dark = readonly (readonly boolean[])[];

/** How many blocks a symbol of level M has, and how many codewords of each check it (ISO/IEC 18004, table 9). */
const blocksOf: Readonly<Record<number, { readonly blocks: number; readonly check: number }>> = {
  2: { blocks: 1, check: 16 },
  3: { blocks: 1, check: 26 },
  4: { blocks: 2, check: 18 },
  5: { blocks: 2, check: 24 },
  6: { blocks: 4, check: 16 },
};

const sideOf = (version: number): number => 17 + 4 * version;

/** The squares of a symbol, were it of so many a side: each by the pixel in its middle. */
const sampled = (pixels: Dark, side: number): Dark => {
  const rows = pixels.flatMap((row, y) => (row.includes(true) ? [y] : []));
  const columns = (pixels[0] ?? []).flatMap((_, x) => (pixels.some((row) => row[x]) ? [x] : []));
  const middle = (found: readonly number[], index: number): number => {
    const [first = 0, last = 0] = [found[0], found.at(-1)];
    return Math.floor(first + ((index + 0.5) * (last + 1 - first)) / side);
  };
  return Array.from({ length: side }, (_, y) =>
    Array.from({ length: side }, (__, x) => pixels[middle(rows, y)]?.[middle(columns, x)] ?? false),
  );
};

/** Whether the timing patterns stand where they do in a symbol of as many squares (6.3.5). */
const isTimed = (squares: Dark): boolean =>
  squares.every((row, i) => {
    if (i < 8 || i > squares.length - 9) return true;
    const isDark = i % 2 === 0;
    return squares[6]?.[i] === isDark && row[6] === isDark;
  });

/** The number of the mask; throws unless the symbol is of level M (7.9). */
const maskOf = (squares: Dark): number => {
  const places = [...[0, 1, 2, 3, 4, 5, 7, 8].map((y) => [8, y]), ...[7, 5, 4, 3, 2, 1, 0].map((x) => [x, 8])] as [
    number,
    number,
  ][];
  const bits = places.reduce((sum, [x, y], bit) => sum | (squares[y]?.[x] ? 1 << bit : 0), 0);
  const [level, mask] = [(bits ^ 0x5412) >> 13, ((bits ^ 0x5412) >> 10) & 7];
  if (level !== 0) throw new Error(`the symbol is of level ${level}, not M`);
  return mask;
};

/** Which squares a mask turns, by column and row (table 10). */
const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Whether a square belongs to a pattern and holds no data: in versions 2 to 6 there is one alignment pattern. */
const isPattern = (x: number, y: number, side: number): boolean => {
  const isFinder = (x < 9 && y < 9) || (x >= side - 8 && y < 9) || (x < 9 && y >= side - 8);
  const isAlignment = Math.abs(x - (side - 7)) <= 2 && Math.abs(y - (side - 7)) <= 2;
  return isFinder || isAlignment || x === 6 || y === 6;
};

/** The codewords as they stand: in columns of two from the right, upwards and downwards in turn (7.7.3). */
const codewordsIn = (squares: Dark): readonly number[] => {
  const side = squares.length;
  const isTurned = masks[maskOf(squares)] ?? (() => false);
  const bits: number[] = [];
  let isUpwards = true;
  for (let right = side - 1; right > 0; right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < side; step += 1) {
      const y = isUpwards ? side - 1 - step : step;
      for (const x of [right, right - 1])
        if (!isPattern(x, y, side)) bits.push(squares[y]?.[x] === isTurned(x, y) ? 0 : 1);
    }
    isUpwards = !isUpwards;
  }
  return Array.from({ length: Math.floor(bits.length / 8) }, (_, i) =>
    bits.slice(8 * i, 8 * i + 8).reduce((sum, bit) => 2 * sum + bit, 0),
  );
};

/** A product in the field of 256 elements by x^8 + x^4 + x^3 + x^2 + 1. */
const times = (a: number, b: number): number => {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    if ((b >> bit) & 1) product ^= a;
  }
  return product;
};

/** Whether a block has not one error: it is 0 at each root of its generator (7.5.2). */
const isSound = (block: readonly number[], check: number): boolean => {
  let root = 1;
  for (let i = 0; i < check; i += 1) {
    const at = root;
    if (block.reduce((sum, word) => times(sum, at) ^ word, 0) !== 0) return false;
    root = times(root, 2);
  }
  return true;
};

/** The text of data that is one segment of bytes and nothing else. */
const textOf = (data: readonly number[]): string => {
  const bits = data.map((word) => word.toString(2).padStart(8, '0')).join('');
  const numberAt = (at: number, length: number): number =>
    Number.parseInt(bits.slice(at, at + length).padEnd(1, '0'), 2);
  if (numberAt(0, 4) !== 4) throw new Error('the data does not begin with bytes');
  const length = numberAt(4, 8);
  const end = 12 + 8 * length;
  if (end > bits.length || numberAt(end, 4) !== 0) throw new Error('the data is not one segment');
  return Buffer.from(Array.from({ length }, (_, i) => numberAt(12 + 8 * i, 8))).toString('utf8');
};

/**
 * What a QR code says (ISO/IEC 18004), read from pixels among which nothing else is dark, step by step and without the
 * library that draws it. Knows level M in versions 2 to 6 with one segment of bytes; throws where it is anything else, or
 * has a single error.
 */
export const readQrCode = (pixels: Dark): string => {
  const version = [2, 3, 4, 5, 6].find((one) => isTimed(sampled(pixels, sideOf(one))));
  const { blocks, check } = blocksOf[version ?? 0] ?? { blocks: 0, check: 0 };
  if (version === undefined || blocks === 0) throw new Error('no symbol of versions 2 to 6');
  const words = codewordsIn(sampled(pixels, sideOf(version)));
  const kept = Array.from({ length: blocks }, (_, block) => words.filter((__, at) => at % blocks === block));
  if (!kept.every((block) => isSound(block, check))) throw new Error('the symbol has errors');
  return textOf(kept.flatMap((block) => block.slice(0, block.length - check)));
};
