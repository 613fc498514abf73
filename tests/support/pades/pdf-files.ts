import { deflateSync } from 'node:zlib';

/** How a made-up PDF keeps its cross-references. */
export type CrossReferenceStyle = 'table' | 'stream' | 'hybrid';

/** What goes into a made-up PDF. */
export interface PdfRecipe {
  readonly style?: CrossReferenceStyle;
  readonly pages?: number;
  /** Extra bytes in an uncompressed stream, to reach a size. */
  readonly padding?: Buffer;
  /** Extra entries of the catalog, the first page and the trailer, in PDF syntax. */
  readonly catalog?: string;
  readonly page?: string;
  readonly trailer?: string;
  /** Extra objects; the first gets number `firstExtraObject(pages)`. */
  readonly objects?: readonly (string | Buffer)[];
  readonly text?: string;
  /** The content stream, in place of the line of text. */
  readonly content?: string;
}

const fixedObjects = 4;

/** Number of the first extra object in a PDF of so many pages. */
export const firstExtraObject = (pages = 1): number => fixedObjects + pages + 1;

/** A small, valid PDF 1.7: one text stream shared by all pages. */
export function makePdf(recipe: PdfRecipe = {}): Buffer {
  const { style = 'table', pages = 1 } = recipe;
  const pageNumbers = Array.from({ length: pages }, (_, i) => fixedObjects + 1 + i);
  const content = recipe.content ?? `BT /F1 18 Tf 72 760 Td (${recipe.text ?? 'Quyet dinh 12/QD-UBND'}) Tj ET`;
  const objects: (string | Buffer)[] = [
    `<</Type/Catalog/Pages 2 0 R${recipe.catalog ?? ''}>>`,
    `<</Type/Pages/Count ${pages}/Kids[${pageNumbers.map((n) => `${n} 0 R`).join(' ')}]/MediaBox[0 0 595 842]/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>`,
    `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
    '<</Title(Quyet dinh)/Producer(motcua tests)>>',
    ...pageNumbers.map((_, i) => `<</Type/Page/Parent 2 0 R/Contents 3 0 R${i === 0 ? (recipe.page ?? '') : ''}>>`),
    ...(recipe.objects ?? []),
  ];
  if (recipe.padding) objects.push(streamObject(recipe.padding));
  return style === 'table'
    ? withTable(objects, recipe)
    : style === 'stream'
      ? withStream(objects, recipe)
      : withHybrid(objects, recipe);
}

/** A stream object from its bytes and further dictionary entries. */
export const streamObject = (data: Buffer, entries = ''): Buffer =>
  Buffer.concat([Buffer.from(`<</Length ${data.length}${entries}>>\nstream\n`), data, Buffer.from('\nendstream')]);

const trailerEntries = (recipe: PdfRecipe): string =>
  `/Root 1 0 R/Info 4 0 R/ID[<0123456789ABCDEF0123456789ABCDEF><0123456789ABCDEF0123456789ABCDEF>]${recipe.trailer ?? ''}`;

class Body {
  readonly #parts: Buffer[] = [];
  length = 0;
  readonly offsets: number[] = [];

  put(part: string | Buffer): void {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part;
    this.#parts.push(bytes);
    this.length += bytes.length;
  }

  object(objectNumber: number, content: string | Buffer): void {
    this.offsets[objectNumber] = this.length;
    this.put(`${objectNumber} 0 obj\n`);
    this.put(content);
    this.put('\nendobj\n');
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

function startBody(): Body {
  const body = new Body();
  body.put('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n');
  return body;
}

function withTable(objects: readonly (string | Buffer)[], recipe: PdfRecipe): Buffer {
  const body = startBody();
  for (const [i, object] of objects.entries()) body.object(i + 1, object);
  const startxref = body.length;
  body.put(tableText(body.offsets, objects.length + 1));
  body.put(`trailer\n<</Size ${objects.length + 1}${trailerEntries(recipe)}>>\nstartxref\n${startxref}\n%%EOF\n`);
  return body.bytes();
}

/** The table's text; a hidden object is left out, by two subsections. */
function tableText(offsets: readonly (number | undefined)[], size: number, hidden = 0): string {
  const line = (n: number) => `${String(offsets[n] ?? 0).padStart(10, '0')} 00000 n \n`;
  const subsection = (first: number, end: number) =>
    `${first} ${end - first}\n${Array.from({ length: end - first }, (_, i) => (first + i === 0 ? '0000000000 65535 f \n' : line(first + i))).join('')}`;
  return hidden ? `xref\n${subsection(0, hidden)}${subsection(hidden + 1, size)}` : `xref\n${subsection(0, size)}`;
}

const isStream = (object: string | Buffer): boolean => object.includes('endstream');

function objectStream(objects: readonly { number: number; content: string | Buffer }[]): Buffer {
  let position = 0;
  const heads: string[] = [];
  for (const { number, content } of objects) {
    heads.push(`${number} ${position}`);
    position += content.length + 1;
  }
  const head = `${heads.join(' ')} `;
  const data = Buffer.concat([
    Buffer.from(head),
    ...objects.flatMap(({ content }) => [Buffer.from(content), Buffer.from('\n')]),
  ]);
  return streamObject(deflateSync(data), `/Filter/FlateDecode/Type/ObjStm/N ${objects.length}/First ${head.length}`);
}

/** Every object but streams in one object stream, all found through a cross-reference stream. */
function withStream(objects: readonly (string | Buffer)[], recipe: PdfRecipe): Buffer {
  const numbered = objects.map((content, i) => ({ number: i + 1, content }));
  const packed = numbered.filter(({ content }) => !isStream(content));
  const container = objects.length + 1;
  const reference = objects.length + 2;
  const body = startBody();
  for (const { number, content } of numbered) if (isStream(content)) body.object(number, content);
  body.object(container, objectStream(packed));
  const startxref = body.length;
  const rows = crossReferenceRows(reference + 1, (n) => {
    if (n === reference) return [1, startxref, 0];
    const index = packed.findIndex(({ number }) => number === n);
    return index >= 0 ? [2, container, index] : [1, body.offsets[n] ?? 0, 0];
  });
  body.object(reference, streamObject(rows, `/Type/XRef/W[1 4 2]/Size ${reference + 1}${trailerEntries(recipe)}`));
  body.put(`startxref\n${startxref}\n%%EOF\n`);
  return body.bytes();
}

/** A table for old readers, plus a stream for the compressed objects (ISO 32000-2 section 7.5.8.4). */
function withHybrid(objects: readonly (string | Buffer)[], recipe: PdfRecipe): Buffer {
  const numbered = objects.map((content, i) => ({ number: i + 1, content }));
  const hidden = 4;
  const packed = numbered.filter(({ number }) => number === hidden);
  const container = objects.length + 1;
  const reference = objects.length + 2;
  const body = startBody();
  for (const { number, content } of numbered) if (number !== hidden) body.object(number, content);
  body.object(container, objectStream(packed));
  const streamOffset = body.length;
  const rows = crossReferenceRows(reference + 1, (n) => (n === hidden ? [2, container, 0] : [0, 0, 0]));
  body.object(reference, streamObject(rows, `/Type/XRef/W[1 4 2]/Size ${reference + 1}/Root 1 0 R`));
  const startxref = body.length;
  body.put(tableText(body.offsets, reference + 1, hidden));
  body.put(
    `trailer\n<</Size ${reference + 1}/XRefStm ${streamOffset}${trailerEntries(recipe)}>>\nstartxref\n${startxref}\n%%EOF\n`,
  );
  return body.bytes();
}

function crossReferenceRows(size: number, row: (n: number) => readonly [number, number, number]): Buffer {
  const rows = Buffer.alloc(size * 7);
  for (let n = 1; n < size; n++) {
    const [type, second, third] = row(n);
    rows[n * 7] = type;
    rows.writeUInt32BE(second, n * 7 + 1);
    rows.writeUInt16BE(third, n * 7 + 5);
  }
  rows.writeUInt16BE(65535, 5);
  return rows;
}
