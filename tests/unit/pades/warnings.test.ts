import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inspectPdf } from '../../../functions/results/pades/sign/inspect.ts';
import { reserveFields } from '../../../functions/results/pades/sign/reserve-fields.ts';
import { valueOfOutcome } from '../../support/pades/outcomes.ts';
import { firstExtraObject, makePdf, type PdfRecipe, streamObject } from '../../support/pades/pdf-files.ts';

const extra = firstExtraObject();
const unseen = (file: Uint8Array) => valueOfOutcome(inspectPdf(file)).unseen;
const codes = (file: Uint8Array) => [...new Set(unseen(file).map(({ code }) => code))];

/** A further revision with these objects, by their numbers, and these entries of the trailer. */
const updated = (base: Buffer, objects: Readonly<Record<number, string | Buffer>>, trailer = '/Info 4 0 R'): Buffer => {
  const before = base.toString('latin1');
  const previous = [...before.matchAll(/startxref\n(\d+)/g)].at(-1)?.[1];
  const parts = [base];
  let at = base.length;
  let table = '';
  for (const [objectNumber, content] of Object.entries(objects)) {
    const object = Buffer.concat([
      Buffer.from(`${objectNumber} 0 obj\n`),
      Buffer.from(content),
      Buffer.from('\nendobj\n'),
    ]);
    table += `${objectNumber} 1\n${String(at).padStart(10, '0')} 00000 n \n`;
    parts.push(object);
    at += object.length;
  }
  const size = Math.max(extra, ...Object.keys(objects).map((n) => Number(n) + 1));
  parts.push(
    Buffer.from(
      `xref\n${table}trailer\n<</Size ${size}/Root 1 0 R${trailer}/Prev ${previous}>>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
};

const page = (entries: string) => `<</Type/Page/Parent 2 0 R${entries}>>`;
const content = (text: string) => streamObject(Buffer.from(`BT /F1 18 Tf 72 760 Td (${text}) Tj ET`));

describe('an earlier revision', () => {
  const final = 'Quyet dinh 12/QD-UBND';

  test.each<[string, Buffer]>([
    ['with another text', updated(makePdf({ text: 'Ban nhap' }), { 3: content(final) })],
    [
      'of which another page was shown',
      updated(makePdf(), { [extra]: content('khac'), 5: page(`/Contents ${extra} 0 R`) }),
    ],
    ['whose page was larger', updated(makePdf(), { 5: page('/Contents 3 0 R/CropBox[0 0 300 400]') })],
    [
      'with a page more',
      updated(makePdf({ pages: 2 }), { 2: '<</Type/Pages/Count 1/Kids[5 0 R]/MediaBox[0 0 595 842]>>' }),
    ],
    [
      'without a stamp that now covers it',
      updated(makePdf(), { 5: page(`/Contents 3 0 R/Annots[<</Subtype/Stamp/Rect[0 0 90 90]/AP<</N 3 0 R>>>>]`) }),
    ],
    [
      'whose font drew other letters',
      updated(
        makePdf({
          page: `/Resources<</Font<</F1 ${extra} 0 R>>>>`,
          objects: ['<</Type/Font/Subtype/Type1/BaseFont/Courier>>'],
        }),
        {
          [extra]: '<</Type/Font/Subtype/Type1/BaseFont/Symbol>>',
        },
      ),
    ],
    [
      'two revisions ago',
      updated(updated(makePdf({ text: 'Ban nhap' }), { 3: content(final) }), { 4: '<</Title(b)>>' }),
    ],
  ])('%s is told by its place, never its text', (_, file) => {
    const told = unseen(file);
    expect(told.map(({ code }) => code)).toEqual(told.map(() => 'earlier_revision'));
    expect(told.length).toBeGreaterThan(0);
    for (const { detail } of told) expect(detail).not.toMatch(/Ban nhap|khac\b/);
  });

  test.each<[string, Buffer]>([
    ['with other information about the file', updated(makePdf(), { 4: '<</Title(Quyet dinh)>>' })],
    [
      'with other metadata',
      updated(makePdf(), {
        1: `<</Type/Catalog/Pages 2 0 R/Metadata ${extra} 0 R>>`,
        [extra]: streamObject(Buffer.from('<x/>'), '/Type/Metadata/Subtype/XML'),
      }),
    ],
    [
      'whose content was packed otherwise',
      updated(makePdf(), {
        3: streamObject(deflateSync(Buffer.from(`BT /F1 18 Tf 72 760 Td (${final}) Tj ET`)), '/Filter/FlateDecode'),
      }),
    ],
    [
      'with room for signatures',
      Buffer.from(
        valueOfOutcome(
          reserveFields(makePdf(), [{ field: 'A', rectangle: [0, 0, 50, 50] }], { fileId: Buffer.alloc(16) }),
        ),
      ),
    ],
    [
      'that a link was added to',
      updated(makePdf(), {
        5: page('/Contents 3 0 R/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://a.vn)>>>>]'),
      }),
    ],
  ])('%s looks the same', (_, file) => {
    expect(unseen(file)).toEqual([]);
  });
});

describe('what stands in the newest revision', () => {
  const layers = (more: string, count = 2): PdfRecipe => ({
    catalog: `/OCProperties<</OCGs[${Array.from({ length: count }, (_, i) => `${extra + i} 0 R`).join(' ')}]/D<<${more}>>>>`,
    objects: Array.from({ length: count }, () => '<</Type/OCG/Name(Bi mat)>>'),
  });
  const withRule = (rule: string, off = ''): PdfRecipe => {
    const { catalog = '', objects = [] } = layers(off);
    return { catalog, objects: [...objects, `<</Type/OCMD${rule}>>`] };
  };
  const annotated = (annotation: string): PdfRecipe => ({ page: `/Annots[<<${annotation}>>]` });

  test.each<[string, string, PdfRecipe]>([
    ['a layer that is off', 'hidden_layer', layers(`/OFF[${extra} 0 R]`)],
    ['layers that are off unless they are named', 'hidden_layer', layers(`/BaseState/OFF/ON[${extra} 0 R]`)],
    ['a rule that shows while its layers are off', 'hidden_layer', withRule(`/OCGs ${extra} 0 R/P/AllOff`)],
    ['a rule that turns a layer round', 'hidden_layer', withRule(`/VE[/Not ${extra} 0 R]`)],
    ['a hidden annotation', 'hidden_note', annotated('/Subtype/FreeText/Rect[0 0 9 9]/F 2/Contents(x)')],
    ['an annotation for print alone', 'hidden_note', annotated('/Subtype/Square/Rect[0 0 9 9]/F 36')],
    ['an annotation of no size', 'hidden_note', annotated('/Subtype/FreeText/Rect[9 9 9 20]/Contents(x)')],
    ['a note', 'hidden_note', annotated('/Subtype/Text/Rect[0 0 9 9]/Contents(x)')],
    ['the window of a note', 'hidden_note', annotated('/Subtype/Popup/Rect[0 0 9 9]')],
    ['a mark with a note', 'hidden_note', annotated('/Subtype/Highlight/Rect[0 0 9 9]/Contents(x)')],
    ['a hidden field of a form', 'hidden_note', annotated('/Subtype/Widget/FT/Tx/V(x)/Rect[0 0 9 9]/F 2')],
    ['data of a program', 'private_data', { page: '/PieceInfo<</Editor<</Private(x)>>>>' }],
    [
      'a file among the data of a program',
      'private_data',
      {
        catalog: `/PieceInfo<</Editor<</Private ${extra} 0 R>>>>`,
        objects: [streamObject(Buffer.from('PK\u0003\u0004'))],
      },
    ],
  ])('%s: %s', (_, code, recipe) => {
    for (const style of ['table', 'stream', 'hybrid'] as const)
      expect(codes(makePdf({ style, ...recipe }))).toEqual([code]);
  });

  test.each<[string, PdfRecipe]>([
    ['layers that are on', layers('')],
    ['layers that are all named as on', layers(`/BaseState/OFF/ON[${extra} 0 R ${extra + 1} 0 R]`)],
    ['a rule over layers that are on', withRule(`/OCGs[${extra} 0 R ${extra + 1} 0 R]/P/AllOn`)],
    ['a rule over no layer', withRule('/OCGs[]/P/AllOff')],
    ['an annotation that is shown and printed', annotated('/Subtype/FreeText/Rect[0 0 9 9]/F 4/Contents(x)')],
    ['a mark without a note', annotated('/Subtype/Highlight/Rect[0 0 9 9]/Contents()')],
    ['a link with a word for those who hear it', annotated('/Subtype/Link/Rect[0 0 9 9]/Contents(x)')],
    ['a place for a signature that nobody sees', annotated('/Subtype/Widget/FT/Sig/T(A)/Rect[0 0 0 0]/F 132')],
    ['room for data of programs without any', { page: '/PieceInfo<<>>' }],
  ])('%s is nothing to tell', (_, recipe) => {
    expect(unseen(makePdf(recipe))).toEqual([]);
  });

  test('many of a kind are counted, so that what is told stays short', () => {
    const notes = '<</Subtype/Text/Rect[0 0 9 9]>>'.repeat(300);
    const told = unseen(makePdf({ page: `/Annots[${notes}]` }));
    expect(told).toHaveLength(6);
    expect(told.at(-1)?.detail).toBe('và 295 chỗ khác');
  });
});
