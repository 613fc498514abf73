import type { PdfDocument } from '../pdf/document.ts';
import { arrayValue, PdfReference } from '../pdf/objects.ts';
import { inheritedAttribute, type PageRotation, pagesOf, rotationOf } from '../pdf/page-tree.ts';
import { hasArea, overlaps, type Rectangle, rectangleOf } from '../pdf/rectangle.ts';
import { signatureFieldsOf } from '../pdf/signature-fields.ts';
import { readable, refuse } from '../refusal.ts';
import { onPage, sealOver, shownOn } from './placement.ts';
import { textPlaces } from './text-places.ts';

/** Points in a millimetre. */
export const MILLIMETRE = 72 / 25.4;

/** What is left free at the edges of a page (Decree 30/2020, appendix I: 20 mm at least above and below). */
const MARGIN = 15 * MILLIMETRE;

/** What is left free between a panel and text. */
const GAP = 2;

/** Sheets of A4 that say nothing else. */
const A4: Rectangle = [0, 0, 595, 842];

/** What is to be placed: as large as it is, or smaller down to a height, in one half of the page. */
export interface WantedPlace {
  readonly width: number;
  readonly height: number;
  readonly atLeast?: number;
  readonly half: 'left' | 'right';
}

/** A place on a page, counted from 0, in the page's own space; and how large it is as the page is shown. */
export interface Place {
  readonly page: number;
  readonly rectangle: Rectangle;
  readonly width: number;
  readonly height: number;
}

/** A page as its reader sees it. */
interface Paper {
  readonly box: Rectangle;
  readonly rotation: PageRotation;
  readonly width: number;
  readonly height: number;
}

/** The same with its text and annotations, from the lower left corner of the page as it is shown. */
interface Sheet extends Paper {
  readonly taken: readonly Rectangle[];
}

/** What is shown of a page: the part of its media that it is cropped to. */
const boxOf = (document: PdfDocument, page: PdfReference): Rectangle => {
  const dictionary = document.dictionary(page) ?? new Map();
  const of = (key: string) =>
    rectangleOf(arrayValue(inheritedAttribute(document, dictionary, key)), (object) => document.resolve(object));
  const media = of('MediaBox') ?? A4;
  const crop = of('CropBox') ?? media;
  const box: Rectangle = [
    Math.max(media[0], crop[0]),
    Math.max(media[1], crop[1]),
    Math.min(media[2], crop[2]),
    Math.min(media[3], crop[3]),
  ];
  if (hasArea(box)) return box;
  return hasArea(media) ? media : A4;
};

const annotationsOn = (document: PdfDocument, page: PdfReference): Rectangle[] => {
  const places = readable(() =>
    (document.array(document.dictionary(page)?.get('Annots')) ?? []).map((one) =>
      rectangleOf(document.array(document.dictionary(one)?.get('Rect')), (object) => document.resolve(object)),
    ),
  );
  return (places ?? []).filter((place) => place !== undefined);
};

/** A place as the reader sees it, on its page. */
const placeAt = (page: number, shown: Rectangle, { box, rotation }: Paper): Place => ({
  ...{ page, rectangle: onPage(shown, box, rotation) },
  ...{ width: shown[2] - shown[0], height: shown[3] - shown[1] },
});

const paperOf = (document: PdfDocument, page: PdfReference): Paper => {
  const box = boxOf(document, page);
  const rotation = rotationOf(document, document.dictionary(page) ?? new Map());
  const [width, height] = [box[2] - box[0], box[3] - box[1]];
  const isTurned = rotation === 90 || rotation === 270;
  return { box, rotation, width: isTurned ? height : width, height: isTurned ? width : height };
};

const sheetOf = (document: PdfDocument, page: PdfReference): Sheet => {
  const paper = paperOf(document, page);
  const taken = [...textPlaces(document, page), ...annotationsOn(document, page)].filter(hasArea);
  return { ...paper, taken: taken.map((place) => shownOn(place, paper.box, paper.rotation)) };
};

/** What is taken of a column of a page, from the bottom up, what touches put together; what stands in the margins takes nothing. */
const takenIn = (sheet: Sheet, left: number, right: number): readonly (readonly [bottom: number, top: number])[] => {
  const merged: [number, number][] = [];
  const spans = sheet.taken
    .filter((one) => one[0] < right + GAP && left - GAP < one[2])
    .filter((one) => one[3] > MARGIN && one[1] < sheet.height - MARGIN)
    .map((one) => [one[1], one[3]] as const);
  for (const [bottom, top] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && bottom <= last[1]) last[1] = Math.max(last[1], top);
    else merged.push([bottom, top]);
  }
  return merged;
};

/** The left edge of what stands in the middle of a half, within the margins. */
const leftEdge = (half: WantedPlace['half'], pageWidth: number, width: number): number => {
  const middle = half === 'right' ? pageWidth * 0.75 : pageWidth * 0.25;
  return Math.min(Math.max(MARGIN, middle - width / 2), Math.max(MARGIN, pageWidth - MARGIN - width));
};

