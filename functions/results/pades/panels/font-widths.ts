import type { PdfDocument } from '../pdf/document.ts';
import { arrayValue, nameValue, numberValue, type PdfArray, type PdfDictionary } from '../pdf/objects.ts';

/** A font as far as room is reckoned: how many bytes a character takes, and how wide each is, in thousandths of its size. */
export interface FontWidths {
  readonly bytes: 1 | 2;
  of(code: number): number;
}

/** How wide a character is where its font does not say so: most of the standard fonts' are about that wide. */
const USUAL = 550;

/** Of a font that a page does not name. */
export const unknownFont: FontWidths = { bytes: 1, of: () => USUAL };

/** The widths of a font of one byte (ISO 32000-2, table 109). */
const simple = (document: PdfDocument, font: PdfDictionary): FontWidths => {
  const widths = document.array(font.get('Widths'));
  const first = numberValue(document.resolve(font.get('FirstChar'))) ?? 0;
  if (!widths) return unknownFont;
  return { bytes: 1, of: (code) => numberValue(document.resolve(widths[code - first])) ?? USUAL };
};

/** The widths in an array `W` (ISO 32000-2, 9.7.4.3): `c [w1 w2 ...]` and `first last w`. */
const widthsIn = (document: PdfDocument, items: PdfArray): ReadonlyMap<number, number> => {
  const known = new Map<number, number>();
  const numberAt = (index: number): number => numberValue(document.resolve(items[index])) ?? 0;
  for (let i = 0; i < items.length; ) {
    const first = numberAt(i);
    const list = arrayValue(document.resolve(items[i + 1]));
    for (const [n, width] of (list ?? []).entries()) known.set(first + n, numberValue(document.resolve(width)) ?? 0);
    if (!list)
      for (let code = first; code <= Math.min(numberAt(i + 1), 0xffff); code += 1) known.set(code, numberAt(i + 2));
    i += list ? 2 : 3;
  }
  return known;
};

/** The widths of a composite font, whose codes are taken as its glyphs' numbers: nearly every producer writes them so. */
const composite = (document: PdfDocument, font: PdfDictionary): FontWidths => {
  const descendant = document.dictionary(document.array(font.get('DescendantFonts'))?.[0]);
  const usual = numberValue(document.resolve(descendant?.get('DW'))) ?? 1000;
  const known = widthsIn(document, document.array(descendant?.get('W')) ?? []);
  return { bytes: 2, of: (code) => known.get(code) ?? usual };
};

/** The widths of a font of a page. */
export const widthsOf = (document: PdfDocument, font: PdfDictionary): FontWidths =>
  nameValue(document.resolve(font.get('Subtype'))) === 'Type0' ? composite(document, font) : simple(document, font);
