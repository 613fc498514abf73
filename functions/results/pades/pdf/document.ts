import { refuse } from '../refusal.ts';
import {
  type CrossReferenceEntry,
  type CrossReferenceSection,
  readSections,
  type SectionSource,
} from './cross-reference.ts';
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

/**
 * A PDF read strictly and within limits (ISO 32000-2 section 7.5). There is no repair: a file that needs it, or that is
 * encrypted, is refused. Objects are parsed when they are asked for.
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

  readonly #inflate: InflateBudget;
  readonly #objects = new Map<number, PdfObject>();
  readonly #objectStreams = new Map<number, ObjectStream>();
  readonly #reading = new Set<number>();

  /** `end` opens an earlier revision: the bytes before it, as if the file ended there. */
  constructor(file: Buffer, limits: Limits = defaultLimits, end: number = file.length) {
    this.bytes = file.subarray(0, end);
    this.limits = limits;
    if (this.bytes.length > limits.maxBytes) refuse('too_large', `${this.bytes.length} bytes`);
    if (!/^%PDF-(1\.[0-7]|2\.0)/.test(this.bytes.toString('latin1', 0, 8))) refuse('not_a_pdf', 'header');
    this.#inflate = new InflateBudget(limits.maxInflateBytes);
    this.startxref = startxrefOf(this.bytes);
    const empty = new Map<number, CrossReferenceEntry>();
    this.crossReference = empty;
    const { sections, entries } = readSections(this.#sectionSource(), this.startxref);
    this.sections = sections;
    this.crossReference = entries;
    this.trailer = sections[0]!.trailer;
    this.size = [...entries.keys()].reduce(
      (size, n) => Math.max(size, n + 1),
      numberValue(this.trailer.get('Size')) ?? 0,
    );
    if (sections.some(({ trailer }) => trailer.has('Encrypt'))) refuse('encrypted', 'trailer /Encrypt');
    if (!(this.trailer.get('Root') instanceof PdfReference)) refuse('damaged', 'trailer /Root');
  }

  #sectionSource(): SectionSource {
    return {
      bytes: this.bytes,
      limits: this.limits,
      objectAt: (offset) => this.#indirectObjectAt(offset).object,
      decode: (stream) => this.decode(stream),
    };
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
      const object =
        entry.kind === 'offset' ? this.#objectAt(entry.offset, objectNumber) : this.#compressed(entry, objectNumber);
      this.#objects.set(objectNumber, object);
      return object;
    } finally {
      this.#reading.delete(objectNumber);
    }
  }

  /** Follows references to the object itself. Refuses chains that do not end. */
  resolve(object: PdfObject | undefined): PdfObject {
    let current = object ?? null;
    for (let i = 0; current instanceof PdfReference; i++) {
      if (i >= maxReferenceChain) refuse('damaged', 'reference chain');
      current = this.get(current.objectNumber);
    }
    return current;
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

  #objectAt(offset: number, objectNumber: number): PdfObject {
    const found = this.#indirectObjectAt(offset);
    return found.objectNumber === objectNumber
      ? found.object
      : refuse('damaged', `object ${objectNumber} not at its offset`);
  }

  #indirectObjectAt(offset: number): { objectNumber: number; object: PdfObject } {
    const lexer = new Lexer(this.bytes, offset, this.limits);
    const objectNumber = lexer.unsigned();
    lexer.unsigned();
    lexer.keyword('obj');
    const object = lexer.object();
    lexer.skipSpace();
    if (object instanceof Map && lexer.startsWith('stream'))
      return { objectNumber, object: this.#stream(object, lexer) };
    lexer.keyword('endobj');
    return { objectNumber, object };
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

  #compressed(entry: { stream: number }, objectNumber: number): PdfObject {
    const container = this.#objectStreams.get(entry.stream) ?? this.#openObjectStream(entry.stream);
    const offset = container.offsets.get(objectNumber);
    if (offset === undefined) return refuse('damaged', `object ${objectNumber} not in its object stream`);
    return new Lexer(container.data, offset, this.limits).object();
  }

  /** Object streams (ISO 32000-2 section 7.5.7): pairs of number and offset, then the objects. */
  #openObjectStream(objectNumber: number): ObjectStream {
    const stream = this.get(objectNumber);
    if (!(stream instanceof PdfStream)) return refuse('damaged', 'object stream');
    const data = this.decode(stream);
    const count = numberValue(this.resolve(stream.dictionary.get('N'))) ?? -1;
    const first = numberValue(this.resolve(stream.dictionary.get('First'))) ?? -1;
    if (count < 0 || count > this.limits.maxObjects || first < 0) refuse('damaged', 'object stream header');
    const lexer = new Lexer(data, 0, this.limits);
    const offsets = new Map<number, number>();
    for (let i = 0; i < count; i++) offsets.set(lexer.unsigned(), first + lexer.unsigned());
    const opened = { data, offsets };
    this.#objectStreams.set(objectNumber, opened);
    return opened;
  }
}

interface ObjectStream {
  readonly data: Buffer;
  readonly offsets: ReadonlyMap<number, number>;
}

/** The last startxref; nothing but white space may follow its %%EOF. */
function startxrefOf(bytes: Buffer): number {
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - 2048));
  const match = /startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(tail);
  return match ? Number(match[1]) : refuse('damaged', 'file does not end in startxref and %%EOF');
}
