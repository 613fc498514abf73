import { refuse } from '../refusal.ts';
import { isDigit } from './characters.ts';
import type { Effort } from './effort.ts';
import { Lexer } from './lexer.ts';
import type { Limits } from './limits.ts';
import { arrayValue, nameValue, numberValue, type PdfDictionary, type PdfObject, PdfStream } from './objects.ts';

/** Where an object lies: nowhere, at an offset, or inside an object stream. */
export type CrossReferenceEntry =
  | { readonly kind: 'free' }
  | { readonly kind: 'offset'; readonly offset: number; readonly generation: number }
  | { readonly kind: 'compressed'; readonly stream: number; readonly index: number };

/** One cross-reference section with its trailer (ISO 32000-2 sections 7.5.4 and 7.5.8). */
export interface CrossReferenceSection {
  readonly offset: number;
  /** Where it was read to. */
  readonly end: number;
  readonly kind: 'table' | 'stream';
  readonly entries: ReadonlyMap<number, CrossReferenceEntry>;
  readonly trailer: PdfDictionary;
}

/** What reading a section needs from the document around it. */
export interface SectionSource {
  readonly bytes: Buffer;
  readonly limits: Limits;
  readonly effort: Effort;
  /** Sections read before, by offset: those of one revision are part of every later one. */
  readonly known: Map<number, CrossReferenceSection>;
  objectAt(offset: number): { readonly object: PdfObject; readonly end: number };
  decode(stream: PdfStream): Buffer;
}

/** What merging one entry costs, in units of `Effort`. */
const mergeEffort = 1 / 8;

/**
 * All sections from the newest to the oldest, each object's newest entry winning. In a hybrid file the stream named by
 * XRefStm comes after its table and before Prev (section 7.5.8.4); some writers copy XRefStm into later trailers, so
 * meeting the same stream again is not a loop. Objects the stream holds stand as free in its table. Refuses loops and overlong chains.
 */
export function readSections(source: SectionSource, startxref: number) {
  const sections: CrossReferenceSection[] = [];
  const entries = new Map<number, CrossReferenceEntry>();
  const seen = new Set<number>();
  const merge = (section: CrossReferenceSection, hides?: CrossReferenceSection) => {
    source.effort.spend(section.entries.size * mergeEffort);
    for (const [objectNumber, entry] of section.entries) {
      const known = entries.get(objectNumber);
      if (!known || (known.kind === 'free' && known === hides?.entries.get(objectNumber)))
        entries.set(objectNumber, entry);
    }
    if (entries.size > source.limits.maxObjects) refuse('too_complex', 'objects');
  };
  for (let offset: number | undefined = startxref; offset !== undefined; ) {
    if (seen.has(offset)) refuse('damaged', 'cross-reference loop');
    if (seen.size > source.limits.maxRevisions) refuse('too_complex', 'revisions');
    seen.add(offset);
    const section = readSection(source, offset);
    sections.push(section);
    merge(section);
    const hybrid = section.kind === 'table' ? numberValue(section.trailer.get('XRefStm')) : undefined;
    if (hybrid !== undefined && !seen.has(hybrid)) {
      seen.add(hybrid);
      merge(readSection(source, hybrid), section);
    }
    offset = numberValue(section.trailer.get('Prev'));
  }
  return { sections, entries };
}

function readSection(source: SectionSource, offset: number): CrossReferenceSection {
  const known = source.known.get(offset);
  if (known && known.end <= source.bytes.length) return known;
  if (!Number.isSafeInteger(offset) || offset < 8 || offset >= source.bytes.length)
    refuse('damaged', 'cross-reference offset');
  const lexer = new Lexer(source.bytes, offset, source);
  lexer.skipSpace();
  const section = lexer.startsWith('xref') ? readTable(source, offset, lexer) : readStream(source, offset);
  source.known.set(offset, section);
  return section;
}

