import { asBuffer } from '../der/decode.ts';
import type { PdfDocument } from '../pdf/document.ts';
import {
  arrayValue,
  nameValue,
  numberValue,
  type PdfArray,
  type PdfDictionary,
  PdfNumber,
  type PdfObject,
  type PdfReference,
  PdfStream,
  PdfString,
} from '../pdf/objects.ts';
import { inheritedAttribute } from '../pdf/page-tree.ts';
import type { Rectangle } from '../pdf/rectangle.ts';
import { type Allowance, inflate } from '../pdf/stream-size.ts';
import { readable } from '../refusal.ts';
import { operationsIn } from './content-operators.ts';
import { type FontWidths, unknownFont, widthsOf } from './font-widths.ts';

/** `[a b c d e f]`: x' = a x + c y + e, y' = b x + d y + f (ISO 32000-2, 8.3.3). */
type Matrix = readonly [number, number, number, number, number, number];

const same: Matrix = [1, 0, 0, 1, 0, 0];

/** The one, then the other. */
const after = ([a, b, c, d, e, f]: Matrix, [A, B, C, D, E, F]: Matrix): Matrix => [
  a * A + b * C,
  a * B + b * D,
  c * A + d * C,
  c * B + d * D,
  e * A + f * C + E,
  e * B + f * D + F,
];

/** How far above and below its baseline a line of text reaches, in parts of its size. */
const [ASCENT, DESCENT] = [0.8, -0.22];

/** Forms within forms. */
const MAX_DEPTH = 8;

/** What undoing the filters of a stream costs at least, and bytes of content that cost as much as one object, in units of `Effort`. */
const STREAM_EFFORT = 16;
const BYTES_PER_UNIT = 32;

interface TextState {
  readonly font: FontWidths;
  readonly size: number;
  readonly spacing: number;
  readonly wordSpacing: number;
  readonly stretch: number;
  readonly leading: number;
  readonly rise: number;
}

const unset: TextState = {
  font: unknownFont,
  size: 1,
  spacing: 0,
  wordSpacing: 0,
  stretch: 1,
  leading: 0,
  rise: 0,
};

const numberAt = (operands: readonly PdfObject[], index: number): number => numberValue(operands[index]) ?? 0;

const matrixOf = (operands: readonly PdfObject[]): Matrix => [
  numberAt(operands, 0),
  numberAt(operands, 1),
  numberAt(operands, 2),
  numberAt(operands, 3),
  numberAt(operands, 4),
  numberAt(operands, 5),
];

/** Reads where text stands on a page, without drawing anything. */
class TextPlaces {
  readonly places: Rectangle[] = [];
  readonly #document: PdfDocument;
  readonly #allowance: Allowance;
  readonly #fonts = new Map<PdfDictionary, FontWidths>();

  constructor(document: PdfDocument) {
    this.#document = document;
    this.#allowance = { bytesLeft: document.limits.maxStreamBytes };
  }

