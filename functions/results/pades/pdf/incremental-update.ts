import { deflateSync } from 'node:zlib';
import { refuse } from '../refusal.ts';
import type { PdfDocument } from './document.ts';
import {
  arrayValue,
  name,
  number,
  type PdfDictionary,
  PdfNumber,
  type PdfObject,
  PdfReference,
  PdfStream,
  PdfString,
} from './objects.ts';
import { serialise } from './serialise.ts';

/** Bytes to append, and where in the finished file each object begins. */
export interface UpdateTail {
  readonly tail: Buffer;
  readonly offsets: ReadonlyMap<number, number>;
}

const maxReferenceChain = 20;

/**
 * Changes to a document, written as an incremental update (ISO 32000-2 section 7.5.6): every earlier byte stays, and the
 * cross-reference continues in the style of the base. Deterministic: equal changes give equal bytes.
 */
export class IncrementalUpdate {
  readonly document: PdfDocument;
  #nextNumber: number;
  readonly #changed = new Map<number, PdfObject>();

  constructor(document: PdfDocument) {
    this.document = document;
    this.#nextNumber = document.size;
  }

  /** A number that no object has yet. */
  allocate(): PdfReference {
    return new PdfReference(this.#nextNumber++);
  }

  add(object: PdfObject): PdfReference {
    const reference = this.allocate();
    this.#changed.set(reference.objectNumber, object);
    return reference;
  }

  replace(reference: PdfReference, object: PdfObject): void {
    this.#changed.set(reference.objectNumber, object);
  }

  /** Adds a stream, deflated where that is shorter. */
  addStream(dictionary: PdfDictionary, data: Buffer): PdfReference {
    const deflated = deflateSync(data);
    if (deflated.length >= data.length) return this.add(new PdfStream(dictionary, data));
    return this.add(new PdfStream(new Map(dictionary).set('Filter', name('FlateDecode')), deflated));
  }

  /** The object as this update leaves it. */
  current(object: PdfObject | undefined): PdfObject {
    let target = object ?? null;
    for (let i = 0; target instanceof PdfReference; i++) {
      if (i >= maxReferenceChain) refuse('damaged', 'reference chain');
      const { objectNumber } = target;
      target = this.#changed.has(objectNumber) ? this.#changed.get(objectNumber)! : this.document.get(objectNumber);
    }
    return target;
  }

  currentDictionary(object: PdfObject | undefined): PdfDictionary | undefined {
    const target = this.current(object);
    return target instanceof Map ? target : undefined;
  }

  /** Copies an object of another document with all it refers to, under fresh numbers. */
  copy(source: PdfDocument, object: PdfObject, copied = new Map<number, PdfReference>(), depth = 0): PdfObject {
    if (depth > 200) refuse('too_complex', 'copied object');
    const deeper = (part: PdfObject) => this.copy(source, part, copied, depth + 1);
    if (object instanceof PdfReference) {
      const known = copied.get(object.objectNumber);
      if (known) return known;
      const reference = this.allocate();
      copied.set(object.objectNumber, reference);
      this.replace(reference, deeper(source.get(object.objectNumber)));
      return reference;
    }
    if (object instanceof PdfStream) return new PdfStream(deeper(object.dictionary) as PdfDictionary, object.data);
    if (object instanceof Map) {
      const kept = [...object].filter(([key]) => key !== 'Parent' && key !== 'StructParent');
      return new Map(kept.map(([key, value]) => [key, deeper(value)]));
    }
    return arrayValue(object)?.map(deeper) ?? object;
  }

  /** The update as bytes. `fileId` becomes the second, changing half of the trailer's /ID. */
  finish(fileId: Uint8Array): UpdateTail {
    const { document } = this;
    const base = document.bytes.length;
    const parts: Buffer[] = [];
    let position = base;
    const put = (part: string | Buffer): void => {
      const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
      parts.push(bytes);
      position += bytes.length;
    };
    const lastByte = document.bytes[base - 1];
    if (lastByte !== 10 && lastByte !== 13) put('\n');

    const offsets = new Map<number, number>();
    for (const objectNumber of [...this.#changed.keys()].sort((a, b) => a - b)) {
      offsets.set(objectNumber, position);
      put(`${objectNumber} ${this.#generation(objectNumber)} obj\n`);
      for (const part of objectParts(this.#changed.get(objectNumber)!)) put(part);
      put('\nendobj\n');
    }
    const startxref = position;
    const write = document.sections[0]?.kind === 'stream' ? this.#crossReferenceStream : this.#crossReferenceTable;
    for (const part of write.call(this, offsets, startxref, this.#trailer(fileId))) put(part);
    put(`startxref\n${startxref}\n%%EOF\n`);
    return { tail: Buffer.concat(parts), offsets };
  }

  #generation(objectNumber: number): number {
    const entry = this.document.crossReference.get(objectNumber);
    return entry?.kind === 'offset' ? entry.generation : 0;
  }

  /** Keeps Root, Info and the first half of ID; leaves out XRefStm, which belongs to the section it stood in. */
  #trailer(fileId: Uint8Array): PdfDictionary {
    const { trailer, startxref } = this.document;
    const kept: PdfDictionary = new Map();
    for (const key of ['Root', 'Info']) if (trailer.has(key)) kept.set(key, trailer.get(key)!);
    const original = this.document.array(trailer.get('ID'))?.[0];
    const changing = new PdfString(Buffer.from(fileId), true);
    kept.set('ID', [original instanceof PdfString ? new PdfString(original.bytes, true) : changing, changing]);
    return kept.set('Prev', number(startxref));
  }

  #crossReferenceTable(offsets: ReadonlyMap<number, number>, _startxref: number, trailer: PdfDictionary): string[] {
    const lines = ['xref\n'];
    for (const run of consecutiveRuns([...offsets.keys()])) {
      lines.push(`${run[0]} ${run.length}\n`);
      for (const objectNumber of run) {
        const offset = String(offsets.get(objectNumber)).padStart(10, '0');
        lines.push(`${offset} ${String(this.#generation(objectNumber)).padStart(5, '0')} n\r\n`);
      }
    }
    trailer.set('Size', number(this.#nextNumber));
    return [lines.join(''), `trailer\n${serialise(trailer)}\n`];
  }

  #crossReferenceStream(offsets: ReadonlyMap<number, number>, startxref: number, trailer: PdfDictionary) {
    const own = this.#nextNumber++;
    const all = new Map([...offsets, [own, startxref]]);
    const rows = Buffer.alloc(all.size * 7);
    [...all].forEach(([objectNumber, offset], row) => {
      rows[row * 7] = 1;
      rows.writeUInt32BE(offset, row * 7 + 1);
      rows.writeUInt16BE(this.#generation(objectNumber), row * 7 + 5);
    });
    const index = consecutiveRuns([...all.keys()]).flatMap((run) => [number(run[0]!), number(run.length)]);
    const entries: [string, PdfObject][] = [
      ['Type', name('XRef')],
      ['W', [number(1), number(4), number(2)]],
      ['Index', index],
      ['Size', number(this.#nextNumber)],
      ...trailer,
    ];
    return [`${own} 0 obj\n`, ...objectParts(new PdfStream(new Map(entries), rows)), '\nendobj\n'];
  }
}

function objectParts(object: PdfObject): (string | Buffer)[] {
  if (!(object instanceof PdfStream)) return [serialise(object)];
  const dictionary = new Map(object.dictionary).set('Length', new PdfNumber(object.data.length));
  return [serialise(dictionary), '\nstream\n', object.data, '\nendstream'];
}

/** Ascending numbers in runs without gaps, as cross-reference subsections want them. */
function consecutiveRuns(ascending: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const value of ascending) {
    const last = runs.at(-1);
    if (last && last[last.length - 1] === value - 1) last.push(value);
    else runs.push([value]);
  }
  return runs;
}
