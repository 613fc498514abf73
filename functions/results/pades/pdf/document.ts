import { Refused, refuse } from '../refusal.ts';
import {
  type CrossReferenceEntry,
  type CrossReferenceSection,
  readSections,
  type SectionSource,
} from './cross-reference.ts';
import { Effort } from './effort.ts';
import { InflateBudget, unpredict } from './filters.ts';
import { Lexer } from './lexer.ts';
import { defaultLimits, type Limits } from './limits.ts';
import {
  arrayValue,
  nameValue,
  numberValue,
  type PdfDictionary,
  type PdfObject,
  PdfReference,
  PdfStream,
} from './objects.ts';

const maxReferenceChain = 20;
/** Readers agree on object numbers up to here (ISO 32000-1 annex C). */
const maxObjectNumber = 8_388_607;
const bytesPerUnit = 32;

/**
 * A PDF read strictly and within limits (ISO 32000-2 section 7.5). There is no repair: a file that needs it, or that is
 * encrypted, is refused. Objects are parsed when they are asked for, once for a document and its earlier revisions.
 */
export class PdfDocument {
  readonly bytes: Buffer;
  readonly limits: Limits;
  /** Newest first. */
  readonly sections: readonly CrossReferenceSection[];
  readonly crossReference: ReadonlyMap<number, CrossReferenceEntry>;
  readonly trailer: PdfDictionary;
  readonly startxref: number;
  /** One above the highest object number in use. */
  readonly size: number;
  /** What may still be spent on this document and its earlier revisions together. */
  readonly effort: Effort;

  readonly #inflate: InflateBudget;
  readonly #later: PdfDocument | undefined;
  readonly #knownSections: Map<number, CrossReferenceSection>;
  readonly #objects = new Map<number, PdfObject>();
  /** Where objects were read to. */
  readonly #ends = new Map<number, number>();
  /** Streams whose length another object gives. */
  readonly #measuredElsewhere = new Set<number>();
  readonly #objectStreams = new Map<number, ObjectStream>();
  readonly #reading = new Set<number>();
  readonly #revisions = new Map<number, PdfDocument>();

  constructor(file: Buffer, limits: Limits = defaultLimits, later?: PdfDocument) {
    this.bytes = file;
    this.limits = limits;
    this.effort = later?.effort ?? new Effort(limits.maxEffort);
    this.#inflate = later ? later.#inflate : new InflateBudget(limits.maxInflateBytes);
    this.#later = later;
    this.#knownSections = later ? later.#knownSections : new Map();
    if (this.bytes.length > limits.maxBytes) refuse('too_large', `${this.bytes.length} bytes`);
    if (!/^%PDF-(1\.[0-7]|2\.0)/.test(this.bytes.toString('latin1', 0, 8))) refuse('not_a_pdf', 'header');
    this.startxref = startxrefOf(this.bytes);
    const empty = new Map<number, CrossReferenceEntry>();
    this.crossReference = empty;
    const { sections, entries } = readSections(this.#sectionSource(), this.startxref);
    this.sections = sections;
    this.crossReference = entries;
    this.trailer = sections[0]!.trailer;
    const size = numberValue(this.trailer.get('Size')) ?? 0;
    this.size = [...entries.keys()].reduce((above, n) => Math.max(above, n + 1), Number.isSafeInteger(size) ? size : 0);
    if (this.size > maxObjectNumber) refuse('too_complex', 'object numbers');
    if (this.trailers.some((trailer) => trailer.has('Encrypt'))) refuse('encrypted', 'trailer /Encrypt');
    if (!(this.trailer.get('Root') instanceof PdfReference)) refuse('damaged', 'trailer /Root');
  }

  #sectionSource(): SectionSource {
    return {
      bytes: this.bytes,
      limits: this.limits,
      effort: this.effort,
      known: this.#knownSections,
      objectAt: (offset) => this.indirectObjectAt(offset),
      decode: (stream) => this.decode(stream),
    };
  }

  /** The trailer of every section, those of the streams in a hybrid file included. */
  get trailers(): readonly PdfDictionary[] {
    return this.sections.flatMap(({ trailer, hybrid }) => (hybrid ? [trailer, hybrid.trailer] : [trailer]));
  }

  /** An earlier revision: the bytes before `end`, as if the file ended there. */
  revisionEndingAt(end: number): PdfDocument {
    const known = this.#revisions.get(end);
    const revision = known ?? new PdfDocument(this.bytes.subarray(0, end), this.limits, this);
    this.#revisions.set(end, revision);
    return revision;
  }

