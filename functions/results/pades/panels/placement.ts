import type { PageRotation } from '../pdf/page-tree.ts';
import type { Rectangle } from '../pdf/rectangle.ts';

/** Points in a millimetre. */
const millimetre = 72 / 25.4;

/** Diameter of the seal of an agency in millimetres: 36 (Circular 44/2017/TT-BCA has 36 for most state agencies). */
const sealDiameterMm = 36;

/** The seal's place over the image of the signature: it covers its left third (Decree 30/2020, articles 32 and 33). */
export function sealOver(signatureImage: Rectangle, diameterMm: number = sealDiameterMm): Rectangle {
  const diameter = diameterMm * millimetre;
  const [left, bottom, right, top] = signatureImage;
  const sealRight = left + (right - left) / 3;
  const middle = (bottom + top) / 2;
  return [sealRight - diameter, middle - diameter / 2, sealRight, middle + diameter / 2];
}

/** The top right corner of a page, a centimetre from its edges. Boxes are those of the page. */
export function topRight(page: Rectangle, size: { readonly width: number; readonly height: number }): Rectangle {
  const margin = 10 * millimetre;
  const [, , right, top] = page;
  return [right - margin - size.width, top - margin - size.height, right - margin, top - margin];
}

/**
 * A place on a page as its reader sees it, in the page's own space, where fields lie. `shown` counts from the lower left corner
 * of the page as it is shown; on a page turned by 90 or 270 degrees width and height change places.
 */
export function onPage(shown: Rectangle, page: Rectangle, rotation: PageRotation): Rectangle {
  const [left, bottom, right, top] = page;
  const [x1, y1, x2, y2] = shown;
  switch (rotation) {
    case 0:
      return [left + x1, bottom + y1, left + x2, bottom + y2];
    case 90:
      return [right - y2, bottom + x1, right - y1, bottom + x2];
    case 180:
      return [right - x2, top - y2, right - x1, top - y1];
    case 270:
      return [left + y1, top - x2, left + y2, top - x1];
  }
}

/** The same the other way: a place in the page's own space, as its reader sees it from the lower left corner. */
export function shownOn(place: Rectangle, page: Rectangle, rotation: PageRotation): Rectangle {
  const [left, bottom, right, top] = page;
  const [x1, y1, x2, y2] = place;
  switch (rotation) {
    case 0:
      return [x1 - left, y1 - bottom, x2 - left, y2 - bottom];
    case 90:
      return [y1 - bottom, right - x2, y2 - bottom, right - x1];
    case 180:
      return [right - x2, top - y2, right - x1, top - y1];
    case 270:
      return [top - y2, x1 - left, top - y1, x2 - left];
  }
}
