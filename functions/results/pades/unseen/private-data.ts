import type { PdfDocument } from '../pdf/document.ts';
import { type PdfReference, PdfStream } from '../pdf/objects.ts';
import { readable } from '../refusal.ts';

/** Where programs keep data of their own (`/PieceInfo`, ISO 32000-2 section 14.5), whatever they hold. */
export function privateData(document: PdfDocument, pages: readonly PdfReference[]): string[] {
  const pageOf = new Map(pages.map(({ objectNumber }, index) => [objectNumber, index + 1]));
  const { objectNumber: root } = document.rootReference;
  const placeOf = (objectNumber: number): string => {
    const page = pageOf.get(objectNumber);
    if (page !== undefined) return `trang ${page}`;
    return objectNumber === root ? 'cả tệp' : `đối tượng ${objectNumber}`;
  };
  const found: string[] = [];
  for (const objectNumber of document.crossReference.keys()) {
    const object = readable(() => document.get(objectNumber));
    const dictionary = object instanceof PdfStream ? object.dictionary : object instanceof Map ? object : undefined;
    const info = dictionary && readable(() => document.dictionary(dictionary.get('PieceInfo')));
    if (info && info.size > 0) found.push(`Dữ liệu riêng của phần mềm soạn thảo: ${placeOf(objectNumber)}`);
  }
  return found;
}
