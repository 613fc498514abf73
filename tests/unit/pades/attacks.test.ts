import { beforeAll, describe, expect, test } from 'vitest';
import { encodeSignedData } from '../../../functions/results/pades/cms/signed-data.ts';
import { PdfDocument } from '../../../functions/results/pades/pdf/document.ts';
import type { IncrementalUpdate } from '../../../functions/results/pades/pdf/incremental-update.ts';
import {
  dictionary,
  name,
  number,
  numbers,
  type PdfDictionary,
  PdfReference,
  PdfStream,
} from '../../../functions/results/pades/pdf/objects.ts';
import { pagesOf } from '../../../functions/results/pades/pdf/page-tree.ts';
import { signatureFieldsOf } from '../../../functions/results/pades/pdf/signature-fields.ts';
import { assembled, fillGap } from '../../../functions/results/pades/sign/embed.ts';
import { prepareSignature } from '../../../functions/results/pades/sign/prepare.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { openField } from '../../../functions/results/pades/sign/signature-field.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { signerOf, signingTime } from '../../support/pades/development-pki.ts';
import { valueOfOutcome } from '../../support/pades/outcomes.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { pki, requestFor, services, signedTo } from '../../support/pades/scenario.ts';
import { firstByteRange, overwritten, updated } from '../../support/pades/tampering.ts';

const verify = (pdf: Uint8Array) => verifyPdf(pdf, { roots: pki.roots, now: signingTime });
const codesOf = (pdf: Uint8Array) =>
  verify(pdf)
    .changes.filter(({ kind }) => kind === 'forbidden')
    .map(({ code }) => code);
const signer = signerOf(pki, 'p256');

let signed: Buffer;
beforeAll(async () => {
  signed = await signedTo(makePdf(), { count: 2, level: 'B-T' });
});

const pageOf = (update: IncrementalUpdate): PdfReference => pagesOf(update.document)[0]!;
const pageDictionary = (update: IncrementalUpdate): PdfDictionary =>
  new Map(update.document.dictionary(pageOf(update))!);
const setCatalog = (key: string, value: PdfDictionary) => (update: IncrementalUpdate) =>
  update.replace(update.document.rootReference, new Map(update.document.catalog).set(key, value));
const setPage = (key: string, value: PdfDictionary | PdfReference[]) => (update: IncrementalUpdate) =>
  update.replace(pageOf(update), pageDictionary(update).set(key, value));

describe('incremental saving (ISA) and shadow content', () => {
  const attacks: [string, string, (update: IncrementalUpdate) => void][] = [
    [
      'the page gets other content',
      'object_modified',
      (update) => update.replace(new PdfReference(3), new PdfStream(new Map(), Buffer.from('BT ET'))),
    ],
    [
      'the page points to other content',
      'page_changed',
      (update) => setPage('Contents', [update.addStream(new Map(), Buffer.from('BT ET'))])(update),
    ],
    ['the catalog gets an action', 'catalog_changed', setCatalog('OpenAction', dictionary({ S: name('JavaScript') }))],
    [
      'the information dictionary changes',
      'object_modified',
      (update) => update.replace(new PdfReference(4), dictionary({ Title: name('x') })),
    ],
    [
      'a page is added',
      'page_list_changed',
      (update) => {
        const pages = update.document.catalog.get('Pages') as PdfReference;
        const tree = update.document.dictionary(pages)!;
        const page = update.add(dictionary({ Type: name('Page'), Parent: pages }));
        update.replace(
          pages,
          new Map(tree).set('Count', number(2)).set('Kids', [...update.document.array(tree.get('Kids'))!, page]),
        );
      },
    ],
    [
      'an annotation covers the page (EAA)',
      'annotation_added',
      (update) => {
        const note = update.add(
          dictionary({ Type: name('Annot'), Subtype: name('FreeText'), Rect: numbers(0, 0, 500, 800) }),
        );
        const existing = update.document.array(pageDictionary(update).get('Annots')) as PdfReference[];
        setPage('Annots', [...existing, note])(update);
      },
    ],
    ['an annotation is hidden', 'annotation_removed', (update) => setPage('Annots', [])(update)],
    [
      'a text field is added',
      'field_added',
      (update) => {
        const form = update.document.catalog.get('AcroForm') as PdfReference;
        const field = update.add(dictionary({ FT: name('Tx'), Rect: numbers(0, 0, 100, 100) }));
        const entries = new Map(update.document.dictionary(form)!);
        update.replace(form, entries.set('Fields', [...update.document.array(entries.get('Fields'))!, field]));
      },
    ],
    [
      'signed content is made a signature field',
      'object_modified',
      (update) => {
        const form = update.document.catalog.get('AcroForm') as PdfReference;
        const content = new PdfReference(3);
        update.replace(content, dictionary({ FT: name('Sig'), Rect: numbers(0, 0, 0, 0) }));
        const entries = new Map(update.document.dictionary(form)!);
        update.replace(form, entries.set('Fields', [...update.document.array(entries.get('Fields'))!, content]));
      },
    ],
    [
      'signed content is made the store of validation data',
      'object_modified',
      (update) => {
        update.replace(new PdfReference(3), dictionary({ Type: name('DSS') }));
        update.replace(update.document.rootReference, new Map(update.document.catalog).set('DSS', new PdfReference(3)));
      },
    ],
    [
      'signed content is made a cross-reference stream',
      'object_modified',
      (update) =>
        update.replace(new PdfReference(3), new PdfStream(dictionary({ Type: name('XRef') }), Buffer.alloc(7))),
    ],
  ];
  test.each(attacks)('%s', (_, code, change) => {
    const attacked = updated(signed, change);
    expect(verify(attacked)).toMatchObject({ verdict: 'invalid' });
    expect(codesOf(attacked)).toContain(code);
  });

  test('a reference that led nowhere when it was signed is defined later', async () => {
    const hollow = await signedTo(makePdf({ page: '/Annots[900 0 R]' }), {});
    expect(verify(hollow).verdict).toBe('valid');
    const attacked = updated(hollow, (update) =>
      update.replace(new PdfReference(900), dictionary({ Subtype: name('Stamp') })),
    );
    expect(codesOf(attacked)).toContain('undefined_reference_defined');
  });

  test('bytes appended without a cross-reference', () => {
    expect(verify(Buffer.concat([signed, Buffer.from('9 0 obj\n<<>>\nendobj\n%%EOF\n')])).verdict).toBe('invalid');
  });
});

