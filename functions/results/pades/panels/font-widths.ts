import type { PdfDocument } from '../pdf/document.ts';
import {
  arrayValue,
  nameValue,
  numberValue,
  type PdfArray,
  type PdfDictionary,
  type PdfObject,
} from '../pdf/objects.ts';

/** A font as far as room is reckoned: how many bytes a character takes, and how wide each is, in thousandths of its size. */
export interface FontWidths {
  readonly bytes: 1 | 2;
  of(code: number): number;
}

/** How wide a character is where its font does not say so: most of the standard fonts' are about that wide. */
const USUAL = 550;

/** Of a font that a page does not name. */
export const unknownFont: FontWidths = { bytes: 1, of: () => USUAL };

/** The widths of a font of one byte (ISO 32000-2, table 109); a Type 3 font has them in a space of its own. */
const simple = (document: PdfDocument, font: PdfDictionary): FontWidths => {
  const widths = document.array(font.get('Widths'));
  const first = numberValue(document.resolve(font.get('FirstChar'))) ?? 0;
  if (!widths) return unknownFont;
  const [across] = document.array(font.get('FontMatrix')) ?? [];
  const scale = (numberValue(document.resolve(across)) || 0.001) * 1000;
  const told = (code: number): number | undefined => numberValue(document.resolve(widths[code - first]));
  return { bytes: 1, of: (code) => (told(code) ?? USUAL / scale) * scale };
};

/** The widths in an array `W` (ISO 32000-2, 9.7.4.3): `c [w1 w2 ...]` and `first last w`. */
const widthsIn = (document: PdfDocument, items: PdfArray): ReadonlyMap<number, number> => {
  const known = new Map<number, number>();
  const numberOf = (item: PdfObject | undefined): number => numberValue(document.resolve(item)) ?? 0;
  for (let i = 0; i < items.length; ) {
    const first = Math.max(0, numberOf(items[i]));
    const list = arrayValue(document.resolve(items[i + 1]));
    const last = Math.min(list ? first + list.length - 1 : numberOf(items[i + 1]), 0xffff);
    // Ranges may be as wide as they like, and one list may be named again and again.
    document.effort.spend(1 + Math.max(0, last - first) / 4);
    for (let code = first; code <= last; code += 1) known.set(code, numberOf(list ? list[code - first] : items[i + 2]));
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
