import { refuse } from '../refusal.ts';
import { isDigit, isRegular, isWhitespace } from './characters.ts';
import type { Effort } from './effort.ts';
import type { Limits } from './limits.ts';
import {
  type PdfArray,
  type PdfDictionary,
  PdfName,
  PdfNumber,
  type PdfObject,
  PdfReference,
  PdfString,
} from './objects.ts';

const maxTokenLength = 128;
const maxNameLength = 4_096;
const maxDictionaryEntries = 10_000;
const codes = {
  percent: 37,
  open: 40,
  close: 41,
  slash: 47,
  less: 60,
  greater: 62,
  openArray: 91,
  backslash: 92,
  closeArray: 93,
  R: 82,
};
const escapes = new Map([...'nrtbf'].map((letter, i) => [letter.charCodeAt(0), [10, 13, 9, 8, 12][i]!]));

const syntax = (detail: string): never => refuse('damaged', `syntax: ${detail}`);

/** Reads PDF objects from bytes, strictly: nothing is repaired. Refuses `damaged` or `too_complex`. */
export class Lexer {
  position: number;
  /** How many comments have been passed. */
  comments = 0;
  readonly #bytes: Buffer;
  readonly #limits: Limits;
  readonly #effort: Effort;

  constructor(bytes: Buffer, position: number, { limits, effort }: { limits: Limits; effort: Effort }) {
    this.#bytes = bytes;
    this.position = position;
    this.#limits = limits;
    this.#effort = effort;
  }

  /** Moves past white space and comments. */
  skipSpace(): void {
    const bytes = this.#bytes;
    for (;;) {
      const code = bytes[this.position];
      if (isWhitespace(code)) this.position++;
      else if (code === codes.percent) {
        this.comments++;
        while (this.position < bytes.length && bytes[this.position] !== 10 && bytes[this.position] !== 13)
          this.position++;
      } else return;
    }
  }

  /** Whether the given keyword stands here; does not move. */
  startsWith(keyword: string): boolean {
    return this.#bytes.toString('latin1', this.position, this.position + keyword.length) === keyword;
  }

  /** The next run of regular characters. */
  word(): string {
    this.skipSpace();
    const start = this.position;
    while (isRegular(this.#bytes[this.position])) {
      this.position++;
      if (this.position - start > maxTokenLength) syntax('token too long');
    }
    return this.#bytes.toString('latin1', start, this.position);
  }

  unsigned(): number {
    const word = this.word();
    return /^\d{1,10}$/.test(word) ? Number(word) : syntax(`integer expected at ${this.position}`);
  }

  keyword(expected: string): void {
    if (this.word() !== expected) syntax(`'${expected}' expected near ${this.position}`);
  }

  /** The next object. A number followed by another and R is a reference. */
  object(depth = 0): PdfObject {
    if (depth > this.#limits.maxDepth) refuse('too_complex', 'nesting');
    this.#effort.spend(1);
    this.skipSpace();
    switch (this.#bytes[this.position]) {
      case undefined:
        return syntax('end of file');
      case codes.slash:
        return this.#name();
      case codes.open:
        return this.#literalString();
      case codes.openArray:
        return this.#array(depth);
      case codes.less:
        return this.#bytes[this.position + 1] === codes.less ? this.#dictionary(depth) : this.#hexString();
      default:
        return this.#wordObject();
    }
  }

  #wordObject(): PdfObject {
    const word = this.word();
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) syntax(`unexpected token at ${this.position}`);
    return (/^\d{1,10}$/.test(word) ? this.#reference(Number(word)) : undefined) ?? new PdfNumber(word);
  }

  /** The rest of a reference after its object number; does not move where there is none. */
  #reference(objectNumber: number): PdfReference | undefined {
    const bytes = this.#bytes;
    const before = this.position;
    this.skipSpace();
    let generation = 0;
    const start = this.position;
    for (; isDigit(bytes[this.position]) && this.position - start < 6; this.position++)
      generation = generation * 10 + bytes[this.position]! - 48;
    const digits = this.position - start;
    if (digits > 0 && digits < 6 && !isRegular(bytes[this.position])) {
      this.skipSpace();
      if (bytes[this.position] === codes.R && !isRegular(bytes[this.position + 1])) {
        this.position++;
        return new PdfReference(objectNumber, generation);
      }
    }
    this.position = before;
    return undefined;
  }