describe('signed fields', () => {
  test.each<[string, (field: PdfDictionary, update: IncrementalUpdate) => void]>([
    ['/Rect', (field) => field.set('Rect', numbers(0, 0, 600, 800))],
    [
      '/AP',
      (field, update) =>
        field.set(
          'AP',
          dictionary({ N: update.addStream(dictionary({ Subtype: name('Form') }), Buffer.from('0 0 1 1 re f')) }),
        ),
    ],
  ])('%s of a signed field is altered', (_, change) => {
    const attacked = updated(signed, (update) => {
      const [field] = signatureFieldsOf(update.document);
      const entries = new Map(field!.dictionary);
      change(entries, update);
      update.replace(field!.reference, entries);
    });
    expect(codesOf(attacked)).toContain('signed_field_altered');
  });

  test('an appearance stream of a signed field is altered in place', async () => {
    const panel = makePdf({ text: 'Da ky' });
    const withPanel = await signedTo(makePdf(), { request: { rectangle: [40, 40, 300, 120], panel } });
    const attacked = updated(withPanel, (update) => {
      const field = signatureFieldsOf(update.document)[0]!;
      const form = update.document.dictionary(field.dictionary.get('AP'))!.get('N') as PdfReference;
      update.replace(form, new PdfStream(dictionary({ Subtype: name('Form') }), Buffer.from('')));
    });
    expect(verify(attacked).verdict).toBe('invalid');
  });

  test('a visible signature in a field that was not reserved (SSA) leaves earlier ones unsettled', async () => {
    const request = requestFor(2, { field: 'Lạ', rectangle: [0, 0, 595, 842] });
    const sneaky = valueOfOutcome(await signPdf(await signedTo(makePdf(), {}), request, signer)).pdf;
    expect(verify(sneaky)).toMatchObject({ verdict: 'indeterminate', reason: 'visible_field_added' });
  });

  test('on a certified file it is forbidden', async () => {
    const certified = await signedTo(makePdf(), { request: { certify: 2 } });
    const request = requestFor(2, { field: 'Lạ', rectangle: [0, 0, 595, 842] });
    expect(codesOf(valueOfOutcome(await signPdf(certified, request, signer)).pdf)).toContain('visible_field_added');
  });

  test('a lock lets the document time stamp through and no further signature', async () => {
    const locked = await signedTo(makePdf(), { level: 'B-LTA', request: { lock: true } });
    expect(verify(locked)).toMatchObject({ verdict: 'valid', level: 'B-LTA' });
    expect(await signPdf(locked, requestFor(1), signer)).toMatchObject({ refusal: { reason: 'field_locked' } });
    const again = updated(locked, (update) => {
      const { reference, dictionary: field } = openField(update, { field: 'ChuKy2' });
      const value = update.add(dictionary({ Type: name('Sig'), SubFilter: name('ETSI.CAdES.detached') }));
      update.replace(reference, field.set('V', value));
    });
    expect(codesOf(again)).toContain('locked_field_signed');
  });
});

