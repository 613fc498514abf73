import { Refused } from '../refusal.ts';
import { isWhitespace } from './characters.ts';
import { type CrossReferenceEntry, type CrossReferenceSection, isSameEntry, listedTwice } from './cross-reference.ts';
import type { ObjectStream, PdfDocument } from './document.ts';
import { scanKeywords } from './keyword-scan.ts';
import { Lexer } from './lexer.ts';
import { nameValue, numberValue, PdfReference, PdfStream } from './objects.ts';

/** An update, and the section that it continues. */
export interface Update {
  /** Where the revision before it ends. */
  readonly start: number;
  readonly end: number;
  readonly section: CrossReferenceSection;
  readonly previous: CrossReferenceSection;
}

/** Where the objects of the revisions before an update lie. */
export type KnownEntries = ReadonlyMap<number, CrossReferenceEntry>;

/** A part of an update that its section lists, or the section itself. */
interface Piece {
  readonly offset: number;
  readonly end: number;
}

const maxHeaderLength = 40;
const whitespace = '[\\0\\t\\n\\f\\r ]';
const header = new RegExp(`^(\\d{1,10})${whitespace}+(\\d{1,5})${whitespace}+obj$`);

/** What keeps readers from agreeing on an update. Thrown inside this module only. */
class Ambiguity extends Error {}

function ambiguous(detail: string): never {
  throw new Ambiguity(detail);
}

/**
 * Why readers might not agree on what an update (ISO 32000-2 section 7.5.6) changes; undefined where they must: its section is
 * exactly formed and follows the one before, and its every byte belongs to an object that the section lists once, to
 * the section, or to white space and plain comments between them. A reader that repairs finds the same objects.
 */
export function ambiguityOfUpdate(document: PdfDocument, update: Update, known: KnownEntries): string | undefined {
  try {
    new UpdateLayout(document, update, known).check();
    return undefined;
  } catch (error) {
    if (error instanceof Ambiguity) return error.message;
    if (error instanceof Refused && error.reason !== 'too_complex') return error.detail;
    throw error;
  }
}

class UpdateLayout {
  readonly #document: PdfDocument;
  readonly #update: Update;
  readonly #known: KnownEntries;

  constructor(document: PdfDocument, update: Update, known: KnownEntries) {
    this.#document = document;
    this.#update = update;
    this.#known = known;
  }

