import { constants, inflateRawSync } from 'node:zlib';
import { refuse } from '../refusal.ts';
import { numberValue, type PdfDictionary } from './objects.ts';

/** Counts what has been inflated for one file, so that many small bombs are caught like one large. */
export class InflateBudget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** Inflates zlib data within what is left; refuses `too_complex` beyond it and `damaged` for bad data. */
  inflate(data: Uint8Array): Buffer {
    if (this.#left <= 0) return refuse('too_complex', 'inflated data over the limit');
    const inflated = inflateWithin(data, this.#left);
    this.#left -= inflated.length;
    return inflated;
  }
}

const leastChunk = 16 * 1024;
const mostChunk = 4 * 1024 * 1024;

/**
 * Inflates zlib data (RFC 1950) of at most `maxBytes` as viewers do: the checksum and the end of the last block may be missing or
 * wrong, since what shows is the same without them, and no data inflate to nothing. Refuses `too_complex` beyond and `damaged` for bad data.
 */
export function inflateWithin(data: Uint8Array, maxBytes: number): Buffer {
  if (data.length === 0) return Buffer.alloc(0);
  if (!isZlibHeader(data)) return refuse('damaged', 'deflate data');
  try {
    return inflateRawSync(data.subarray(2), {
      maxOutputLength: Math.max(1, maxBytes),
      finishFlush: constants.Z_SYNC_FLUSH,
      chunkSize: Math.min(mostChunk, Math.max(leastChunk, data.length * 8)),
    });
  } catch (error) {
    const tooLarge = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    return tooLarge ? refuse('too_complex', 'inflated data over the limit') : refuse('damaged', 'deflate data');
  }
}

/** Deflate without a preset dictionary, and the check of the two bytes (RFC 1950 section 2.2). */
const isZlibHeader = ([method = 0, flags = 0]: Uint8Array): boolean =>
  (method & 15) === 8 && ((method << 8) | flags) % 31 === 0 && (flags & 32) === 0;

/** Undoes the PNG predictors of FlateDecode (ISO 32000-2 section 7.4.4.4) for one byte per sample. */
export function unpredict(data: Buffer, parameters: PdfDictionary | undefined): Buffer {
  const predictor = numberValue(parameters?.get('Predictor')) ?? 1;
  if (predictor === 1) return data;
  if (predictor < 10) return refuse('unsupported', 'TIFF predictor in a structure stream');
  const entry = (key: string, byDefault: number) => numberValue(parameters?.get(key)) ?? byDefault;
  const columns = entry('Columns', 1);
  if (entry('Colors', 1) !== 1 || entry('BitsPerComponent', 8) !== 8) refuse('unsupported', 'samples of a predictor');
  if (!Number.isSafeInteger(columns) || columns < 1) refuse('damaged', 'predictor columns');
  if (data.length % (columns + 1) !== 0) refuse('damaged', 'predictor rows');
  const rows = data.length / (columns + 1);
  const plain = Buffer.alloc(rows * columns);
  for (let row = 0; row < rows; row++) unpredictRow(data, plain, row, columns);
  return plain;
}

function unpredictRow(data: Buffer, plain: Buffer, row: number, columns: number): void {
  const type = data[row * (columns + 1)]!;
  if (type > 4) refuse('damaged', 'predictor of a row');
  for (let column = 0; column < columns; column++) {
    const at = row * columns + column;
    const left = column ? plain[at - 1]! : 0;
    const above = row ? plain[at - columns]! : 0;
    const aboveLeft = column && row ? plain[at - columns - 1]! : 0;
    plain[at] = data[row * (columns + 1) + 1 + column]! + prediction(type, left, above, aboveLeft);
  }
}

function prediction(type: number, left: number, above: number, aboveLeft: number): number {
  if (type === 1) return left;
  if (type === 2) return above;
  if (type === 3) return (left + above) >> 1;
  return type === 4 ? paeth(left, above, aboveLeft) : 0;
}

function paeth(left: number, above: number, aboveLeft: number): number {
  const estimate = left + above - aboveLeft;
  const toLeft = Math.abs(estimate - left);
  const toAbove = Math.abs(estimate - above);
  const toAboveLeft = Math.abs(estimate - aboveLeft);
  if (toLeft <= toAbove && toLeft <= toAboveLeft) return left;
  return toAbove <= toAboveLeft ? above : aboveLeft;
}