describe('the signature itself', () => {
  test.each<[string, (range: ReturnType<typeof firstByteRange>) => string]>([
    ['null', () => '/ByteRange null'],
    ['empty', () => '/ByteRange []'],
    ['negative', ({ gapStart, gapEnd }) => `/ByteRange [0 ${gapStart} ${gapEnd} -1]`],
    ['zeros', () => '/ByteRange [0 0 0 0]'],
    ['a late start', ({ gapStart, gapEnd, afterLength }) => `/ByteRange [1 ${gapStart - 1} ${gapEnd} ${afterLength}]`],
    [
      'beyond the end',
      ({ gapStart, gapEnd, afterLength }) => `/ByteRange [0 ${gapStart} ${gapEnd} ${afterLength + 999999}]`,
    ],
    [
      'a gap too wide',
      ({ gapStart, gapEnd, afterLength }) => `/ByteRange [0 ${gapStart} ${gapEnd + 2} ${afterLength - 2}]`,
    ],
    ['an exponent', ({ gapStart, gapEnd, afterLength }) => `/ByteRange [0 ${gapStart}. ${gapEnd} ${afterLength}]`],
  ])('universal forgery (USF): /ByteRange is %s', (_, text) => {
    const range = firstByteRange(signed);
    expect(verify(overwritten(signed, range.at, text(range).padEnd(range.length))).verdict).toBe('invalid');
  });

  test('universal forgery (USF): /Contents is zeros', () => {
    expect(verify(overwritten(signed, firstByteRange(signed).gapStart + 1, '0'.repeat(64))).verdict).toBe('invalid');
  });

  test('wrapping (SWA): content is put into the gap and the second span moved', () => {
    const { at, length, gapStart, gapEnd, afterLength } = firstByteRange(signed);
    const injected = Buffer.from('\n4 0 obj\n<<>>\nendobj\n');
    const moved = Buffer.concat([signed.subarray(0, gapEnd), injected, signed.subarray(gapEnd)]);
    const text = `${`/ByteRange [0 ${gapStart} ${gapEnd + injected.length} ${afterLength}`.padEnd(length - 1)}]`;
    expect(verify(overwritten(moved, at, text)).verdict).toBe('invalid');
  });

  test('wrapping (SWA): another object claims the signed gap', () => {
    const attacked = updated(signed, (update) => {
      const field = signatureFieldsOf(update.document)[0]!;
      const copy = update.add(new Map(update.document.dictionary(field.dictionary.get('V'))!));
      update.replace(field.reference, new Map(field.dictionary).set('V', copy));
    });
    expect(verify(attacked)).toMatchObject({ verdict: 'invalid', reason: 'signature_outside_its_range' });
  });

  test('certificate substitution is caught by signing-certificate-v2', () => {
    const pdf = makePdf();
    const prepared = valueOfOutcome(prepareSignature(pdf, requestFor(0), signer));
    const other = signerOf(pki, 'p256', { commonName: 'Người khác' });
    const cms = encodeSignedData({ ...prepared, signer: other, signature: Buffer.alloc(70) });
    expect(verify(fillGap(assembled(pdf, prepared), prepared, cms)).signatures[0]?.problems).toContain(
      'signing_certificate_mismatch',
    );
  });

  test('bytes behind the signature inside the gap do not change the verdict, but the identity of the file', () => {
    const changed = overwritten(signed, firstByteRange(signed).gapEnd - 3, '0A');
    expect(verify(changed).sha256).not.toBe(verify(signed).sha256);
  });

  test('a removed time stamp is only a lower level; a wrong one is a problem', async () => {
    const withTime = await signedTo(makePdf(), { level: 'B-T' });
    const token = withTime.toString('latin1').toUpperCase().indexOf('2A864886F70D010910020E');
    const { gapStart, gapEnd } = firstByteRange(withTime);
    expect(token).toBeGreaterThan(gapStart);
    const imprint = withTime.toString('latin1', token, gapEnd).indexOf('0420');
    const changed = overwritten(withTime, token + imprint + 4, '00000000');
    expect(verify(changed)).toMatchObject({ verdict: 'invalid' });
    expect(verify(changed).reason).toContain('timestamp');
  });
});

test('text of users cannot imitate PDF syntax', async () => {
  const reason = ') /ByteRange [0 1 2 3] /Contents <00> >> endobj — Đặng Thị Nguyễn';
  const pdf = await signedTo(makePdf(), { level: 'B-T', request: { reason, name: reason, location: reason } });
  expect(verify(pdf).verdict).toBe('valid');
  expect(new PdfDocument(pdf).bytes.toString('latin1')).not.toContain('/ByteRange [0 1 2 3]');
});

test('two writers of one field: the second is refused', async () => {
  const outcome = await signPdf(signed, requestFor(0), signer, { timestamp: services.client() });
  expect(outcome).toMatchObject({ ok: false, refusal: { reason: 'field_already_signed' } });
});