  check(): void {
    const { section, previous, start, end } = this.#update;
    if (section.irregularity) ambiguous(section.irregularity);
    const sizeBefore = numberValue(previous.trailer.get('Size')) ?? 0;
    if ((numberValue(section.trailer.get('Size')) ?? 0) < sizeBefore) ambiguous('trailer /Size below the one before');
    const pieces = [...this.#objects(section), ...this.#sections()].sort((a, b) => a.offset - b.offset);
    let position = start;
    for (const piece of pieces) {
      this.#requireFiller(position, piece.offset);
      position = piece.end;
    }
    if (position !== endOfSection(this.#document, section)) ambiguous('objects after the section that lists them');
    if (!this.#isTail(position, end)) ambiguous('startxref and %%EOF do not follow the section');
    this.#requireOnlyListed(pieces);
  }

  /** The section, and the stream beside it in a hybrid file. */
  #sections(): Piece[] {
    const { section, previous, start } = this.#update;
    const { hybrid } = section;
    const own = [section];
    if (hybrid && hybrid.offset >= start) {
      if (hybrid.irregularity) ambiguous(hybrid.irregularity);
      requirePlainTrailer(hybrid, section);
      own.push(hybrid);
    } else if (hybrid && hybrid.offset !== previous.hybrid?.offset) ambiguous('trailer /XRefStm');
    for (const { kind, offset } of own)
      if (kind === 'stream') this.#requireExact(offset, this.#document.indirectObjectAt(offset).objectNumber, 0);
    return own.map((one) => ({ offset: one.offset, end: endOfSection(this.#document, one) }));
  }

  /** Every object that the update has, as far as it is not a section. */
  #objects(section: CrossReferenceSection): Piece[] {
    const { start, end } = this.#update;
    const hybrid = section.hybrid && section.hybrid.offset >= start ? section.hybrid : undefined;
    const listed = new Map([...(hybrid?.entries ?? []), ...section.entries]);
    for (const [objectNumber, entry] of hybrid?.entries ?? [])
      if (section.entries.get(objectNumber)?.kind === 'free') listed.set(objectNumber, entry);
    const twice = listedTwice({ entries: section.entries, hybrid }, this.#known);
    if (twice !== undefined) ambiguous(`object ${twice} is listed twice`);
    const plain: [number, CrossReferenceEntry & { kind: 'offset' }][] = [];
    const packed = new Map<number, Map<number, number>>();
    for (const [objectNumber, entry] of listed) {
      if (entry.kind === 'free' || isSameEntry(this.#known.get(objectNumber), entry)) continue;
      this.#requireSameGeneration(objectNumber, entry);
      if (entry.kind === 'compressed') {
        const items = packed.get(entry.stream) ?? new Map<number, number>();
        packed.set(entry.stream, items.set(entry.index, objectNumber));
      } else if (entry.offset < start || entry.offset >= end)
        ambiguous(`object ${objectNumber} lies outside the update`);
      else if (entry.offset !== section.offset && entry.offset !== hybrid?.offset) plain.push([objectNumber, entry]);
    }
    for (const [objectNumber, items] of packed) this.#requirePacked(objectNumber, listed.get(objectNumber), items);
    return plain.map(([objectNumber, { offset, generation }]) =>
      this.#objectPiece(offset, objectNumber, generation, packed.has(objectNumber)),
    );
  }

  #requireSameGeneration(objectNumber: number, entry: CrossReferenceEntry): void {
    const before = this.#known.get(objectNumber);
    if (before === undefined || before.kind === 'free') return;
    if (generationOf(before) !== generationOf(entry)) ambiguous(`generation of object ${objectNumber}`);
  }

  #objectPiece(offset: number, objectNumber: number, generation: number, isListedStream: boolean): Piece {
    const { object, end } = this.#requireExact(offset, objectNumber, generation);
    const type = object instanceof Map ? nameValue(object.get('Type')) : undefined;
    const { objectNumber: root } = this.#document.rootReference;
    if (type === 'Catalog' && objectNumber !== root) ambiguous(`object ${objectNumber} is a second catalog`);
    if (!(object instanceof PdfStream)) return { offset, end };
    const streamType = nameValue(object.dictionary.get('Type'));
    if (streamType === 'XRef') ambiguous(`object ${objectNumber} is a cross-reference of nothing`);
    if (streamType === 'ObjStm' && !isListedStream) ambiguous(`object stream ${objectNumber} holds what is not listed`);
    return { offset, end: endOfStreamObject(this.#document, end) };
  }

  /** The object at an offset, whose header and stream stand there as every reader takes them. */
  #requireExact(offset: number, objectNumber: number, generation: number) {
    const { bytes } = this.#document;
    const text = bytes.toString('latin1', offset, offset + maxHeaderLength);
    const words = header.exec(text.slice(0, text.indexOf('obj') + 3));
    if (words?.[1] !== String(objectNumber) || words[2] !== String(generation))
      ambiguous(`object ${objectNumber} does not stand at its offset`);
    const found = this.#document.indirectObjectAt(offset);
    if (found.comments > 0) ambiguous(`comment inside of object ${objectNumber}`);
    if (found.object instanceof PdfStream) this.#requireExactStream(found.object, found.end, objectNumber);
    return found;
  }

  #requireExactStream({ data, dictionary }: PdfStream, end: number, objectNumber: number): void {
    const { bytes } = this.#document;
    const start = data.byteOffset - bytes.byteOffset;
    if (!/stream\r?\n$/.test(bytes.toString('latin1', start - 8, start)))
      ambiguous(`stream ${objectNumber} begins in no line of its own`);
    const behind = bytes.toString('latin1', start + data.length, end);
    if (!/^[\t\n\r ]{0,4}endstream$/.test(behind)) ambiguous(`stream ${objectNumber} is longer than its length`);
    if (dictionary.has('F')) ambiguous(`stream ${objectNumber} lies in another file`);
  }

  /** An object stream holds what the section lists, each at its index, one after the other. */
  #requirePacked(
    objectNumber: number,
    entry: CrossReferenceEntry | undefined,
    listed: ReadonlyMap<number, number>,
  ): void {
    if (entry?.kind !== 'offset' || entry.generation !== 0 || entry.offset < this.#update.start)
      ambiguous(`object stream ${objectNumber} lies outside the update`);
    const opened = this.#document.openObjectStream(this.#document.indirectObjectAt(entry.offset).object);
    const { items } = opened;
    if (items.length !== listed.size || items.some((item, index) => listed.get(index) !== item.objectNumber))
      ambiguous(`object stream ${objectNumber} holds other objects than are listed`);
    this.#requireInOrder(opened, objectNumber);
  }

  #requireInOrder({ data, items }: ObjectStream, objectNumber: number): void {
    for (const [index, { offset }] of items.entries()) {
      const lexer = new Lexer(data, offset, this.#document);
      if (lexer.object() instanceof PdfReference) ambiguous(`object stream ${objectNumber} holds a reference`);
      if (lexer.comments > 0) ambiguous(`comment inside of object stream ${objectNumber}`);
      const next = items[index + 1]?.offset ?? data.length;
      const gap = data.subarray(lexer.position, next);
      if (lexer.position > next || !gap.every(isWhitespace)) ambiguous(`object stream ${objectNumber} has gaps`);
    }
  }

  /** White space, and comments that no reader takes for anything else. */
  #requireFiller(start: number, end: number): void {
    if (start > end) ambiguous(`objects overlap at ${end}`);
    if (!isFiller(this.#document.bytes, start, end)) ambiguous(`bytes at ${start} that no object owns`);
  }

  #isTail(start: number, end: number): boolean {
    const { bytes } = this.#document;
    const at = bytes.subarray(0, end).indexOf('startxref', start);
    const tail = /^startxref[\t ]*(?:\r\n|\r|\n)(\d{1,10})[\t ]*(?:\r\n|\r|\n)%%EOF[\t\n\r ]*$/.exec(
      at < 0 ? '' : bytes.toString('latin1', at, end),
    );
    return tail?.[1] === String(this.#update.section.offset) && isFiller(bytes, start, at);
  }

  /** A reader that looks for words instead of offsets finds the same objects, one trailer and one end. */
  #requireOnlyListed(pieces: readonly Piece[]): void {
    const { start, end, section } = this.#update;
    const offsets = new Set(pieces.filter(({ offset }) => !isTable(section, offset)).map(({ offset }) => offset));
    const expected = {
      object: offsets.size,
      trailer: section.kind === 'table' ? 1 : 0,
      startxref: 1,
      header: 0,
      end: 1,
    };
    for (const word of scanKeywords(this.#document.bytes, start, end, this.#document.effort)) {
      if (word.kind === 'object' && !offsets.has(word.offset)) ambiguous(`object hidden at ${word.offset}`);
      if (--expected[word.kind] < 0) ambiguous(`${word.kind} hidden at ${word.offset}`);
    }
  }
}

/** What the stream of a hybrid file says of itself, and what the trailer beside it says as well. */
const ofStreams = ['Type', 'Size', 'W', 'Index', 'Length', 'Filter', 'DecodeParms', 'Prev'];
const ofTrailers = ['Root', 'Info'];

/** Some readers look into the stream for what the trailer says: it says the same, or nothing. /ID is judged nowhere. */
function requirePlainTrailer(hybrid: CrossReferenceSection, section: CrossReferenceSection): void {
  for (const [key, value] of hybrid.trailer) {
    if (ofStreams.includes(key) || key === 'ID') continue;
    const beside = section.trailer.get(key);
    const isRepeated =
      value instanceof PdfReference && beside instanceof PdfReference && isSameReference(value, beside);
    if (!ofTrailers.includes(key) || !isRepeated) ambiguous(`cross-reference stream /${key}`);
  }
}

const isSameReference = (one: PdfReference, other: PdfReference): boolean =>
  one.objectNumber === other.objectNumber && one.generation === other.generation;

const isTable = (section: CrossReferenceSection, offset: number): boolean =>
  section.kind === 'table' && section.offset === offset;

const generationOf = (entry: CrossReferenceEntry): number => (entry.kind === 'offset' ? entry.generation : 0);

/** Where a section ends, `endobj` of a stream included. */
export function endOfSection(document: PdfDocument, { kind, end }: CrossReferenceSection): number {
  return kind === 'table' ? end : endOfStreamObject(document, end);
}

function endOfStreamObject(document: PdfDocument, end: number): number {
  const lexer = new Lexer(document.bytes, end, document);
  while (isWhitespace(document.bytes[lexer.position])) lexer.position++;
  lexer.keyword('endobj');
  return lexer.position;
}

const maxCommentLength = 200;

/** Whether bytes are white space and comments without a word that a repairing reader looks for. */
export function isFiller(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (isWhitespace(bytes[at])) continue;
    if (bytes[at] !== 37) return false;
    const comment = /^%[^\r\n]*/.exec(bytes.toString('latin1', at, Math.min(end, at + maxCommentLength)))![0];
    if (comment.length === maxCommentLength || /obj|xref|trailer|stream|PDF-|%%EOF/.test(comment)) return false;
    at += comment.length;
  }
  return true;
}