  #array(depth: number): PdfArray {
    this.position++;
    const items: PdfObject[] = [];
    for (;;) {
      this.skipSpace();
      if (this.#bytes[this.position] === codes.closeArray) {
        this.position++;
        return items;
      }
      items.push(this.object(depth + 1));
      if (items.length > this.#limits.maxObjects) refuse('too_complex', 'array');
    }
  }

  /** A dictionary; a repeated key is refused, because readers disagree on which one counts. */
  #dictionary(depth: number): PdfDictionary {
    this.position += 2;
    const entries: PdfDictionary = new Map();
    for (;;) {
      this.skipSpace();
      const code = this.#bytes[this.position];
      if (code === codes.greater && this.#bytes[this.position + 1] === codes.greater) {
        this.position += 2;
        return entries;
      }
      if (code !== codes.slash) syntax(`dictionary key at ${this.position}`);
      const key = this.#name().value;
      if (entries.has(key)) refuse('damaged', `duplicate key /${key.slice(0, 40)}`);
      entries.set(key, this.object(depth + 1));
      if (entries.size > maxDictionaryEntries) refuse('too_complex', 'dictionary');
    }
  }

  #name(): PdfName {
    const start = ++this.position;
    while (isRegular(this.#bytes[this.position])) this.position++;
    if (this.position - start > maxNameLength) syntax('name too long');
    const spelling = this.#bytes.toString('latin1', start, this.position);
    return new PdfName(
      spelling.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
  }

  #literalString(): PdfString {
    const bytes = this.#bytes;
    const start = ++this.position;
    let open = 0;
    let plain = true;
    for (;;) {
      const code = bytes[this.position++];
      if (code === undefined) return syntax('string without end');
      if (code === codes.backslash) {
        plain = false;
        this.position++;
      } else if (code === 13) plain = false;
      else if (code === codes.open) open++;
      else if (code === codes.close && open-- === 0) break;
    }
    const written = bytes.subarray(start, this.position - 1);
    return new PdfString(plain ? written : unescaped(written));
  }

  #hexString(): PdfString {
    const end = this.#bytes.indexOf(codes.greater, this.position);
    if (end < 0) syntax('hex string without end');
    let hex = this.#bytes.toString('latin1', this.position + 1, end);
    if (/[^0-9a-fA-F]/.test(hex)) hex = hex.replace(/[\0\t\n\f\r ]/g, '');
    if (/[^0-9a-fA-F]/.test(hex)) syntax('hex string');
    this.position = end + 1;
    return new PdfString(Buffer.from(hex.length % 2 ? `${hex}0` : hex, 'hex'), true);
  }
}

/** The characters of a literal string (ISO 32000-2 section 7.3.4.2): escapes resolved, line ends as one line feed. */
function unescaped(written: Buffer): Buffer {
  const content = Buffer.alloc(written.length);
  let length = 0;
  for (let at = 0; at < written.length; ) {
    const code = written[at++]!;
    if (code === 13) {
      if (written[at] === 10) at++;
      content[length++] = 10;
    } else if (code !== codes.backslash) content[length++] = code;
    else {
      const escaped = written[at++]!;
      const letter = escapes.get(escaped);
      if (letter !== undefined) content[length++] = letter;
      else if (isOctal(escaped)) {
        let value = escaped - 48;
        for (let i = 0; i < 2 && isOctal(written[at]); i++) value = value * 8 + written[at++]! - 48;
        content[length++] = value & 0xff;
      } else if (escaped === 13) {
        if (written[at] === 10) at++;
      } else if (escaped !== 10) content[length++] = escaped;
    }
  }
  return content.subarray(0, length);
}

const isOctal = (code: number | undefined): boolean => code !== undefined && code >= 48 && code <= 55;
