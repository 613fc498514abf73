import { readable } from '../refusal.ts';
import type { PdfDocument } from './document.ts';
import { numberValue, type PdfDictionary } from './objects.ts';

const beginning = 1024;

/** The dictionary by which a file says that it is linearized (ISO 32000-2 annex F): its first object. */
export function linearizationOf(document: PdfDocument): PdfDictionary | undefined {
  const first = /(?:^|[\0\t\n\f\r ])\d{1,10}[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj/.exec(
    document.bytes.toString('latin1', 0, beginning),
  );
  if (!first) return undefined;
  const dictionary = readable(() => document.dictionary(document.indirectObjectAt(first.index).object));
  return dictionary?.has('Linearized') ? dictionary : undefined;
}

/**
 * Whether viewers that open a linearized file from its start would pass over its updates: it gives the very length of the file, but the
 * newest section does not stand first.
 */
export function isTakenFromItsStart(document: PdfDocument): boolean {
  const isOfThisLength = numberValue(linearizationOf(document)?.get('L')) === document.bytes.length;
  return isOfThisLength && document.sections.some(({ offset }) => offset < document.startxref);
}
