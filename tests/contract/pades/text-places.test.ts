import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { textPlaces } from '../../../functions/results/pades/panels/text-places.ts';
import { PdfDocument } from '../../../functions/results/pades/pdf/document.ts';
import { pagesOf } from '../../../functions/results/pades/pdf/page-tree.ts';
import type { Rectangle } from '../../../functions/results/pades/pdf/rectangle.ts';
import { type DrawnLine, decision, drawnPages, liesIn } from '../../support/pades/drawn-pages.ts';
import { inTemporaryFolder, run } from '../../support/pades/oracles.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { testWith } from '../../support/programs.ts';

const judged = testWith('pdftotext');

const placesIn = (pdf: Buffer, page = 0): readonly Rectangle[] => {
  const document = new PdfDocument(pdf);
  return textPlaces(document, pagesOf(document)[page]!);
};

/** Poppler's boxes of the words of the first page, from its lower left corner. */
const wordsBy = (pdf: Buffer): Rectangle[] =>
  inTemporaryFolder((folder) => {
    const file = join(folder, 'a.pdf');
    writeFileSync(file, pdf);
    const { text } = run('pdftotext', ['-bbox', '-l', '1', file, '-']);
    const boxes = text.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"/g);
    return Array.from(boxes, ([, ...edges]): Rectangle => {
      const [left = 0, top = 0, right = 0, bottom = 0] = edges.map(Number);
      return [left, 842 - bottom, right, 842 - top];
    });
  });

const turned: readonly DrawnLine[] = [
  { text: 'Đứng dọc', x: 100, y: 100, size: 20, turned: 90 },
  { text: 'Nghiêng một góc', x: 200, y: 400, size: 16, turned: 30 },
];

describe('where text stands', () => {
  judged.each([
    ['a decision in an embedded font of two bytes', decision],
    ['lines that are turned', turned],
  ] as const)('%s: every word that poppler finds lies in a place, and no place far from any word', async (_, lines) => {
    const pdf = await drawnPages([lines]);
    const [places, words] = [placesIn(pdf), wordsBy(pdf)];
    expect(words.length).toBeGreaterThan(lines.length);
    // Poppler reckons the height of a line by the font's own box.
    for (const word of words)
      expect(
        places.some((place) => liesIn(word, place, 5)),
        String(word),
      ).toBe(true);
    for (const place of places) {
      const near = words.filter((word) => liesIn(word, place, 5));
      expect(near.length, String(place)).toBeGreaterThan(0);
      const right = Math.max(...near.map((word) => word[2]));
      expect(Math.abs(right - place[2])).toBeLessThan(6);
    }
  });

  judged('of a page whose font says no widths, as wide as most fonts are', () => {
    const pdf = makePdf();
    const [[place], words] = [placesIn(pdf), wordsBy(pdf)];
    for (const word of words) expect(liesIn(word, place!, 30)).toBe(true);
  });
});

test('text within forms, behind states that were saved and by every operator is found where it stands', () => {
  const content = [
    'q 2 0 0 2 100 100 cm /F Do Q',
    'BT /F1 10 Tf 1 0 0 1 50 700 Tm 12 TL (a) Tj T* (b) \' 3 1 (c) " ET',
    'BT /F1 10 Tf 0 Tc 50 600 Td [(ab) -2000 (c)] TJ ET',
    'BT 50 500 Td [(abc) 4000 (d)] TJ ET',
    'BI /W 1 /H 1 /BPC 8 /CS /G ID (x) Tj EI',
  ].join('\n');
  const form = 'BT /F1 5 Tf 10 20 Td (abcd) Tj ET';
  const pdf = makePdf({
    content,
    page: '/Resources<</Font<</F1 7 0 R>>/XObject<</F 6 0 R>>>>',
    objects: [
      `<</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Length ${form.length}>>\nstream\n${form}\nendstream`,
      '<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 97/LastChar 100/Widths[500 500 500 500]>>',
    ],
  });
  const starts = placesIn(pdf).map(([left, bottom, right]) => [left, Math.round(bottom), Math.round(right)]);
  expect(starts).toEqual([
    [120, 138, 140],
    [50, 698, 55],
    [50, 674, 55],
    [50, 662, 56],
    [50, 598, 85],
    [25, 498, 65],
  ]);
});

test('what cannot be read is left out', () => {
  expect(placesIn(makePdf({ content: 'BT (a) Tj (((' }))).toHaveLength(1);
});

test.each([
  ['a form that is drawn again and again', '/F Do\n'.repeat(200_000), '<</Font<</F1 7 0 R>>/XObject<</F 6 0 R>>>>'],
  ['a list of widths without end', 'BT /F1 10 Tf (a) Tj ET', '<</Font<</F1 8 0 R>>>>'],
])('%s is refused as too complex', (_, content, resources) => {
  const ranges = '0 65535 500 '.repeat(200);
  const pdf = makePdf({
    content,
    page: `/Resources${resources}`,
    objects: [
      '<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 2>>\nstream\nq \nendstream',
      '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
      '<</Type/Font/Subtype/Type0/BaseFont/A/DescendantFonts[9 0 R]>>',
      `<</Type/Font/Subtype/CIDFontType2/BaseFont/A/W[${ranges}]>>`,
    ],
  });
  expect(() => placesIn(pdf)).toThrow('too_complex');
});
