import type { PdfDocument } from '../pdf/document.ts';
import { earlierRevisions } from '../pdf/earlier-revisions.ts';
import { pagesOf } from '../pdf/page-tree.ts';
import { readable } from '../refusal.ts';
import { LookComparison } from './look-comparison.ts';

/** The earlier revisions of a file of which a page looks otherwise than now, by the first page that does. */
export function earlierLooks(document: PdfDocument): string[] {
  return earlierRevisions(document).flatMap((before) => {
    const difference = firstDifference(before, document);
    return difference === undefined ? [] : [`Bản trước (${before.bytes.length} byte đầu của tệp): ${difference}`];
  });
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
