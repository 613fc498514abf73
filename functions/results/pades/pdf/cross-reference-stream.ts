import { refuse } from '../refusal.ts';
import type { CrossReferenceEntry, CrossReferenceSection, SectionSource } from './cross-reference.ts';
import { arrayValue, nameValue, numberValue, type PdfObject, PdfStream } from './objects.ts';
import { SectionEntries } from './section-entries.ts';

/** A cross-reference stream (ISO 32000-2 section 7.5.8). */
export function readStream(source: SectionSource, offset: number): CrossReferenceSection {
  const { objectNumber, object, end } = source.objectAt(offset);
  if (!(object instanceof PdfStream) || nameValue(object.dictionary.get('Type')) !== 'XRef')
    return refuse('damaged', 'no cross-reference at the given offset');
  const trailer = object.dictionary;
  const widths = integers(trailer.get('W'));
  if (widths.length !== 3 || widths.some((width) => width > 8)) refuse('damaged', 'cross-reference stream /W');
  const size = numberValue(trailer.get('Size')) ?? refuse('damaged', 'cross-reference stream /Size');
  const index = trailer.has('Index') ? integers(trailer.get('Index')) : [0, size];
  const found = new SectionEntries(source);
  if (index.length % 2 === 1) found.note('cross-reference stream /Index');
  const rows = new RowReader(source.decode(object), widths, found);
  for (let i = 0; i + 1 < index.length; i += 2) {
    const [first = 0, count = 0] = index.slice(i, i + 2);
    found.expect(count);
    for (let k = 0; k < count; k++) found.add(first + k, rows.next());
  }
  if (rows.left > 0) found.note('cross-reference stream with rows of no object');
  const own = found.entries.get(objectNumber);
  if (own && own.kind !== 'free' && !(own.kind === 'offset' && own.offset === offset))
    found.note('cross-reference stream lists another object of its number');
  found.compareWithSize(trailer);
  const { entries, irregularity } = found;
  return { offset, end, kind: 'stream', entries, trailer, irregularity };
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
  readonly #found: SectionEntries;
  #position = 0;

  constructor(data: Buffer, widths: readonly number[], found: SectionEntries) {
    this.#data = data;
    this.#widths = widths;
    this.#found = found;
  }

  /** Bytes that no row has taken. */
  get left(): number {
    return this.#data.length - this.#position;
  }

  next(): CrossReferenceEntry {
    const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = this.#widths;
    if (typeWidth + secondWidth + thirdWidth > this.left) refuse('damaged', 'cross-reference stream too short');
    const type = this.#field(typeWidth, 1);
    const second = this.#field(secondWidth, 0);
    const third = this.#field(thirdWidth, 0);
    if (type === 1) return { kind: 'offset', offset: second, generation: third };
    if (type === 2) return { kind: 'compressed', stream: second, index: third };
    if (type !== 0) this.#found.note(`cross-reference entry of type ${type}`);
    return { kind: 'free' };
  }

  #field(width: number, byDefault: number): number {
    if (width === 0) return byDefault;
    let value = 0;
    for (let i = 0; i < width; i++) value = value * 256 + this.#data[this.#position++]!;
    return Number.isSafeInteger(value) ? value : refuse('damaged', 'cross-reference stream field');
  }
}
