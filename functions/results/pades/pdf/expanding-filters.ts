import { refuse } from '../refusal.ts';
import { inflateWithin } from './filters.ts';
import { numberValue, type PdfDictionary } from './objects.ts';

/**
 * Undoes one filter into at most so many bytes, predictors left as they are, since they keep the size; refuses `too_complex` beyond and
 * `damaged` for bad data.
 */
type Undo = (data: Uint8Array, maxBytes: number, parameters: PdfDictionary | undefined) => Buffer;

/**
 * The filters that give bytes, by each of their names (ISO 32000-2 tables 6 and 92). Those that give pictures are not among them: what
 * they are given is the last that can be measured without drawing.
 */
export const expandingFilters: ReadonlyMap<string, Undo> = new Map(
  (
    [
      [['FlateDecode', 'Fl'], inflateWithin],
      [['LZWDecode', 'LZW'], expandLzw],
      [['RunLengthDecode', 'RL'], expandRuns],
      [['ASCIIHexDecode', 'AHx'], readHex],
      [['ASCII85Decode', 'A85'], readAscii85],
      [['Crypt'], asItIs], // encrypted files are refused, so that it names no encryption
    ] as const
  ).flatMap(([names, undo]) => names.map((name) => [name, undo] as const)),
);

/** Bytes that are written one after the other, within a limit. */
class Output {
  #bytes = Buffer.allocUnsafe(64 * 1024);
  #length = 0;
  readonly #maxBytes: number;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Where the next bytes go, with room for so many. */
  room(count: number): { readonly bytes: Buffer; readonly at: number } {
    const at = this.#length;
    const end = at + count;
    if (end > this.#maxBytes) refuse('too_complex', 'decoded data over the limit');
    if (end > this.#bytes.length) {
      const wider = Buffer.allocUnsafe(Math.max(end, this.#bytes.length * 2));
      this.#bytes.copy(wider, 0, 0, at);
      this.#bytes = wider;
    }
    this.#length = end;
    return { bytes: this.#bytes, at };
  }

  get written(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}

function asItIs(data: Uint8Array): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.length);
}

const endOfRuns = 128;

/** ISO 32000-2 section 7.4.5. */
function expandRuns(data: Uint8Array, maxBytes: number): Buffer {
  const output = new Output(maxBytes);
  for (let at = 0; at < data.length && data[at] !== endOfRuns; ) {
    const length = data[at++]!;
    if (length < endOfRuns) {
      const run = data.subarray(at, at + length + 1);
      const { bytes, at: to } = output.room(run.length);
      bytes.set(run, to);
      at += run.length;
    } else {
      const { bytes, at: to } = output.room(257 - length);
      bytes.fill(data[at++] ?? 0, to, to + 257 - length);
    }
  }
  return output.written;
}

const clearTable = 256;
const endOfData = 257;
const widestCode = 12;

/** ISO 32000-2 section 7.4.4.2; codes grow one early unless `/EarlyChange` is 0 (table 8). */
function expandLzw(data: Uint8Array, maxBytes: number, parameters: PdfDictionary | undefined): Buffer {
  const output = new Output(maxBytes);
  const early = numberValue(parameters?.get('EarlyChange')) ?? 1;
  // Where in the output each code's bytes were written last, and how many: a code is a piece of what came before.
  const starts = new Int32Array(1 << widestCode);
  const lengths = new Int32Array(1 << widestCode);
  let next = endOfData + 1;
  let width = 9;
  let previous: { start: number; length: number } | undefined;
  let held = 0;
  let bits = 0;
  for (const byte of data) {
    held = ((held << 8) | byte) & 0xffffff;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (held >> bits) & ((1 << width) - 1);
    if (code === endOfData) break;
    if (code === clearTable) {
      next = endOfData + 1;
      width = 9;
      previous = undefined;
      continue;
    }
    const isNew = code === next && previous !== undefined;
    if (code > 255 && code >= next && !isNew) refuse('damaged', 'LZW code');
    const length = code < 256 ? 1 : isNew ? previous!.length + 1 : lengths[code]!;
    const { bytes, at } = output.room(length);
    if (code < 256) bytes[at] = code;
    else copyForward(bytes, isNew ? previous!.start : starts[code]!, at, length);
    if (previous && next < 1 << widestCode) {
      starts[next] = previous.start;
      lengths[next++] = previous.length + 1;
    }
    previous = { start: at, length };
    if (next + early >= 1 << width && width < widestCode) width++;
  }
  return output.written;
}

/** Byte by byte, since a piece may run into its own copy. */
function copyForward(bytes: Buffer, from: number, to: number, length: number): void {
  for (let i = 0; i < length; i++) bytes[to + i] = bytes[from + i]!;
}

const greaterThan = 62;
const noDigit = 255;
const hexDigits = new Uint8Array(256).fill(noDigit);
for (const digit of '0123456789abcdefABCDEF') hexDigits[digit.charCodeAt(0)] = Number.parseInt(digit, 16);

/** ISO 32000-2 section 7.4.2; what is no digit is passed over, as viewers do. */
function readHex(data: Uint8Array, maxBytes: number): Buffer {
  const output = new Output(maxBytes);
  let high: number | undefined;
  const put = (byte: number): void => {
    const { bytes, at } = output.room(1);
    bytes[at] = byte;
  };
  for (const code of data) {
    if (code === greaterThan) break;
    const digit = hexDigits[code]!;
    if (digit === noDigit) continue;
    if (high !== undefined) put(high * 16 + digit);
    high = high === undefined ? digit : undefined;
  }
  if (high !== undefined) put(high * 16);
  return output.written;
}

const tilde = 126;
const fourZeros = 122; // z
const leastDigit = 33;
const mostDigit = 117;
const fillDigit = 84;

/** ISO 32000-2 section 7.4.3; what is no digit is passed over, as viewers do. */
function readAscii85(data: Uint8Array, maxBytes: number): Buffer {
  const output = new Output(maxBytes);
  let value = 0;
  let digits = 0;
  const put = (count: number): void => {
    const { bytes, at } = output.room(count);
    for (let i = 0; i < count; i++) bytes[at + i] = Math.floor(value / 256 ** (3 - i)) & 255;
    value = 0;
    digits = 0;
  };
  for (const code of data) {
    if (code === tilde) break;
    if (code === fourZeros && digits === 0) put(4);
    if (code < leastDigit || code > mostDigit) continue;
    value = value * 85 + code - leastDigit;
    if (++digits === 5) put(4);
  }
  if (digits < 2) return output.written;
  const rest = digits - 1;
  for (; digits < 5; digits++) value = value * 85 + fillDigit;
  put(rest);
  return output.written;
}
