import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { IncrementalUpdate } from '../../../functions/results/pades/pdf/incremental-update.ts';
import {
  dictionary,
  name,
  numbers,
  type PdfDictionary,
  type PdfObject,
  PdfReference,
  PdfStream,
} from '../../../functions/results/pades/pdf/objects.ts';
import { pagesOf } from '../../../functions/results/pades/pdf/page-tree.ts';
import { signatureFieldsOf } from '../../../functions/results/pades/pdf/signature-fields.ts';
import { textString } from '../../../functions/results/pades/pdf/text-string.ts';
import { reserveFields } from '../../../functions/results/pades/sign/reserve-fields.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { signingTime } from '../../support/pades/development-pki.ts';
import { valueOfOutcome } from '../../support/pades/outcomes.ts';
import { firstExtraObject, makePdf, type PdfRecipe, streamObject } from '../../support/pades/pdf-files.ts';
import { pki, signedTo } from '../../support/pades/scenario.ts';
import { updated } from '../../support/pades/tampering.ts';

// Whoever has a document signed may have prepared it: what is signed looks harmless and is shared in ways that let a later
// update show something else.

const extra = firstExtraObject();
const prepared = new PdfReference(extra);
const hidden = (text: string) => streamObject(Buffer.from(text));
const verify = (pdf: Uint8Array) => verifyPdf(pdf, { roots: pki.roots, now: signingTime });

/** Signs the prepared document, which must be valid, and gives the codes of what the update did. */
async function attack(recipe: PdfRecipe, change: (update: IncrementalUpdate) => void): Promise<string[]> {
  const signed = await signedTo(makePdf(recipe));
  expect(verify(signed).verdict).toBe('valid');
  const report = verify(updated(signed, change));
  expect(report.verdict).toBe('invalid');
  return report.changes.filter(({ kind }) => kind === 'forbidden').map(({ code }) => code);
}

const catalogWith = (update: IncrementalUpdate, key: string, value: PdfObject) =>
  update.replace(update.document.rootReference, new Map(update.document.catalog).set(key, value));

test('an object that was null when it was signed gets content', async () => {
  const codes = await attack({ page: `/Annots[${extra} 0 R]`, objects: ['null'] }, (update) =>
    update.replace(prepared, dictionary({ Subtype: name('Stamp'), Rect: numbers(0, 0, 500, 800) })),
  );
  expect(codes).toContain('undefined_reference_defined');
});

test('a field that is a stream as well, and content of the page: its data is exchanged', async () => {
  const field = (text: string) =>
    new PdfStream(dictionary({ FT: name('Sig'), T: textString('Gia') }), Buffer.from(text));
  const recipe = {
    page: `/X ${extra} 0 R`,
    catalog: `/AcroForm<</Fields[${extra} 0 R]>>`,
    objects: [streamObject(Buffer.from('BT ET'), '/FT/Sig/T(Gia)')],
  };
  expect(await attack(recipe, (update) => update.replace(prepared, field('0 g f')))).toContain('object_modified');
});

