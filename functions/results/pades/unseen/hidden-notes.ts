import type { PdfDocument } from '../pdf/document.ts';
import { nameValue, numberValue, type PdfDictionary, type PdfReference, PdfString } from '../pdf/objects.ts';
import { hasArea, rectangleOf } from '../pdf/rectangle.ts';
import { isSignatureWidget } from './signature-widgets.ts';

/** Flags of annotations that keep them off the screen (ISO 32000-2 table 167): Hidden, NoView. */
const notOnScreen = 2 | 32;

/** Marks whose note is read in a window of its own only. */
const marks = ['Highlight', 'Underline', 'Squiggly', 'StrikeOut', 'Caret'];

/** Annotations that are on no page as it is shown or printed, by their page and kind; fields for signatures are none. */
export function hiddenNotes(document: PdfDocument, pages: readonly PdfReference[]): string[] {
  return pages.flatMap((page, index) =>
    (document.array(document.dictionary(page)?.get('Annots')) ?? []).flatMap((one) => {
      document.effort.spend(1);
      const annotation = document.dictionary(one);
      if (!annotation || isSignatureWidget(document, annotation)) return [];
      const kind = nameValue(document.resolve(annotation.get('Subtype'))) ?? '';
      const why = whyUnseen(document, annotation, kind);
      const named = kind.replace(/[^A-Za-z0-9]/g, '').slice(0, 20);
      return why === undefined ? [] : [`Trang ${index + 1}: ${why} (${named})`];
    }),
  );
}

function whyUnseen(document: PdfDocument, annotation: PdfDictionary, kind: string): string | undefined {
  const flags = numberValue(document.resolve(annotation.get('F'))) ?? 0;
  if ((flags & notOnScreen) !== 0) return 'chú thích bị ẩn';
  if (kind === 'Text' || kind === 'Popup') return 'ghi chú chỉ hiện khi mở';
  if (marks.includes(kind) && hasText(document, annotation)) return 'ghi chú chỉ hiện khi mở';
  return kind !== 'Link' && isOfNoSize(document, annotation) ? 'chú thích không có kích thước' : undefined;
}

const hasText = (document: PdfDocument, annotation: PdfDictionary): boolean =>
  ['Contents', 'RC'].some((key) => {
    const text = document.resolve(annotation.get(key));
    return text instanceof PdfString ? text.bytes.length > 0 : text !== null;
  });

function isOfNoSize(document: PdfDocument, annotation: PdfDictionary): boolean {
  const rectangle = rectangleOf(document.array(annotation.get('Rect')), (one) => document.resolve(one));
  return rectangle !== undefined && !hasArea(rectangle);
}
