import { readable } from '../refusal.ts';
import type { PdfDocument } from './document.ts';
import { numberValue } from './objects.ts';

const beginning = 1024;

/**
 * Whether viewers that open a linearized file from its start would pass over its updates: its first object says that it is
 * linearized (ISO 32000-2 annex F) and gives the very length of the file, but the newest section does not stand first.
 */
export function isTakenFromItsStart(document: PdfDocument): boolean {
  const first = /(?:^|[\0\t\n\f\r ])\d{1,10}[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj/.exec(
    document.bytes.toString('latin1', 0, beginning),
  );
  if (!first) return false;
  const dictionary = readable(() => document.dictionary(document.indirectObjectAt(first.index).object));
  if (!dictionary?.has('Linearized')) return false;
  const isOfThisLength = numberValue(dictionary.get('L')) === document.bytes.length;
  return isOfThisLength && document.sections.some(({ offset }) => offset < document.startxref);
}
