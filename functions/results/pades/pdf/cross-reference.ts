import { refuse } from '../refusal.ts';
import { readStream } from './cross-reference-stream.ts';
import { readTable } from './cross-reference-table.ts';
import type { Effort } from './effort.ts';
import { Lexer } from './lexer.ts';
import type { Limits } from './limits.ts';
import { type PdfDictionary, PdfNumber, type PdfObject, type PdfStream } from './objects.ts';

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
  /** The first thing in it that the standard does not allow and that readers take in different ways. */
  readonly irregularity: string | undefined;
  /** The stream of a hybrid file that XRefStm names. */
  readonly hybrid?: CrossReferenceSection | undefined;
}

/** What reading a section needs from the document around it. */
export interface SectionSource {
  readonly bytes: Buffer;
  readonly limits: Limits;
  readonly effort: Effort;
  /** Sections read before, by offset: those of one revision are part of every later one. */
  readonly known: Map<number, CrossReferenceSection>;
  objectAt(offset: number): { readonly objectNumber: number; readonly object: PdfObject; readonly end: number };
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
    const hybridAt = section.kind === 'table' ? offsetIn(section.trailer, 'XRefStm') : undefined;
    const hybrid = hybridAt === undefined ? undefined : readSection(source, hybridAt);
    sections.push(hybrid ? { ...section, hybrid } : section);
    merge(section);
    if (hybrid && !seen.has(hybrid.offset)) {
      seen.add(hybrid.offset);
      merge(hybrid, section);
    }
    offset = offsetIn(section.trailer, 'Prev');
  }
  return { sections, entries };
}

/** The entries of a section; those of the stream in a hybrid file stand for objects that the table calls free. */
export function* entriesOf(section: CrossReferenceSection): Generator<[number, CrossReferenceEntry]> {
  yield* section.entries;
  for (const [objectNumber, entry] of section.hybrid?.entries ?? []) {
    const inTable = section.entries.get(objectNumber);
    if (!inTable || inTable.kind === 'free') yield [objectNumber, entry];
  }
}

/** Whether two entries say the same. */
export function isSameEntry(one: CrossReferenceEntry | undefined, other: CrossReferenceEntry): boolean {
  if (one?.kind === 'offset' && other.kind === 'offset')
    return one.offset === other.offset && one.generation === other.generation;
  if (one?.kind === 'compressed' && other.kind === 'compressed')
    return one.stream === other.stream && one.index === other.index;
  return one?.kind === 'free' && other.kind === 'free';
}

/**
 * An object of which the table of a hybrid file says one thing and the stream beside it another, `before` being what older sections say.
 * The table calls free what the stream adds (section 7.5.8.4), and some readers take it at its word: they miss what is added, which
 * does no harm, but must not miss what was there, nor find it elsewhere.
 */
export function listedTwice(
  { entries, hybrid }: Pick<CrossReferenceSection, 'entries' | 'hybrid'>,
  before: ReadonlyMap<number, CrossReferenceEntry>,
): number | undefined {
  for (const [objectNumber, hidden] of hybrid?.entries ?? []) {
    const open = entries.get(objectNumber);
    if (!open || hidden.kind === 'free' || isSameEntry(open, hidden)) continue;
    if (open.kind !== 'free' || (before.get(objectNumber) ?? open).kind !== 'free') return objectNumber;
  }
  return undefined;
}

/** An offset that a trailer gives; readers do not agree on one that is no plain number. */
function offsetIn(trailer: PdfDictionary, key: string): number | undefined {
  const value = trailer.get(key);
  if (value === undefined) return undefined;
  const plain = value instanceof PdfNumber && /^\d{1,10}$/.test(value.spelling);
  return plain ? value.value : refuse('damaged', `trailer /${key}`);
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
