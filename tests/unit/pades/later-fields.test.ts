import { beforeAll, expect, test } from 'vitest';
import {
  dictionary,
  name,
  number,
  numbers,
  type PdfDictionary,
  type PdfObject,
  PdfReference,
} from '../../../functions/results/pades/pdf/objects.ts';
import { pagesOf } from '../../../functions/results/pades/pdf/page-tree.ts';
import { textString } from '../../../functions/results/pades/pdf/text-string.ts';
import { extendToArchive } from '../../../functions/results/pades/sign/extend.ts';
import { reserveFields } from '../../../functions/results/pades/sign/reserve-fields.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { signerOf, signingTime } from '../../support/pades/development-pki.ts';
import { valueOfOutcome } from '../../support/pades/outcomes.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { pictures, rendered } from '../../support/pades/renderers.ts';
import { pki, requestFor, services, signedTo } from '../../support/pades/scenario.ts';
import { updated } from '../../support/pades/tampering.ts';

// A field that comes behind a signature is judged by what a viewer may draw for it.

const signer = signerOf(pki, 'p256');
const verify = (pdf: Uint8Array) => verifyPdf(pdf, { roots: pki.roots, now: signingTime });
const nowhere = numbers(0, 0, 0, 0);
const black = numbers(0, 0, 0);
const across = numbers(60, 700, 500, 800);

let base: Buffer;
beforeAll(async () => {
  base = await signedTo(makePdf(), { kind: 'p256' });
});

/** What an added field has besides its name, and the content of its appearance. */
interface Added {
  readonly entries: Record<string, PdfObject>;
  readonly paints?: string;
  readonly form?: Record<string, PdfObject>;
}

/** A signature field added behind the signature and signed by somebody trusted. */
async function withField({ entries, paints, form }: Added): Promise<Buffer> {
  const pdf = updated(base, (update) => {
    const page = pagesOf(update.document)[0]!;
    const box = { Subtype: name('Form'), BBox: numbers(0, 0, 500, 800), ...form };
    const stream = paints === undefined ? undefined : update.addStream(dictionary(box), Buffer.from(paints));
    const field: PdfDictionary = dictionary({
      Type: name('Annot'),
      Subtype: name('Widget'),
      FT: name('Sig'),
      T: textString('Them'),
      F: number(4),
      P: page,
      Rect: nowhere,
      AP: stream && dictionary({ N: stream }),
      ...entries,
    });
    const added = update.add(field);
    const pageEntries = new Map(update.document.dictionary(page)!);
    update.replace(page, pageEntries.set('Annots', [...update.document.array(pageEntries.get('Annots'))!, added]));
    const owner = update.document.catalog.get('AcroForm') as PdfReference;
    const entriesOfForm = new Map(update.document.dictionary(owner)!);
    update.replace(owner, entriesOfForm.set('Fields', [...update.document.array(entriesOfForm.get('Fields'))!, added]));
  });
  const request = requestFor(3, { field: 'Them' });
  return Buffer.from(valueOfOutcome(await signPdf(pdf, request, signer)).pdf);
}

const stroke = '0 0 0 RG 40 w 0 0 m 500 800 l S 0 0 500 800 re f';
const painting: [string, Added][] = [
  ['ink', { entries: { Subtype: name('Ink'), C: black, InkList: [across] } }],
  ['a line', { entries: { Subtype: name('Line'), C: black, L: across, BS: dictionary({ W: number(40) }) } }],
  [
    'a polygon',
    { entries: { Subtype: name('Polygon'), C: black, IC: black, Vertices: numbers(60, 700, 500, 700, 500, 800) } },
  ],
  ['a polyline', { entries: { Subtype: name('PolyLine'), C: black, Vertices: across } }],
  [
    'a highlight',
    { entries: { Subtype: name('Highlight'), C: black, QuadPoints: numbers(60, 800, 500, 800, 60, 700, 500, 700) } },
  ],
  [
    'a strike-out',
    { entries: { Subtype: name('StrikeOut'), C: black, QuadPoints: numbers(60, 800, 500, 800, 60, 700, 500, 700) } },
  ],
  [
    'a redaction',
    { entries: { Subtype: name('Redact'), IC: black, QuadPoints: numbers(60, 800, 500, 800, 60, 700, 500, 700) } },
  ],
  ['a square', { entries: { Subtype: name('Square'), C: black, BS: dictionary({ W: number(200) }) } }],
  ['a stamp', { entries: { Subtype: name('Stamp') }, paints: stroke }],
  [
    'free text',
    { entries: { Subtype: name('FreeText'), DA: textString('/F1 40 Tf'), Contents: textString('500.000.000') } },
  ],
  ['a widget with a painted appearance', { entries: {}, paints: stroke }],
  ['a box without height', { entries: {}, paints: stroke, form: { BBox: numbers(0, 0, 500, 0) } }],
  ['a box without area', { entries: {}, paints: stroke, form: { BBox: nowhere } }],
  ['a matrix that collapses', { entries: {}, paints: stroke, form: { Matrix: numbers(0, 0, 0, 0, 60, 700) } }],
  ['a matrix that enlarges', { entries: {}, paints: stroke, form: { Matrix: numbers(900, 0, 0, 900, 0, 0) } }],
  [
    'a thin rectangle with a broad border',
    { entries: { Rect: numbers(60, 700, 500, 700), Border: numbers(0, 0, 90), MK: dictionary({ BC: black }) } },
  ],
  [
    'colours for an appearance that viewers make',
    { entries: { MK: dictionary({ BG: black, BC: black }), BS: dictionary({ W: number(300) }) } },
  ],
  ['an appearance for the mouse', { entries: { AP: dictionary({ R: new PdfReference(3) }) } }],
  [
    'a rectangle and a matrix that collapses',
    { entries: { Rect: across }, paints: stroke, form: { Matrix: numbers(0, 0, 0, 0, 60, 700) } },
  ],
];

