import type { PdfDocument } from '../pdf/document.ts';
import { pagesOf } from '../pdf/page-tree.ts';
import { readable } from '../refusal.ts';
import { LookComparison } from './look-comparison.ts';

const endMark = '%%EOF';
const tailLength = 64;

/** The earlier revisions of a file of which a page looks otherwise than now, by the first page that does. */
export function earlierLooks(document: PdfDocument): string[] {
  return earlierEnds(document).flatMap((end) => {
    const before = readable(() => document.revisionEndingAt(end));
    const difference = before && firstDifference(before, document);
    return difference === undefined ? [] : [`Bản trước (${end} byte đầu của tệp): ${difference}`];
  });
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

function firstDifference(before: PdfDocument, after: PdfDocument): string | undefined {
  const earlier = readable(() => pagesOf(before));
  if (!earlier) return undefined;
  const pages = pagesOf(after);
  if (earlier.length !== pages.length) return `${earlier.length} trang thay vì ${pages.length}`;
  const looks = new LookComparison(before, after);
  if (!looks.haveSameLayers()) return 'lớp nội dung khác';
  const index = pages.findIndex((page, at) => !looks.isSamePage(earlier[at]!, page));
  return index < 0 ? undefined : `trang ${index + 1} trông khác`;
}