function readTable(source: SectionSource, offset: number, lexer: Lexer): CrossReferenceSection {
  const entries = new Map<number, CrossReferenceEntry>();
  lexer.keyword('xref');
  for (lexer.skipSpace(); isDigit(source.bytes[lexer.position]); lexer.skipSpace()) {
    const first = lexer.unsigned();
    const count = lexer.unsigned();
    if (count > source.limits.maxObjects) refuse('too_complex', 'objects');
    source.effort.spend(count);
    for (let i = 0; i < count; i++) entries.set(first + i, tableEntry(lexer));
    if (entries.size > source.limits.maxObjects) refuse('too_complex', 'objects');
  }
  lexer.keyword('trailer');
  const trailer = lexer.object();
  if (!(trailer instanceof Map)) return refuse('damaged', 'trailer');
  return { offset, end: lexer.position, kind: 'table', entries, trailer };
}

function tableEntry(lexer: Lexer): CrossReferenceEntry {
  const offset = lexer.unsigned();
  const generation = lexer.unsigned();
  const kind = lexer.word();
  if (kind !== 'n' && kind !== 'f') refuse('damaged', 'cross-reference entry');
  return kind === 'f' || offset === 0 ? { kind: 'free' } : { kind: 'offset', offset, generation };
}

function readStream(source: SectionSource, offset: number): CrossReferenceSection {
  const { object, end } = source.objectAt(offset);
  if (!(object instanceof PdfStream) || nameValue(object.dictionary.get('Type')) !== 'XRef')
    return refuse('damaged', 'no cross-reference at the given offset');
  const trailer = object.dictionary;
  const widths = integers(trailer.get('W'));
  if (widths.length !== 3 || widths.some((width) => width > 8)) refuse('damaged', 'cross-reference stream /W');
  const size = numberValue(trailer.get('Size')) ?? refuse('damaged', 'cross-reference stream /Size');
  const index = trailer.has('Index') ? integers(trailer.get('Index')) : [0, size];
  const rows = new RowReader(source.decode(object), widths);
  const entries = new Map<number, CrossReferenceEntry>();
  for (let i = 0; i + 1 < index.length; i += 2) {
    const [first = 0, count = 0] = index.slice(i, i + 2);
    if (count > source.limits.maxObjects) refuse('too_complex', 'objects');
    source.effort.spend(count); // rows may be nothing wide, and subsections may repeat
    for (let k = 0; k < count; k++) entries.set(first + k, rows.next());
    if (entries.size > source.limits.maxObjects) refuse('too_complex', 'objects');
  }
  return { offset, end, kind: 'stream', entries, trailer };
}

function integers(object: PdfObject | undefined): number[] {
  const values = (arrayValue(object) ?? []).map((item) => numberValue(item) ?? -1);
  return values.every((value) => Number.isSafeInteger(value) && value >= 0)
    ? values
    : refuse('damaged', 'cross-reference stream numbers');
}

/** Rows of a cross-reference stream; fields up to 8 bytes wide occur in the wild, their values must be exact. */
class RowReader {
  readonly #data: Buffer;
  readonly #widths: readonly number[];
  #position = 0;

  constructor(data: Buffer, widths: readonly number[]) {
    this.#data = data;
    this.#widths = widths;
  }

  next(): CrossReferenceEntry {
    const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = this.#widths;
    if (this.#position + typeWidth + secondWidth + thirdWidth > this.#data.length)
      refuse('damaged', 'cross-reference stream too short');
    const type = this.#field(typeWidth, 1);
    const second = this.#field(secondWidth, 0);
    const third = this.#field(thirdWidth, 0);
    if (type === 1) return { kind: 'offset', offset: second, generation: third };
    return type === 2 ? { kind: 'compressed', stream: second, index: third } : { kind: 'free' };
  }

  #field(width: number, byDefault: number): number {
    if (width === 0) return byDefault;
    let value = 0;
    for (let i = 0; i < width; i++) value = value * 256 + this.#data[this.#position++]!;
    return Number.isSafeInteger(value) ? value : refuse('damaged', 'cross-reference stream field');
  }
}
