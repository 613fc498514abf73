import fontkit from '@cantoo/fontkit';
import { PDFDocument, type PDFFont, type PDFPage, type RGB, rgb } from '@cantoo/pdf-lib';

/** TrueType files with the metrics of Times New Roman (Decree 30/2020, appendix I), whole Vietnamese included. */
export interface PanelFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

/** Black, the red of seals, the blue of signatures. */
export const colours = { black: rgb(0, 0, 0), red: rgb(0.8, 0.05, 0.05), blue: rgb(0.05, 0.15, 0.7) } as const;

/** One line of text in a panel. */
export interface TextLine {
  readonly text: string;
  readonly bold?: boolean;
  /** Points. */
  readonly size: number;
  readonly colour?: RGB;
}

const lineHeight = 1.3;

/** Declines a text for a character that the font lacks, which it is given; never returns. */
export type RefuseGlyph = (character: string) => never;

/** A panel being drawn: a page as large as the widget, fonts embedded and cut down to what is used. */
export class Panel {
  readonly width: number;
  readonly height: number;
  /** The page that is drawn on: the first one, until another is begun. */
  page: PDFPage;
  readonly document: PDFDocument;
  readonly #regular: PDFFont;
  readonly #bold: PDFFont;
  readonly #refuse: RefuseGlyph | undefined;

  private constructor(
    document: PDFDocument,
    page: PDFPage,
    [regular, bold]: readonly [PDFFont, PDFFont],
    refuse: RefuseGlyph | undefined,
  ) {
    this.#refuse = refuse;
    this.document = document;
    this.page = page;
    this.width = page.getWidth();
    this.height = page.getHeight();
    this.#regular = regular;
    this.#bold = bold;
  }

  /** An empty panel. Without `refuse` a box stands for a character that the font lacks. */
  static async open(fonts: PanelFonts, width: number, height: number, refuse?: RefuseGlyph): Promise<Panel> {
    const document = await PDFDocument.create();
    document.registerFontkit(fontkit as Parameters<PDFDocument['registerFontkit']>[0]);
    const regular = await document.embedFont(fonts.regular, { subset: true });
    const bold = await document.embedFont(fonts.bold, { subset: true });
    return new Panel(document, document.addPage([width, height]), [regular, bold], refuse);
  }

  /** Begins another page of the same size. */
  turnPage(): void {
    this.page = this.document.addPage([this.width, this.height]);
  }

  /** Text in NFC, broken at spaces to the width, and within a word that is wider; characters that the font lacks as the panel was opened for. */
  linesOf({ text, bold, size }: TextLine, width: number): string[] {
    const font = bold ? this.#bold : this.#regular;
    const composed = text.normalize('NFC');
    const drawn = this.#refuse ? required(font, composed, this.#refuse) : boxed(font, composed);
    const lines: string[] = [];
    for (const word of drawn.split(' ').flatMap((each) => piecesOf(font, each, size, width))) {
      const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
      if (lines.length > 0 && font.widthOfTextAtSize(longer, size) <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  /** How high lines of text stand, in points. */
  heightOf(lines: readonly TextLine[], width: number): number {
    return lines.reduce((sum, line) => sum + this.linesOf(line, width).length * line.size * lineHeight, 0);
  }

  /** Writes lines below each other from `top`; gives the height at which they end. */
  write(
    lines: readonly TextLine[],
    area: { left: number; top: number; width: number; align: 'left' | 'centre' | 'right' },
  ): number {
    let y = area.top;
    for (const line of lines) {
      const font = line.bold ? this.#bold : this.#regular;
      for (const text of this.linesOf(line, area.width)) {
        y -= line.size * lineHeight;
        const room = area.width - font.widthOfTextAtSize(text, line.size);
        const indent = area.align === 'left' ? 0 : area.align === 'right' ? room : room / 2;
        const baseline = y + line.size * (lineHeight - 1);
        this.page.drawText(text, {
          x: area.left + indent,
          y: baseline,
          size: line.size,
          font,
          color: line.colour ?? colours.black,
        });
      }
    }
    return y;
  }

  /** Draws a PNG as large as fits into the box, in its middle. */
  async image(png: Uint8Array, box: { left: number; bottom: number; width: number; height: number }): Promise<void> {
    const image = await this.document.embedPng(png);
    const scale = Math.min(box.width / image.width, box.height / image.height);
    const width = image.width * scale;
    const height = image.height * scale;
    this.page.drawImage(image, {
      x: box.left + (box.width - width) / 2,
      y: box.bottom + (box.height - height) / 2,
      width,
      height,
    });
  }

  async save(): Promise<Uint8Array> {
    return this.document.save({ useObjectStreams: false });
  }
}

const characterSets = new WeakMap<PDFFont, ReadonlySet<number>>();

const charactersOf = (font: PDFFont): ReadonlySet<number> => {
  const known = characterSets.get(font) ?? new Set(font.getCharacterSet());
  characterSets.set(font, known);
  return known;
};

const lacks = (font: PDFFont, character: string): boolean => !charactersOf(font).has(character.codePointAt(0) ?? 0);

function required(font: PDFFont, text: string, refuse: RefuseGlyph): string {
  const missing = [...text].find((character) => lacks(font, character));
  return missing === undefined ? text : refuse(missing);
}

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** A word as it is, or in pieces where it is wider than the width. */
const piecesOf = (font: PDFFont, word: string, size: number, width: number): readonly string[] => {
  if (font.widthOfTextAtSize(word, size) <= width) return [word];
  const pieces: string[] = [];
  for (const { segment } of graphemes.segment(word)) {
    const longer = `${pieces.at(-1) ?? ''}${segment}`;
    if (pieces.length > 0 && font.widthOfTextAtSize(longer, size) <= width) pieces[pieces.length - 1] = longer;
    else pieces.push(segment);
  }
  return pieces;
};

/** What a reader takes for one character is one box where its first is lacking; of others only what is put on it is left out. */
const boxed = (font: PDFFont, text: string): string =>
  Array.from(graphemes.segment(text), ({ segment }) => {
    const [first = '', ...rest] = segment;
    return lacks(font, first) ? '\u25A1' : [first, ...rest.filter((character) => !lacks(font, character))].join('');
  }).join('');
