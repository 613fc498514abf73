import { readable } from '../refusal.ts';
import { isWhitespace } from './characters.ts';
import { type CrossReferenceSection, entriesOf } from './cross-reference.ts';
import type { PdfDocument } from './document.ts';
import { isTakenFromItsStart } from './linearization.ts';
import { ambiguityOfUpdate, endOfSection, isFiller, type Update } from './update-layout.ts';

/** Why readers might not agree on the bytes up to `end`. */
export interface Ambiguity {
  readonly end: number;
  readonly detail: string;
}

/** The updates behind a revision, and what in them readers might not agree on. */
export interface Updates {
  /** Where revisions end: right behind their `%%EOF`. */
  readonly ends: ReadonlySet<number>;
  readonly ambiguities: readonly Ambiguity[];
}

/** Looks at every update behind the revision that ends at `signedEnd`. Refuses what cannot be read at all. */
export function updatesAfter(document: PdfDocument, signedEnd: number): Updates {
  const signed = document.revisionEndingAt(signedEnd);
  const { updates, broken } = updatesOf(document, signed, signedEnd);
  const known = new Map(signed.crossReference);
  const ambiguities: Ambiguity[] = broken ? [broken] : [];
  if (isTakenFromItsStart(document))
    ambiguities.push({ end: document.bytes.length, detail: 'linearized for a length that only an update gave it' });
  for (const update of updates) {
    const detail = ambiguityOfUpdate(document, update, known);
    if (detail !== undefined) ambiguities.push({ end: update.end, detail });
    for (const [objectNumber, entry] of entriesOf(update.section)) known.set(objectNumber, entry);
  }
  const ends = [signedEnd, ...updates.map(({ end }) => end)].map((end) => endOfWords(document.bytes, end));
  return { ends: new Set(ends), ambiguities };
}

/** Where bytes end but for the white space behind them. */
export function endOfWords(bytes: Buffer, end: number): number {
  let at = end;
  while (at > 0 && isWhitespace(bytes[at - 1])) at--;
  return at;
}

/** The updates from the oldest to the newest. */
function updatesOf(document: PdfDocument, signed: PdfDocument, signedEnd: number) {
  const { bytes, sections } = document;
  const updates: Update[] = [];
  let end = bytes.length;
  for (const [index, section] of sections.entries()) {
    if (section.offset === signed.startxref) break;
    const previous = sections[index + 1];
    const start = previous?.offset === signed.startxref ? signedEnd : previous && endOfRevision(document, previous);
    if (!previous || start === undefined || start < signedEnd || start > section.offset || section.offset >= end)
      return { updates: [], broken: { end: bytes.length, detail: 'cross-reference sections are out of order' } };
    updates.unshift({ start, end, section, previous });
    end = start;
  }
  const isWhole = updates.length > 0 || endOfWords(bytes, bytes.length) <= signedEnd;
  return { updates, broken: isWhole ? undefined : { end, detail: 'bytes behind the last revision' } };
}

/** Where the revision ends that a section belongs to: behind the `%%EOF` that follows it. */
function endOfRevision(document: PdfDocument, section: CrossReferenceSection): number | undefined {
  const { bytes } = document;
  const sectionEnd = readable(() => endOfSection(document, section));
  if (sectionEnd === undefined) return undefined;
  const at = bytes.indexOf('startxref', sectionEnd);
  const words = /^startxref\s+\d{1,10}\s+%%EOF/.exec(at < 0 ? '' : bytes.toString('latin1', at, at + 64));
  return words && isFiller(bytes, sectionEnd, at) ? at + words[0].length : undefined;
}