  get rootReference(): PdfReference {
    return this.trailer.get('Root') as PdfReference;
  }

  get catalog(): PdfDictionary {
    return this.dictionary(this.rootReference) ?? refuse('damaged', 'document catalog');
  }

  /** The object with this number as the newest revision has it; null for one that is free or unknown. */
  get(objectNumber: number): PdfObject {
    const known = this.#objects.get(objectNumber);
    if (known !== undefined) return known;
    const entry = this.crossReference.get(objectNumber);
    if (!entry || entry.kind === 'free') return null;
    if (this.#reading.has(objectNumber)) refuse('damaged', 'object refers to itself');
    this.#reading.add(objectNumber);
    try {
      const object = this.#isReadLater(objectNumber, entry)
        ? this.#later!.get(objectNumber)
        : entry.kind === 'offset'
          ? this.#objectAt(entry, objectNumber)
          : this.#compressed(entry, objectNumber);
      this.#objects.set(objectNumber, object);
      return object;
    } finally {
      this.#reading.delete(objectNumber);
    }
  }

  /**
   * Whether a later revision reads the object from the same bytes, all of them part of this one. An object in a stream lies
   * where that stream lies. False for an object that cannot be read.
   */
  isUnmovedIn(later: PdfDocument, objectNumber: number): boolean {
    const here = this.crossReference.get(objectNumber);
    const there = later.crossReference.get(objectNumber);
    if (here?.kind === 'offset')
      return (
        there?.kind === 'offset' && here.offset === there.offset && later.#endOf(objectNumber) <= this.bytes.length
      );
    if (here?.kind !== 'compressed' || there?.kind !== 'compressed') return here?.kind === there?.kind;
    const sameSlot = here.stream === there.stream && here.index === there.index;
    return sameSlot && this.crossReference.get(here.stream)?.kind === 'offset' && this.isUnmovedIn(later, here.stream);
  }

  #endOf(objectNumber: number): number {
    try {
      this.get(objectNumber);
    } catch (error) {
      if (!(error instanceof Refused) || error.reason === 'too_complex') throw error;
    }
    return this.#ends.get(objectNumber) ?? Infinity;
  }

