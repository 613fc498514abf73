import { archive } from '../paper/archival.ts';
import { colours, Panel, type PanelFonts, type TextLine } from '../paper/drawing.ts';
import { drawQrCode } from '../paper/qr-code.ts';
import type { Paper, PaperPart, TableRow } from './paper.ts';

/** A4 in points; the margins of Decree 30/2020, appendix I: 20 mm above and below, 30 mm left, 15 mm right. */
const WIDTH = 595.28;
const HEIGHT = 841.89;
const TOP = HEIGHT - 56.7;
const BOTTOM = 56.7;
const LEFT = 85.04;
const INNER = WIDTH - LEFT - 42.52;
const HALF = INNER / 2 - 4;

/** 25 mm in points. */
const QR_SIZE = 70.87;
/** What stays together at the end: who signs, with room for it, and the QR code below. */
const SIGNED_HEIGHT = 120;
const FOOT_HEIGHT = QR_SIZE + 24;

const line = (text: string, size = 13, bold = false): TextLine => ({ text, size, bold });

const linesOf = (text: string, size?: number): readonly TextLine[] => text.split('\n').map((each) => line(each, size));

/** A place on the page, in columns of the given width. */
const column = (left: number, width: number, top: number, align: 'left' | 'centre' = 'centre') => ({
  left,
  width,
  top,
  align,
});

/** The height at which to go on: here, or at the top of another page where so much does not fit any more. */
const withRoom = (panel: Panel, y: number, height: number): number => {
  if (y - height >= BOTTOM) return y;
  panel.turnPage();
  return TOP;
};

function drawHead(panel: Panel, { offices: [upper, unit], number, dated, title }: Paper): number {
  const right = LEFT + HALF + 8;
  const left = panel.write([line(upper, 12), line(unit, 12, true)], column(LEFT, HALF, TOP));
  const motto = [line('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 11, true), line('Độc lập - Tự do - Hạnh phúc', 12, true)];
  const below = Math.min(left, panel.write(motto, column(right, HALF, TOP))) - 8;
  const numbered = panel.write([line(number)], column(LEFT, HALF, below));
  const day = panel.write([line(dated, 12)], column(right, HALF, below));
  return panel.write([line(title, 14, true)], column(LEFT, INNER, Math.min(numbered, day) - 16)) - 12;
}

function drawText(panel: Panel, text: string, from: number): number {
  let y = from;
  for (const paragraph of linesOf(text))
    for (const each of panel.linesOf(paragraph, INNER)) {
      const written = [line(each)];
      y = withRoom(panel, y, panel.heightOf(written, INNER));
      y = panel.write(written, column(LEFT, INNER, y, 'left'));
    }
  return y - 3;
}

/** The share of the width that each column of a table has. */
const SHARES = [0.26, 0.2, 0.12, 0.16, 0.13, 0.13] as const;
const CELL_SIZE = 10;
const GAP = 3;

const rule = (panel: Panel, y: number): void =>
  panel.page.drawLine({ start: { x: LEFT, y }, end: { x: LEFT + INNER, y }, thickness: 0.6, color: colours.black });

function drawRow(panel: Panel, cells: TableRow, from: number): number {
  const texts = cells.map((cell) => linesOf(cell, CELL_SIZE));
  const widthOf = (index: number) => INNER * (SHARES[index] ?? 0) - 2 * GAP;
  const height = Math.max(...texts.map((each, index) => panel.heightOf(each, widthOf(index)))) + 2 * GAP;
  const y = withRoom(panel, from, height);
  rule(panel, y);
  let left = LEFT;
  for (const [index, text] of texts.entries()) {
    panel.write(text, column(left + GAP, widthOf(index), y - GAP, 'left'));
    left += INNER * (SHARES[index] ?? 0);
  }
  rule(panel, y - height);
  return y - height;
}

function drawPart(panel: Panel, part: PaperPart, from: number): number {
  if ('text' in part) return drawText(panel, part.text, from);
  return [part.columns, ...part.rows].reduce((y, cells) => drawRow(panel, cells, y), from - GAP) - GAP;
}

function drawSigners(panel: Panel, { signers }: Paper, from: number): number {
  if (signers.length === 0) return from;
  const y = withRoom(panel, from, SIGNED_HEIGHT) - 12;
  for (const [index, { role, name }] of signers.entries()) {
    // One alone signs at the right, as documents do.
    const left = LEFT + (signers.length - index === 1 ? HALF + 8 : 0);
    const named = panel.write([line(role, 12, true), line('(Ký và ghi rõ họ tên)', 11)], column(left, HALF, y));
    if (name !== undefined) panel.write([line(name, 13, true)], column(left, HALF, named - 40));
  }
  return y - SIGNED_HEIGHT + 12;
}

function drawFoot(panel: Panel, { statusUrl }: Paper, from: number): void {
  const y = withRoom(panel, from, FOOT_HEIGHT) - 12;
  drawQrCode(panel, statusUrl, { left: LEFT, bottom: y - QR_SIZE, size: QR_SIZE });
  const check = [line('Quét mã hoặc mở địa chỉ sau để theo dõi hồ sơ:', 9), line(statusUrl, 8)];
  panel.write(check, column(LEFT + QR_SIZE + 8, INNER - QR_SIZE - 8, y - 20, 'left'));
}

/**
 * Draws a form as a PDF/A of A4 pages, whole Vietnamese in embedded fonts; the same paper gives the same bytes. A box stands for a character
 * that no font has, so that no name holds a form up.
 */
export const drawPaper = async (fonts: PanelFonts, paper: Paper): Promise<Uint8Array> => {
  const panel = await Panel.open(fonts, WIDTH, HEIGHT);
  const body = paper.parts.reduce((y, part) => drawPart(panel, part, y), drawHead(panel, paper));
  drawFoot(panel, paper, drawSigners(panel, paper, body));
  archive(panel.document, {
    title: `${paper.title}. ${paper.number}`,
    author: paper.offices[1],
    at: paper.at,
    content: JSON.stringify(paper),
  });
  return panel.save();
};
