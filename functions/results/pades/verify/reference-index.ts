import type { PdfDocument } from '../pdf/document.ts';
import { arrayValue, type PdfObject, PdfReference, PdfStream } from '../pdf/objects.ts';
import { readable } from '../refusal.ts';

/** What looking at one object or item costs, in units of `Effort`. */
const visitEffort = 1 / 4;

/** Which objects of a document refer to which: made once, asked for each of its revisions. */
export class ReferenceIndex {
  readonly #referrers = new Map<number, number[]>();

  constructor(document: PdfDocument) {
    // An object that cannot be read refers to nothing.
    for (const objectNumber of document.crossReference.keys())
      for (const target of referencesIn(document, readable(() => document.get(objectNumber)) ?? null)) {
        const known = this.#referrers.get(target);
        if (known) known.push(objectNumber);
        else this.#referrers.set(target, [objectNumber]);
      }
  }

  /** The objects that refer to the target, each as often as it does. */
  referrersOf(target: number): readonly number[] {
    return this.#referrers.get(target) ?? [];
  }
}

/** The numbers of the objects that an object refers to, each as often as it does. */
export function referencesIn(document: PdfDocument, object: PdfObject): number[] {
  const found: number[] = [];
  const visit = (part: PdfObject): void => {
    document.effort.spend(visitEffort);
    if (part instanceof PdfReference) found.push(part.objectNumber);
    else if (part instanceof PdfStream) for (const value of part.dictionary.values()) visit(value);
    else if (part instanceof Map) for (const value of part.values()) visit(value);
    else for (const item of arrayValue(part) ?? []) visit(item);
  };
  visit(object);
  return found;
}