  page(page: PdfDictionary): void {
    const contents = this.#document.resolve(page.get('Contents'));
    const streams = (arrayValue(contents) ?? [contents]).map((part) => this.#document.resolve(part));
    const data = streams.flatMap((one) => (one instanceof PdfStream ? [this.#inflated(one), Buffer.from('\n')] : []));
    const resources = this.#document.dictionary(inheritedAttribute(this.#document, page, 'Resources'));
    this.#content(Buffer.concat(data), resources, same, 0);
  }

  /** The data of a stream; paid for each time, since a page may draw one without end. */
  #inflated(stream: PdfStream): Buffer {
    const before = this.#allowance.bytesLeft;
    const data = inflate(this.#document, stream, this.#allowance);
    const bytes = data.length + before - this.#allowance.bytesLeft;
    this.#document.effort.spend(STREAM_EFFORT + bytes / BYTES_PER_UNIT);
    return asBuffer(data);
  }

  #content(content: Buffer, resources: PdfDictionary | undefined, outer: Matrix, depth: number): void {
    let [space, text] = [outer, unset];
    const saved: (readonly [Matrix, TextState])[] = [];
    let [line, at]: [Matrix, Matrix] = [same, same];
    const next = (x: number, y: number): void => {
      line = after([1, 0, 0, 1, x, y], line);
      at = line;
    };
    const show = (items: PdfArray): void => {
      at = this.#shown(items, text, at, space);
    };
    for (const { operator, operands } of operationsIn(this.#document, content)) {
      const first = numberAt(operands, 0);
      switch (operator) {
        case 'q':
          if (saved.length < 256) saved.push([space, text]);
          break;
        case 'Q':
          [space, text] = saved.pop() ?? [space, text];
          break;
        case 'cm':
          space = after(matrixOf(operands), space);
          break;
        case 'BT':
          [line, at] = [same, same];
          break;
        case 'Tf':
          text = { ...text, font: this.#font(resources, nameValue(operands[0])), size: numberAt(operands, 1) };
          break;
        case 'Tc':
          text = { ...text, spacing: first };
          break;
        case 'Tw':
          text = { ...text, wordSpacing: first };
          break;
        case 'Tz':
          text = { ...text, stretch: first / 100 };
          break;
        case 'TL':
          text = { ...text, leading: first };
          break;
        case 'Ts':
          text = { ...text, rise: first };
          break;
        case 'TD':
          text = { ...text, leading: -numberAt(operands, 1) };
          next(first, numberAt(operands, 1));
          break;
        case 'Td':
          next(first, numberAt(operands, 1));
          break;
        case 'Tm':
          line = matrixOf(operands);
          at = line;
          break;
        case 'T*':
          next(0, -text.leading);
          break;
        case 'Tj':
          show(operands);
          break;
        case 'TJ':
          show(arrayValue(operands[0]) ?? []);
          break;
        case "'":
          next(0, -text.leading);
          show(operands);
          break;
        case '"':
          text = { ...text, wordSpacing: first, spacing: numberAt(operands, 1) };
          next(0, -text.leading);
          show(operands.slice(2));
          break;
        case 'Do':
          if (depth < MAX_DEPTH) this.#form(resources, nameValue(operands[0]), space, depth);
          break;
      }
    }
  }

  #font(resources: PdfDictionary | undefined, name: string | undefined): FontWidths {
    const fonts = this.#document.dictionary(resources?.get('Font'));
    const font = name === undefined ? undefined : this.#document.dictionary(fonts?.get(name));
    if (!font) return unknownFont;
    const known = this.#fonts.get(font) ?? widthsOf(this.#document, font);
    this.#fonts.set(font, known);
    return known;
  }

  #form(resources: PdfDictionary | undefined, name: string | undefined, space: Matrix, depth: number): void {
    const objects = this.#document.dictionary(resources?.get('XObject'));
    const form = name === undefined ? null : this.#document.resolve(objects?.get(name));
    if (!(form instanceof PdfStream) || nameValue(this.#document.resolve(form.dictionary.get('Subtype'))) !== 'Form')
      return;
    const matrix = this.#document.array(form.dictionary.get('Matrix'));
    const inner = matrix ? after(matrixOf(matrix), space) : space;
    const own = this.#document.dictionary(form.dictionary.get('Resources')) ?? resources;
    this.#content(this.#inflated(form), own, inner, depth + 1);
  }

  /** Strings and the steps between them; answers where the next begins. */
  #shown(items: PdfArray, text: TextState, at: Matrix, space: Matrix): Matrix {
    const { font, size, stretch } = text;
    this.#document.effort.spend(1);
    let x = 0;
    let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const item of items) {
      if (item instanceof PdfNumber) x -= (item.value / 1000) * size * stretch;
      if (!(item instanceof PdfString)) continue;
      const begins = x;
      for (let i = 0; i + font.bytes <= item.bytes.length; i += font.bytes) {
        const code = item.bytes.readUIntBE(i, font.bytes);
        const isSpace = font.bytes === 1 && code === 32;
        const step = (font.of(code) / 1000) * size + text.spacing + (isSpace ? text.wordSpacing : 0);
        x += step * stretch;
      }
      [left, right] = [Math.min(left, begins, x), Math.max(right, begins, x)];
    }
    const [bottom, top] = [text.rise + DESCENT * size, text.rise + ASCENT * size];
    if (left < right) this.#keep([left, bottom, right, top], after(at, space));
    return after([1, 0, 0, 1, x, 0], at);
  }

  #keep([left, bottom, right, top]: Rectangle, [a, b, c, d, e, f]: Matrix): void {
    const corners = [
      [left, bottom],
      [left, top],
      [right, bottom],
      [right, top],
    ] as const;
    const xs = corners.map(([x, y]) => a * x + c * y + e);
    const ys = corners.map(([x, y]) => b * x + d * y + f);
    const place: Rectangle = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    if (place.every(Number.isFinite)) this.places.push(place);
  }
}

/**
 * Where text stands on a page, a rectangle for each string that is shown, in the space in which fields lie: also what is drawn invisibly,
 * as behind a scan. Widths are the fonts' own, heights are reckoned. What of a page cannot be read is left out.
 */
export const textPlaces = (document: PdfDocument, page: PdfReference): readonly Rectangle[] => {
  const found = new TextPlaces(document);
  readable(() => {
    const dictionary = document.dictionary(page);
    if (dictionary) found.page(dictionary);
  });
  return found.places;
};