test.each(painting)('%s is forbidden', async (_, added) => {
  const report = verify(await withField(added));
  expect(report.verdict).toBe('invalid');
  expect(report.changes.map(({ kind, code }) => `${kind} ${code}`)).toContain('forbidden appearance_unbounded');
});

test('and stays so behind a time stamp of our own, and where revocation data is asked for', async () => {
  const forged = await withField(painting[0]![1]);
  const archived = valueOfOutcome(await extendToArchive(forged, services.client(), services.extension()));
  const options = { roots: pki.roots, now: signingTime, requireRevocation: true };
  expect(verifyPdf(archived, options).verdict).toBe('invalid');
});

const blank: [string, Added][] = [
  ['no appearance', { entries: {} }],
  ['an empty appearance', { entries: {}, paints: '', form: { BBox: nowhere } }],
  ['the mark of an empty layer', { entries: {}, paints: '% DSBlank\n', form: { BBox: nowhere } }],
  ['an appearance that saves and restores', { entries: {}, paints: 'q\nQ\n', form: { BBox: numbers(0, 0, 100, 100) } }],
  ['no border', { entries: { Border: numbers(0, 0, 0), MK: new Map() } }],
];

test.each(blank)('an invisible signature with %s is lawful', async (_, added) => {
  expect(verify(await withField(added)).verdict).toBe('valid');
});

rendered('renderers draw nothing for what is lawful, and something for what is not', async () => {
  const before = JSON.stringify(pictures(base));
  for (const [what, added] of blank) expect(JSON.stringify(pictures(await withField(added))), what).toBe(before);
  const drawn = [];
  for (const [what, added] of process.env.NIGHTLY ? painting : painting.slice(0, 3))
    if (JSON.stringify(pictures(await withField(added))) !== before) drawn.push(what);
  expect(drawn).toEqual(expect.arrayContaining(['ink', 'a line', 'a polygon']));
});

test('a reserved field is signed with an appearance that cannot be fitted into it', async () => {
  const field = { field: 'CanBo', rectangle: [40, 40, 240, 120] as const };
  const reserved = valueOfOutcome(reserveFields(makePdf(), [field, { field: 'An' }], { fileId: Buffer.alloc(16) }));
  const signed = await signedTo(reserved, { kind: 'p256', request: { field: 'Khac' } });
  const attacked = async (which: string, form: Record<string, PdfObject>) => {
    const signedField = valueOfOutcome(await signPdf(signed, requestFor(1, { field: which }), signer)).pdf;
    return verify(
      updated(Buffer.from(signedField), (update) => {
        const reference = new PdfReference(numberOf(Buffer.from(signedField), which));
        const stream = update.addStream(dictionary({ Subtype: name('Form'), ...form }), Buffer.from(stroke));
        update.replace(reference, new Map(update.document.dictionary(reference)!).set('AP', dictionary({ N: stream })));
      }),
    ).changes.map(({ code }) => code);
  };
  expect(await attacked('CanBo', { BBox: nowhere })).toContain('appearance_unbounded');
  expect(await attacked('CanBo', { BBox: numbers(0, 0, 200, 80) })).not.toContain('appearance_unbounded');
  expect(await attacked('An', { BBox: numbers(0, 0, 200, 80) })).toContain('appearance_unbounded');
});

/** The number of the object that is the field of this name. */
function numberOf(pdf: Buffer, field: string): number {
  const title = `/T <${Buffer.from(field, 'latin1').toString('hex').toUpperCase()}>`;
  const text = pdf.toString('latin1');
  return Number(/(\d+) 0 obj\s*$/.exec(text.slice(0, text.lastIndexOf('<<', text.lastIndexOf(title))))?.[1]);
}