/** The lowest room between two texts, the room under the lowest one, then any further up: each as its bottom and height. */
const roomsOf = (spans: readonly (readonly [number, number])[], pageHeight: number) => {
  const edges = [[0, MARGIN] as const, ...spans, [pageHeight - MARGIN, pageHeight] as const];
  const rooms = edges.slice(1).map(([top], i) => ({ bottom: (edges[i]?.[1] ?? 0) + GAP, top: top - GAP, i }));
  const [under, ...above] = rooms;
  const between = above.filter(({ i }) => i < edges.length - 2);
  const over = above.filter(({ i }) => i === edges.length - 2);
  return { between, under, over };
};

const placeOn = (sheet: Sheet, wanted: WantedPlace): Rectangle | undefined => {
  const { width, height, atLeast = height } = wanted;
  const left = leftEdge(wanted.half, sheet.width, width);
  if (left + width > sheet.width) return undefined;
  const spans = takenIn(sheet, left, left + width);
  const { between, under, over } = roomsOf(spans, sheet.height);
  const inside = between.find(({ bottom, top }) => top - bottom >= atLeast);
  if (inside) {
    const high = Math.min(height, inside.top - inside.bottom);
    const bottom = inside.bottom + (inside.top - inside.bottom - high) / 2;
    return [left, bottom, left + width, bottom + high];
  }
  // Close to what stands above it; on an empty page, or one that is a picture, in its lower quarter.
  const fits = [under, ...over].find((room) => room && room.top - room.bottom >= atLeast);
  if (!fits) return undefined;
  const high = Math.min(height, fits.top - fits.bottom);
  const isUnderText = fits === under && spans.length > 0;
  const top = isUnderText ? fits.top : Math.min(fits.top, Math.max(fits.bottom + high, sheet.height / 4));
  return [left, top - high, left + width, top];
};

const noRoom = (detail: string): never => refuse('no_room_for_panel', detail);

/**
 * The next place that is free of text and annotations: on the last page, in the lowest room between two texts of that half (where a
 * signature is left room for), else under the lowest, else above; then on the pages before it. Refuses `no_room_for_panel`.
 */
export const freePlace = (document: PdfDocument, wanted: WantedPlace): Place => {
  for (const [page, reference] of [...pagesOf(document).entries()].toReversed()) {
    const sheet = sheetOf(document, reference);
    const shown = placeOn(sheet, wanted);
    if (shown) return placeAt(page, shown, sheet);
  }
  return noRoom('every page is full');
};

/** Numbers as a plan has them: the page from 1, -1 the last; points from the lower left corner of the page as it is shown. */
export interface NumberedPlace {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The place that numbers name. Refuses `no_room_for_panel` where there is no such page, outside the page, and over text. */
export const placeByNumbers = (document: PdfDocument, { page: n, x, y, width, height }: NumberedPlace): Place => {
  const pages = pagesOf(document);
  const page = n < 0 ? pages.length + n : n - 1;
  const reference = pages[page] ?? noRoom(`page ${n}`);
  const paper = paperOf(document, reference);
  const shown: Rectangle = [x, y, x + width, y + height];
  if (shown[2] > paper.width || shown[3] > paper.height) noRoom('outside the page');
  const texts = textPlaces(document, reference).map((place) => shownOn(place, paper.box, paper.rotation));
  if (texts.some((text) => overlaps(text, shown))) noRoom('over text');
  return placeAt(page, shown, paper);
};

/** Where a visible field lies; undefined where it is not there or invisible. */
export const placeOfField = (document: PdfDocument, name: string): Place | undefined => {
  const field = signatureFieldsOf(document).find((one) => one.name === name);
  const rectangle = rectangleOf(document.array(field?.dictionary.get('Rect')), (object) => document.resolve(object));
  if (!field || !rectangle || !hasArea(rectangle)) return undefined;
  const lists = (page: PdfReference): boolean =>
    (document.array(document.dictionary(page)?.get('Annots')) ?? []).some(
      (one) => one instanceof PdfReference && one.objectNumber === field.reference.objectNumber,
    );
  const pages = pagesOf(document);
  const page = pages.findIndex(lists);
  const reference = pages[page];
  if (!reference) return undefined;
  const { box, rotation } = paperOf(document, reference);
  const [left, bottom, right, top] = shownOn(rectangle, box, rotation);
  return { page, rectangle, width: right - left, height: top - bottom };
};

/** The seal's place over the signature of a field (Decree 30/2020, article 32), within the page; undefined where that is not visible. */
export const placeOverField = (document: PdfDocument, field: string): Place | undefined => {
  const under = placeOfField(document, field);
  const reference = under && pagesOf(document)[under.page];
  if (!under || !reference) return undefined;
  const paper = paperOf(document, reference);
  const [left, bottom, right, top] = sealOver(shownOn(under.rectangle, paper.box, paper.rotation));
  const [width, height] = [right - left, top - bottom];
  const x = Math.min(Math.max(0, left), paper.width - width);
  const y = Math.min(Math.max(0, bottom), paper.height - height);
  return placeAt(under.page, [x, y, x + width, y + height], paper);
};
