import { numberValue, type PdfArray, type PdfObject } from './objects.ts';

/** Left, bottom, right, top in points, from the page's lower left corner. */
export type Rectangle = readonly [left: number, bottom: number, right: number, top: number];

/** The rectangle of four numbers, corners put in order; undefined for anything else. */
export function rectangleOf(
  items: PdfArray | undefined,
  resolve: (object: PdfObject) => PdfObject,
): Rectangle | undefined {
  const values = (items ?? []).map((item) => numberValue(resolve(item)));
  const [x1, y1, x2, y2] = values;
  if (values.length !== 4 || x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined)
    return undefined;
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
}

/** Whether the rectangle covers any area: a widget with one is visible. */
export const hasArea = ([left, bottom, right, top]: Rectangle): boolean => right > left && top > bottom;

export const overlaps = (a: Rectangle, b: Rectangle): boolean =>
  hasArea(a) && hasArea(b) && a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