  /** Whether the later revision has read what this one would read. */
  #isReadLater(objectNumber: number, entry: CrossReferenceEntry): boolean {
    const later = this.#later;
    const holder = entry.kind === 'compressed' ? entry.stream : objectNumber;
    return later !== undefined && this.isUnmovedIn(later, objectNumber) && !later.#measuredElsewhere.has(holder);
  }

  /** Follows references to the object itself. Refuses chains that do not end, and references of another generation. */
  resolve(object: PdfObject | undefined): PdfObject {
    let current = object ?? null;
    for (let i = 0; current instanceof PdfReference; i++) {
      if (i >= maxReferenceChain) refuse('damaged', 'reference chain');
      if (!this.#isOfGeneration(current)) refuse('damaged', `generation of a reference to ${current.objectNumber}`);
      current = this.get(current.objectNumber);
    }
    return current;
  }

  /** To some readers a reference of another generation leads to the object, to others it leads nowhere. */
  #isOfGeneration({ objectNumber, generation }: PdfReference): boolean {
    const entry = this.crossReference.get(objectNumber);
    if (!entry || entry.kind === 'free') return true;
    return generation === (entry.kind === 'offset' ? entry.generation : 0);
  }

  /** The dictionary an object leads to, a stream's own included; undefined for anything else. */
  dictionary(object: PdfObject | undefined): PdfDictionary | undefined {
    const target = this.resolve(object);
    if (target instanceof PdfStream) return target.dictionary;
    return target instanceof Map ? target : undefined;
  }

  /** The array an object leads to. */
  array(object: PdfObject | undefined) {
    return arrayValue(this.resolve(object));
  }

  /** Decoded data of a structure stream: plain or FlateDecode, with PNG predictors. Others are `unsupported`. */
  decode(stream: PdfStream): Buffer {
    const filter = this.resolve(stream.dictionary.get('Filter'));
    const filters = arrayValue(filter)?.map((one) => this.resolve(one)) ?? (filter === null ? [] : [filter]);
    if (filters.length === 0) return stream.data;
    if (filters.length > 1 || nameValue(filters[0]) !== 'FlateDecode')
      refuse('unsupported', 'filter of a structure stream');
    const parameters = this.resolve(stream.dictionary.get('DecodeParms'));
    return unpredict(this.#inflate.inflate(stream.data), this.dictionary(arrayValue(parameters)?.[0] ?? parameters));
  }

  #objectAt(entry: { offset: number; generation: number }, objectNumber: number): PdfObject {
    const found = this.indirectObjectAt(entry.offset);
    if (found.objectNumber !== objectNumber || found.generation !== entry.generation)
      return refuse('damaged', `object ${objectNumber} not at its offset`);
    this.#ends.set(objectNumber, found.end);
    if (found.object instanceof PdfStream && found.object.dictionary.get('Length') instanceof PdfReference)
      this.#measuredElsewhere.add(objectNumber);
    return found.object;
  }

  /** The object whose header stands at the offset, whatever the cross-reference says; a stream ends before `endobj`. */
  indirectObjectAt(offset: number): IndirectObject {
    const lexer = new Lexer(this.bytes, offset, this);
    const objectNumber = lexer.unsigned();
    const generation = lexer.unsigned();
    lexer.keyword('obj');
    const object = lexer.object();
    lexer.skipSpace();
    this.effort.spend((lexer.position - offset) / bytesPerUnit);
    if (object instanceof Map && lexer.startsWith('stream')) {
      const stream = this.#stream(object, lexer);
      return { objectNumber, generation, object: stream, end: lexer.position, comments: lexer.comments };
    }
    lexer.keyword('endobj');
    return { objectNumber, generation, object, end: lexer.position, comments: lexer.comments };
  }

  #stream(dictionary: PdfDictionary, lexer: Lexer): PdfStream {
    lexer.keyword('stream');
    if (this.bytes[lexer.position] === 13) lexer.position++;
    if (this.bytes[lexer.position] === 10) lexer.position++;
    const start = lexer.position;
    const length = numberValue(this.resolve(dictionary.get('Length'))) ?? -1;
    if (!Number.isSafeInteger(length) || length < 0 || start + length > this.bytes.length)
      refuse('damaged', 'stream length');
    lexer.position = start + length;
    lexer.keyword('endstream');
    return new PdfStream(dictionary, this.bytes.subarray(start, start + length));
  }

  #compressed(entry: { stream: number; index: number }, objectNumber: number): PdfObject {
    const container = this.#objectStreams.get(entry.stream) ?? this.openObjectStream(this.get(entry.stream));
    this.#objectStreams.set(entry.stream, container);
    const item = container.items[entry.index];
    if (item?.objectNumber !== objectNumber)
      return refuse('damaged', `object ${objectNumber} not in its object stream`);
    const lexer = new Lexer(container.data, item.offset, this);
    const object = lexer.object();
    this.effort.spend((lexer.position - item.offset) / bytesPerUnit);
    return object;
  }

  /** Object streams (ISO 32000-2 section 7.5.7): pairs of number and offset, then the objects. */
  openObjectStream(stream: PdfObject): ObjectStream {
    if (!(stream instanceof PdfStream) || nameValue(stream.dictionary.get('Type')) !== 'ObjStm')
      return refuse('damaged', 'object stream');
    const data = this.decode(stream);
    const count = numberValue(this.resolve(stream.dictionary.get('N'))) ?? -1;
    const first = numberValue(this.resolve(stream.dictionary.get('First'))) ?? -1;
    if (count < 0 || count > this.limits.maxObjects || first < 0) refuse('damaged', 'object stream header');
    this.effort.spend(count);
    const lexer = new Lexer(data, 0, this);
    const items = [];
    for (let i = 0; i < count; i++) items.push({ objectNumber: lexer.unsigned(), offset: first + lexer.unsigned() });
    if (lexer.position > first) refuse('damaged', 'object stream header');
    return { data, items };
  }
}

/** An object as it stands in the file, and where it was read to. */
export interface IndirectObject {
  readonly objectNumber: number;
  readonly generation: number;
  readonly object: PdfObject;
  readonly end: number;
  /** How many comments stand in it. */
  readonly comments: number;
}

/** An object stream opened: its decoded data, and where in it each object begins, in its order. */
export interface ObjectStream {
  readonly data: Buffer;
  readonly items: readonly { readonly objectNumber: number; readonly offset: number }[];
}

/** The last startxref, where every reader looks for it; nothing but white space may follow its %%EOF. */
function startxrefOf(bytes: Buffer): number {
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - 1024));
  const match = /startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(tail);
  return match ? Number(match[1]) : refuse('damaged', 'file does not end in startxref and %%EOF');
}
