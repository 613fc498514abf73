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
/** What looking at one place costs, in units of `Effort`, and what reading a header backwards. */
const placeEffort = 1 / 4;
const headerEffort = 1;

/**
 * What a reader finds that repairs a file: it takes no offset for true, but looks for `number generation obj`, wherever it
 * stands, and for `trailer`, `startxref`, `%PDF-` and `%%EOF` where a line begins. Object headers are found with comments
 * and white space of any kind between their words.
 */
export function scanKeywords(bytes: Buffer, start: number, end: number, effort: Effort): FoundWord[] {
  effort.spend((end - start) / 1024);
  const found: FoundWord[] = [];
  for (const at of placesOf('obj', bytes, start, end)) {
    const before = bytes[at - 1];
    const mayEndHeader = isWhitespace(before) || isDigit(before);
    effort.spend(mayEndHeader ? headerEffort : placeEffort);
    const header = mayEndHeader ? headerBefore(bytes, at, start, effort) : undefined;
    if (header) found.push(header);
  }
  for (const [kind, word] of Object.entries(lineWords) as [keyof typeof lineWords, string][])
    for (const offset of placesOf(word, bytes, start, end)) {
      effort.spend(placeEffort);
      if (beginsLine(bytes, offset, start)) found.push({ kind, offset });
    }
  return found.sort((a, b) => a.offset - b.offset);
}

function* placesOf(word: string, bytes: Buffer, start: number, end: number): Generator<number> {
  const searched = bytes.subarray(0, end);
  const sought = Buffer.from(word, 'latin1');
  for (let at = searched.indexOf(sought, start); at >= 0; at = searched.indexOf(sought, at + word.length)) yield at;
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
    let endsLine = false;
    while (word > start && isWhitespace(bytes[word - 1])) endsLine = isLineEnd(bytes[--word]) || endsLine;
    if (!endsLine) return word;
    const comment = commentOfLine(bytes, word, start, effort);
    if (comment === undefined) return word;
    at = comment;
  }
}

const percent = 37;
const isLineEnd = (code: number | undefined): boolean => code === 10 || code === 13;

/** Where the first comment begins of the line that ends at a place. */
function commentOfLine(bytes: Buffer, end: number, start: number, effort: Effort): number | undefined {
  let comment: number | undefined;
  let at = end;
  while (at > start && !isLineEnd(bytes[at - 1])) if (bytes[--at] === percent) comment = at;
  effort.spend((end - at) / bytesPerUnit);
  return comment;
}

function beginsLine(bytes: Buffer, at: number, start: number): boolean {
  let before = at;
  while (before > start && (bytes[before - 1] === 32 || bytes[before - 1] === 9)) before--;
  return before === start || isLineEnd(bytes[before - 1]);
}
