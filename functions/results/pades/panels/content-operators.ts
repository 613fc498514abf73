import type { PdfDocument } from '../pdf/document.ts';
import { Lexer } from '../pdf/lexer.ts';
import type { PdfObject } from '../pdf/objects.ts';

/** An operator of a content stream with what stands before it (ISO 32000-2, 7.8.2). */
export interface Operation {
  readonly operator: string;
  readonly operands: readonly PdfObject[];
}

/** No operator takes more, but for those of colours. */
const MOST_OPERANDS = 64;

const isObjectStart = (code: number | undefined): boolean =>
  code !== undefined && /[-+.\d/([<]/.test(String.fromCharCode(code));

const isSpace = (code: number | undefined): boolean =>
  code === undefined || code === 0 || code === 9 || code === 10 || code === 12 || code === 13 || code === 32;

/** Behind the data of an inline image: `EI` between white space. */
const afterImage = (content: Buffer, from: number): number => {
  for (let at = content.indexOf('EI', from); at >= 0; at = content.indexOf('EI', at + 2))
    if (isSpace(content[at - 1]) && isSpace(content[at + 2])) return at + 2;
  return content.length;
};

/** The operators of a content stream in their order; the data of inline images are passed over. Refuses `damaged` and `too_complex`. */
export function* operationsIn(document: PdfDocument, content: Buffer): Generator<Operation> {
  const lexer = new Lexer(content, 0, document);
  let operands: PdfObject[] = [];
  for (;;) {
    lexer.skipSpace();
    if (lexer.position >= content.length) return;
    if (isObjectStart(content[lexer.position])) {
      operands.push(lexer.object());
      if (operands.length > MOST_OPERANDS) operands = operands.slice(-MOST_OPERANDS);
      continue;
    }
    const operator = lexer.word();
    document.effort.spend(1 / 4);
    if (operator === '') lexer.position += 1; // a stray bracket, which readers pass over
    if (operator === 'true' || operator === 'false' || operator === 'null') continue;
    if (operator === 'ID') lexer.position = afterImage(content, lexer.position);
    if (operator !== '') yield { operator, operands };
    operands = [];
  }
}
