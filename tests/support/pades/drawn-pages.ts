import fontkit from '@cantoo/fontkit';
import { degrees, PDFDocument } from '@cantoo/pdf-lib';
import type { Rectangle } from '../../../functions/results/pades/pdf/rectangle.ts';
import { panelFonts } from './images.ts';

/** One line of a drawn page: where it begins, how large, and turned by how much. */
export interface DrawnLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size?: number;
  readonly turned?: number;
}

/** Pages of A4 by pdf-lib, each with its lines in Tinos, turned when shown by `rotation`; as pdf-lib packs them. */
export const drawnPages = async (pages: readonly (readonly DrawnLine[])[], rotation = 0): Promise<Buffer> => {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit as Parameters<PDFDocument['registerFontkit']>[0]);
  const font = await document.embedFont(panelFonts.regular, { subset: true });
  for (const lines of pages) {
    const page = document.addPage([595, 842]);
    page.setRotation(degrees(rotation));
    for (const { text, x, y, size = 14, turned = 0 } of lines)
      page.drawText(text, { x, y, size, font, rotate: degrees(turned) });
  }
  return Buffer.from(await document.save());
};

/** The last page of a decision: text over its whole width, and in the right half a title, room for a signature, a name. */
export const decision: readonly DrawnLine[] = [
  ...Array.from({ length: 12 }, (_, i) => ({
    text: `Điều ${i + 1}. Ủy ban nhân dân phường chịu trách nhiệm thi hành Quyết định này.`,
    x: 70,
    y: 740 - 20 * i,
  })),
  { text: 'Nơi nhận:', x: 70, y: 470, size: 12 },
  { text: '- Như Điều 3;', x: 70, y: 455, size: 11 },
  { text: 'KT. CHỦ TỊCH', x: 370, y: 470 },
  { text: 'PHÓ CHỦ TỊCH', x: 370, y: 452 },
  { text: 'Nguyễn Thị Ánh Nguyệt', x: 350, y: 350 },
];

/** Whether one rectangle lies in another, but for so many points. */
export const liesIn = (inner: Rectangle, outer: Rectangle, slack = 0): boolean =>
  inner[0] >= outer[0] - slack &&
  inner[1] >= outer[1] - slack &&
  inner[2] <= outer[2] + slack &&
  inner[3] <= outer[3] + slack;
