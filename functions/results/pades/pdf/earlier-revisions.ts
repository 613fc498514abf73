import { readable } from '../refusal.ts';
import type { PdfDocument } from './document.ts';

const endMark = '%%EOF';
const tailLength = 64;

/** The revisions of a file before the newest, oldest first, as far as they can be read; each is the bytes before its end. */
export function earlierRevisions(document: PdfDocument): readonly PdfDocument[] {
  return earlierEnds(document)
    .map((end) => readable(() => document.revisionEndingAt(end)))
    .filter((revision) => revision !== undefined);
}

/** Where earlier revisions end: behind a mark whose section is one of the file's. The first mark of a linearized file is none. */
function earlierEnds({ bytes, sections, startxref }: PdfDocument): number[] {
  const offsets = new Set(sections.map(({ offset }) => offset).filter((offset) => offset !== startxref));
  const ends: number[] = [];
  for (let at = bytes.indexOf(endMark); at >= 0 && offsets.size > 0; at = bytes.indexOf(endMark, at + 1)) {
    const tail = bytes.toString('latin1', Math.max(0, at - tailLength), at);
    const words = /startxref\s+(\d{1,10})\s+$/.exec(tail);
    if (words && offsets.delete(Number(words[1]))) ends.push(at + endMark.length);
  }
  return ends;
}