test('objects in a stream that is the store of validation data as well: the stream is exchanged under them', async () => {
  const packed = (price: string) => Buffer.from(`900 0 <</Price(${price})>>`);
  const entries = '/Type/ObjStm/N 1/First 6';
  const base = makePdf({
    style: 'table',
    catalog: `/DSS ${extra} 0 R`,
    objects: [streamObject(packed('1'), entries)],
  });
  const rows = Buffer.from([2, 0, extra, 0, 0]);
  const startxref = /startxref\n(\d+)/.exec(base.toString('latin1'))?.[1];
  const section = `\n901 0 obj\n<</Type/XRef/W[1 2 2]/Index[900 1]/Size 902/Root 1 0 R/Prev ${startxref}/Length ${rows.length}>>\nstream\n`;
  const pdf = Buffer.concat([
    base,
    Buffer.from(section),
    rows,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${base.length + 1}\n%%EOF\n`),
  ]);
  const signed = await signedTo(pdf);
  expect(verify(signed).verdict).toBe('valid');
  const attacked = updated(signed, (update) => {
    const { dictionary: kept } = update.document.get(extra) as PdfStream;
    update.replace(prepared, new PdfStream(kept, packed('9')));
  });
  expect(verify(attacked).verdict).toBe('invalid');
});

test.each(['Certs', 'CRLs', 'VRI'])('the list of validation data /%s is content of the page as well', async (list) => {
  const codes = await attack(
    { catalog: `/DSS<</${list} ${extra} 0 R>>`, page: `/Shown ${extra} 0 R`, objects: ['[3 0 R]', hidden('BT ET')] },
    (update) => {
      update.replace(prepared, [new PdfReference(3), new PdfReference(extra + 1)]);
      catalogWith(update, 'DSS', dictionary({ [list]: prepared, Type: name('DSS') }));
    },
  );
  expect(codes).toContain('shared_object_changed');
});

test('content of the page calls itself a cross-reference stream', async () => {
  const content = (text: string) => new PdfStream(dictionary({ Type: name('XRef') }), Buffer.from(text));
  const recipe = { page: `/Shown ${extra} 0 R`, objects: [streamObject(Buffer.from('BT ET'), '/Type/XRef')] };
  expect(await attack(recipe, (update) => update.replace(prepared, content('0 g f')))).toContain('object_modified');
});

test('the store of validation data is a resource of the page as well', async () => {
  const codes = await attack(
    { catalog: `/DSS ${extra} 0 R`, page: `/Resources ${extra} 0 R`, objects: ['<</Font<<>>>>'] },
    (update) => update.replace(prepared, dictionary({ Font: dictionary({ F1: name('x') }) })),
  );
  expect(codes).toContain('validation_data_changed');
});

test('validation data is taken away', async () => {
  const signed = await signedTo(makePdf(), { level: 'B-LTA' });
  const attacked = updated(signed, (update) => {
    const kept = new Map(update.document.catalog);
    kept.delete('DSS');
    update.replace(update.document.rootReference, kept);
  });
  expect(verify(attacked).changes).toContainEqual({
    kind: 'forbidden',
    code: 'validation_data_removed',
    subject: 'DSS',
  });
});

test('annotations change places: what lay below comes to lie above', async () => {
  const notes = ['<</Subtype/FreeText/Contents(1)>>', '<</Subtype/FreeText/Contents(2)>>'];
  const codes = await attack({ page: `/Annots[${extra} 0 R ${extra + 1} 0 R]`, objects: notes }, (update) => {
    const page = pagesOf(update.document)[0]!;
    const entries = new Map(update.document.dictionary(page)!);
    const [first, second, ...rest] = update.document.array(entries.get('Annots'))!;
    update.replace(page, entries.set('Annots', [second!, first!, ...rest]));
  });
  expect(codes).toContain('annotation_order_changed');
});

test('a reserved field that nobody signs gets another appearance', async () => {
  const fields = [
    { field: 'CanBo', rectangle: [40, 40, 240, 120] as const },
    { field: 'CoQuan', rectangle: [300, 40, 500, 120] as const },
  ];
  const base = valueOfOutcome(reserveFields(makePdf(), fields, { fileId: Buffer.alloc(16) }));
  const signed = await signedTo(base, { request: { field: 'CanBo' } });
  expect(verify(signed).verdict).toBe('valid');
  const attacked = updated(signed, (update) => {
    const seal = signatureFieldsOf(update.document).find((field) => field.name === 'CoQuan')!;
    const forged = update.addStream(
      dictionary({ Subtype: name('Form'), BBox: numbers(0, 0, 200, 80) }),
      deflateSync(Buffer.from('1 0 0 rg 0 0 200 80 re f')),
    );
    update.replace(seal.reference, new Map(seal.dictionary).set('AP', dictionary({ N: forged })));
  });
  expect(verify(attacked).changes).toContainEqual({ kind: 'forbidden', code: 'field_changed', subject: 'CoQuan /AP' });
});

test.each<[string, PdfDictionary, string, string]>([
  ['acts', dictionary({ AA: dictionary({ PO: dictionary({ S: name('JavaScript') }) }) }), 'invalid', 'action_added'],
  ['does nothing', new Map(), 'indeterminate', 'open_field_added'],
])('an invisible field is added that %s', async (_, entries, verdict, code) => {
  const attacked = updated(await signedTo(makePdf()), (update) => {
    const form = update.document.catalog.get('AcroForm') as PdfReference;
    const field = dictionary({ FT: name('Sig'), T: textString('Them'), Rect: numbers(0, 0, 0, 0) });
    const added = update.add(new Map([...field, ...entries]));
    const kept = new Map(update.document.dictionary(form)!);
    update.replace(form, kept.set('Fields', [...update.document.array(kept.get('Fields'))!, added]));
  });
  const report = verify(attacked);
  expect(report.verdict).toBe(verdict);
  expect(report.changes.map((change) => change.code)).toContain(code);
});
