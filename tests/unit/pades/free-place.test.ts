import { describe, expect, test } from 'vitest';
import { freePlace, placeByNumbers, placeOverField } from '../../../functions/results/pades/panels/free-place.ts';
import { onPage, sealOver, shownOn } from '../../../functions/results/pades/panels/placement.ts';
import { textPlaces } from '../../../functions/results/pades/panels/text-places.ts';
import { PdfDocument } from '../../../functions/results/pades/pdf/document.ts';
import { type PageRotation, pagesOf } from '../../../functions/results/pades/pdf/page-tree.ts';
import { overlaps, type Rectangle } from '../../../functions/results/pades/pdf/rectangle.ts';
import { settled } from '../../../functions/results/pades/refusal.ts';
import { reserveFields } from '../../../functions/results/pades/sign/reserve-fields.ts';
import { decision, drawnPages, liesIn } from '../../support/pades/drawn-pages.ts';
import { reasonOf, valueOfOutcome } from '../../support/pades/outcomes.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';

const sheet: Rectangle = [0, 0, 595, 842];
const wanted = { width: 140, height: 70, atLeast: 40, half: 'right' } as const;
const placeIn = (pdf: Uint8Array, more = {}) => freePlace(new PdfDocument(Buffer.from(pdf)), { ...wanted, ...more });
const isFree = (pdf: Buffer, { page, rectangle }: ReturnType<typeof freePlace>): boolean => {
  const document = new PdfDocument(pdf);
  return !textPlaces(document, pagesOf(document)[page]!).some((text) => overlaps(text, rectangle));
};

describe('the next free place', () => {
  test('of a decision lies between title and name', async () => {
    const pdf = await drawnPages([decision, decision]);
    const place = placeIn(pdf);
    expect(place.page).toBe(1);
    expect(liesIn(place.rectangle, [297, 360, 595, 452])).toBe(true);
    expect(isFree(pdf, place)).toBe(true);
  });

  test('takes no number of a page for text', async () => {
    const numbered = [...decision, { text: '2', x: 440, y: 30 }];
    expect(liesIn(placeIn(await drawnPages([numbered])).rectangle, [297, 360, 595, 452])).toBe(true);
  });

  test('is made lower where the room is, as far as it may be', async () => {
    const lines = [
      { text: 'PHÓ CHỦ TỊCH', x: 370, y: 400 },
      { text: 'Nguyễn Văn A', x: 370, y: 340 },
    ];
    const place = placeIn(await drawnPages([lines]));
    expect(place.height).toBeGreaterThanOrEqual(40);
    expect(liesIn(place.rectangle, [297, 340, 595, 400])).toBe(true);
    const higher = placeIn(await drawnPages([lines]), { atLeast: 70 });
    expect(higher.rectangle[3]).toBeLessThan(340);
  });

  test('is under the last text of its half, and in the lower quarter of an empty page', async () => {
    const under = placeIn(await drawnPages([[{ text: 'CHỦ TỊCH', x: 400, y: 500 }]]));
    expect(under.rectangle[3]).toBeGreaterThan(485);
    expect(under.rectangle[3]).toBeLessThan(500);
    const empty = placeIn(await drawnPages([[]]));
    expect(liesIn(empty.rectangle, [297, 0, 595, 842 / 4])).toBe(true);
  });

  test('is on the page before where the last one is full, and nowhere where all are', async () => {
    const full = Array.from({ length: 60 }, (_, i) => ({ text: 'x'.repeat(80), x: 20, y: 830 - 14 * i }));
    expect(placeIn(await drawnPages([decision, full])).page).toBe(0);
    const everything = await drawnPages([full, full]);
    expect(reasonOf(settled(() => placeIn(everything)))).toBe('no_room_for_panel');
  });

  test.each([0, 90, 180, 270] as const)('stands upright on a page that is turned by %i degrees', async (rotation) => {
    const pdf = await drawnPages([decision], rotation);
    const place = placeIn(pdf);
    expect(isFree(pdf, place)).toBe(true);
    const isTurned = rotation === 90 || rotation === 270;
    const [left, bottom, right, top] = place.rectangle;
    expect([right - left, top - bottom].map(Math.round)).toEqual(
      (isTurned ? [place.height, place.width] : [place.width, place.height]).map(Math.round),
    );
    expect(liesIn(place.rectangle, sheet)).toBe(true);
  });

  test('avoids what other fields take', () => {
    const first = placeIn(makePdf());
    const fields = [{ field: 'A', page: first.page, rectangle: first.rectangle }];
    const taken = valueOfOutcome(reserveFields(makePdf(), fields, { fileId: Buffer.alloc(16, 1) }));
    expect(overlaps(placeIn(taken).rectangle, first.rectangle)).toBe(false);
  });
});

describe('a place by numbers', () => {
  const at = (pdf: Buffer, numbers: object) =>
    settled(() =>
      placeByNumbers(new PdfDocument(pdf), { page: 1, x: 300, y: 100, width: 140, height: 70, ...numbers }),
    );

  test('counts pages from 1, and from the end', () => {
    const pdf = makePdf({ pages: 3 });
    expect([1, 3, -1, -3].map((page) => valueOfOutcome(at(pdf, { page })).page)).toEqual([0, 2, 2, 0]);
    for (const page of [4, -4]) expect(reasonOf(at(pdf, { page }))).toBe('no_room_for_panel');
  });

  test('outside the page or over text is refused', async () => {
    const pdf = await drawnPages([decision]);
    expect(valueOfOutcome(at(pdf, {})).rectangle).toEqual([300, 100, 440, 170]);
    for (const numbers of [{ x: 500 }, { y: 800 }, { y: 460 }, { x: 340, y: 340 }])
      expect(reasonOf(at(pdf, numbers)), JSON.stringify(numbers)).toBe('no_room_for_panel');
  });
});

test('the seal lies over the left third of the signature, within the page', () => {
  const fileId = Buffer.alloc(16, 1);
  const overOf = (rectangle: Rectangle) => {
    const pdf = valueOfOutcome(reserveFields(makePdf(), [{ field: 'Officer', rectangle }], { fileId }));
    return placeOverField(new PdfDocument(Buffer.from(pdf)), 'Officer');
  };
  const signature: Rectangle = [330, 150, 470, 220];
  expect(overOf(signature)).toMatchObject({ page: 0, rectangle: sealOver(signature) });
  expect(overOf([10, 10, 150, 80])?.rectangle.slice(0, 2)).toEqual([0, 0]);
  expect(placeOverField(new PdfDocument(makePdf()), 'Officer')).toBeUndefined();
});

test.each([0, 90, 180, 270] as readonly PageRotation[])(
  'what is shown at a place lies there: %i degrees',
  (rotation) => {
    const page: Rectangle = [10, 20, 605, 862];
    const shown: Rectangle = [30, 40, 130, 90];
    expect(shownOn(onPage(shown, page, rotation), page, rotation)).toEqual(shown);
  },
);
