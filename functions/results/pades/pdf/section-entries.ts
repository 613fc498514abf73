import { refuse } from '../refusal.ts';
import type { CrossReferenceEntry, SectionSource } from './cross-reference.ts';
import { numberValue, type PdfDictionary } from './objects.ts';

/** Collects the entries of one section, and the first thing in them that readers take in different ways. */
export class SectionEntries {
  readonly entries = new Map<number, CrossReferenceEntry>();
  irregularity: string | undefined;
  readonly #source: SectionSource;

  constructor(source: SectionSource) {
    this.#source = source;
  }

  /** Makes room for a subsection. Refuses `too_complex`: its rows may be nothing wide, and subsections may repeat. */
  expect(count: number): void {
    if (count > this.#source.limits.maxObjects) refuse('too_complex', 'objects');
    this.#source.effort.spend(count);
  }

  add(objectNumber: number, entry: CrossReferenceEntry): void {
    if (objectNumber === 0 && entry.kind !== 'free') this.note('object 0 is in use');
    if (this.entries.has(objectNumber)) this.note(`object ${objectNumber} is listed twice`);
    this.entries.set(objectNumber, entry);
    if (this.entries.size > this.#source.limits.maxObjects) refuse('too_complex', 'objects');
  }

  note(irregularity: string): void {
    this.irregularity ??= irregularity;
  }

  /** An object number at or above /Size is one that does not exist (ISO 32000-2 table 15), for some readers. */
  compareWithSize(trailer: PdfDictionary): void {
    const size = numberValue(trailer.get('Size')) ?? 0;
    const highest = [...this.entries.keys()].reduce((above, one) => Math.max(above, one), -1);
    if (!Number.isSafeInteger(size) || highest >= size) this.note('trailer /Size');
  }
}
