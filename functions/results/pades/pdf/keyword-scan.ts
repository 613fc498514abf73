import { isDigit, isWhitespace } from './characters.ts';
import type { Effort } from './effort.ts';

/** Where a word stands that a repairing reader looks for. */
export interface FoundWord {
  readonly kind: 'object' | 'trailer' | 'startxref' | 'header' | 'end';
  /** Where it begins; for an object, where its number does. */
  readonly offset: number;
  readonly objectNumber?: number;
  readonly generation?: number;
}

const lineWords = { trailer: 'trailer', startxref: 'startxref', header: '%PDF-', end: '%%EOF' } as const;
const longestNumber = 10;
const bytesPerUnit = 32;

/**
 * What a reader finds that repairs a file: it takes no offset for true, but looks for `number generation obj`, wherever it
 * stands, and for `trailer`, `startxref`, `%PDF-` and `%%EOF` where a line begins. Object headers are found with comments
 * and white space of any kind between their words.
 */
export function scanKeywords(bytes: Buffer, start: number, end: number, effort: Effort): FoundWord[] {
  effort.spend((end - start) / 1024);
  const found: FoundWord[] = [];
  for (const at of placesOf('obj', bytes, start, end)) {
    const header = headerBefore(bytes, at, start, effort);
    if (header) found.push(header);
  }
  for (const [kind, word] of Object.entries(lineWords) as [keyof typeof lineWords, string][])
    for (const offset of placesOf(word, bytes, start, end))
      if (beginsLine(bytes, offset, start)) found.push({ kind, offset });
  return found.sort((a, b) => a.offset - b.offset);
}

function* placesOf(word: string, bytes: Buffer, start: number, end: number): Generator<number> {
  const searched = bytes.subarray(0, end);
  for (let at = searched.indexOf(word, start); at >= 0; at = searched.indexOf(word, at + word.length)) yield at;
}

function headerBefore(bytes: Buffer, at: number, start: number, effort: Effort): FoundWord | undefined {
  const generation = numberBefore(bytes, spaceBefore(bytes, at, start, effort), start);
  if (!generation) return undefined;
  const gap = spaceBefore(bytes, generation.offset, start, effort);
  const number = gap < generation.offset ? numberBefore(bytes, gap, start) : undefined;
  return number && { kind: 'object', offset: number.offset, objectNumber: number.value, generation: generation.value };
}

/** Where the digits begin that end at a place. */
function numberBefore(bytes: Buffer, end: number, start: number): { offset: number; value: number } | undefined {
  let offset = end;
  while (offset > start && isDigit(bytes[offset - 1]) && end - offset < longestNumber) offset--;
  return offset < end ? { offset, value: Number(bytes.toString('latin1', offset, end)) } : undefined;
}

/** Where the white space and comments begin that end at a place. */
function spaceBefore(bytes: Buffer, end: number, start: number, effort: Effort): number {
  for (let at = end; ; ) {
    let word = at;
    while (word > start && isWhitespace(bytes[word - 1])) word--;
    const line = bytes.subarray(word, at).some(isLineEnd) ? lineBefore(bytes, word, start) : word;
    effort.spend((at - line) / bytesPerUnit);
    const comment = bytes.subarray(line, word).indexOf(percent);
    if (comment < 0) return word;
    at = line + comment;
  }
}

const percent = 37;
const isLineEnd = (code: number): boolean => code === 10 || code === 13;

/** Where the line begins that ends at a place. */
function lineBefore(bytes: Buffer, end: number, start: number): number {
  let at = end;
  while (at > start && !isLineEnd(bytes[at - 1]!)) at--;
  return at;
}

function beginsLine(bytes: Buffer, at: number, start: number): boolean {
  let before = at;
  while (before > start && (bytes[before - 1] === 32 || bytes[before - 1] === 9)) before--;
  return before === start || isLineEnd(bytes[before - 1]!);
}
