import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { PdfDocument } from '../../../functions/results/pades/pdf/document.ts';
import { defaultLimits } from '../../../functions/results/pades/pdf/limits.ts';
import { name } from '../../../functions/results/pades/pdf/objects.ts';
import { signatureFieldsOf } from '../../../functions/results/pades/pdf/signature-fields.ts';
import { addDocumentTimestamp } from '../../../functions/results/pades/sign/document-timestamp.ts';
import { inspectPdf } from '../../../functions/results/pades/sign/inspect.ts';
import { prepareSignature, type SignatureRequest } from '../../../functions/results/pades/sign/prepare.ts';
import { reserveFields } from '../../../functions/results/pades/sign/reserve-fields.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { signerOf, signingTime } from '../../support/pades/development-pki.ts';
import { reasonOf, valueOfOutcome } from '../../support/pades/outcomes.ts';
import { firstExtraObject, makePdf, streamObject } from '../../support/pades/pdf-files.ts';
import { pki, requestFor, services, signedTo } from '../../support/pades/scenario.ts';
import { daysLater } from '../../support/pades/trust-services.ts';

const signer = signerOf(pki, 'p256');
const extra = firstExtraObject();
const mebibyte = 1024 * 1024;

const bomb = (bytes: number, entries = '') =>
  streamObject(deflateSync(Buffer.alloc(bytes)), `/Filter/FlateDecode${entries}`);
const sign = (pdf: Uint8Array, more: Partial<SignatureRequest> = {}) => signPdf(pdf, requestFor(0, more), signer);

describe('what may not be issued', () => {
  const script = '<</S/JavaScript/JS(app.alert\\(1\\))>>';
  test.each<[string, string, () => Buffer]>([
    ['an archive', 'not_a_pdf', () => Buffer.from('PK\u0003\u0004')],
    ['nothing', 'not_a_pdf', () => Buffer.alloc(0)],
    ['26 MB', 'too_large', () => makePdf({ padding: Buffer.alloc(26 * mebibyte) })],
    [
      'one byte over 25 MB',
      'too_large',
      () => Buffer.concat([makePdf(), Buffer.alloc(25 * mebibyte + 1 - makePdf().length, 10)]),
    ],
    ['an encrypted file', 'encrypted', () => makePdf({ trailer: '/Encrypt 4 0 R' })],
    ['a bomb of 200 MB', 'too_complex', () => makePdf({ objects: [bomb(200 * mebibyte)] })],
    [
      'many small bombs',
      'too_complex',
      () => {
        const small = bomb(80 * mebibyte);
        return makePdf({ objects: Array.from({ length: 9 }, () => small) });
      },
    ],
    [
      'an image that declares 4 gigapixels',
      'too_complex',
      () => makePdf({ objects: [bomb(1000, '/Subtype/Image/Width 65535/Height 65535/BitsPerComponent 8')] }),
    ],
    [
      'a compressed bomb in the structure',
      'too_complex',
      () => makePdf({ style: 'stream', objects: [`(${'a'.repeat(33 * mebibyte)})`] }),
    ],
    ['nesting without end', 'too_complex', () => makePdf({ catalog: `/Deep${'['.repeat(100_000)}` })],
    [
      'dictionaries nested too deep',
      'too_complex',
      () => makePdf({ catalog: `/Deep${'<</A'.repeat(50)} 1${'>>'.repeat(50)}` }),
    ],
    [
      'a page tree that loops',
      'damaged',
      () => makePdf({ objects: [`<</Kids[${extra} 0 R]>>`], catalog: '', page: `/Kids[2 0 R]` }),
    ],
    [
      'an object that is itself',
      'damaged',
      () => makePdf({ objects: [`${extra} 0 R`], catalog: `/AcroForm ${extra} 0 R` }),
    ],
    ['a key given twice', 'damaged', () => makePdf({ catalog: '/Lang(vi)/Lang(en)' })],
    ['a file cut short', 'damaged', () => makePdf().subarray(0, 400)],
    [
      'a wrong startxref',
      'damaged',
      () =>
        Buffer.from(
          makePdf()
            .toString('latin1')
            .replace(/startxref\n\d+/, 'startxref\n77'),
          'latin1',
        ),
    ],
    [
      'shifted offsets',
      'damaged',
      () => Buffer.from(makePdf().toString('latin1').replace('\n%\xe2', '\n%%%%%\xe2'), 'latin1'),
    ],
    ['JavaScript on opening', 'active_content', () => makePdf({ catalog: `/OpenAction${script}` })],
    ['JavaScript on a page', 'active_content', () => makePdf({ page: `/AA<</O${script}>>` })],
    ['a named script', 'active_content', () => makePdf({ catalog: `/Names<</JavaScript<</Names[(a)${script}]>>>>` })],
    [
      'a link that launches a program',
      'active_content',
      () => makePdf({ page: '/Annots[<</Subtype/Link/A<</S/Launch/F(cmd.exe)>>>>]' }),
    ],
    [
      'an embedded file',
      'active_content',
      () =>
        makePdf({
          catalog: `/Names<</EmbeddedFiles<</Names[(a)${extra} 0 R]>>>>`,
          objects: ['<</Type/Filespec/F(virus.exe)>>'],
        }),
    ],
    [
      'a file whose stream does not say what it is',
      'active_content',
      () =>
        makePdf({
          catalog: `/AF[${extra} 0 R]`,
          objects: [`<</Type/Filespec/F(a.zip)/EF<</F ${extra + 1} 0 R>>>>`, streamObject(Buffer.from('PK'))],
        }),
    ],
    [
      'another document in the trailer (hybrid files of LibreOffice)',
      'active_content',
      () =>
        makePdf({
          trailer: `/AdditionalStreams[/application#2Fvnd.oasis.opendocument.text ${extra} 0 R]`,
          objects: [streamObject(Buffer.from('PK'))],
        }),
    ],
    ['an XFA form', 'active_content', () => makePdf({ catalog: '/AcroForm<</Fields[]/XFA(x)>>' })],
    ['rich media', 'active_content', () => makePdf({ page: '/Annots[<</Subtype/RichMedia>>]' })],
    [
      'a form that submits',
      'active_content',
      () => makePdf({ page: '/Annots[<</Subtype/Widget/A<</S/SubmitForm/F(http://x)>>>>]' }),
    ],
    ['a name written in hex', 'active_content', () => makePdf({ catalog: `/Open#41ction<</S/Java#53cript/JS(1)>>` })],
  ])('%s: %s', (_, reason, make) => {
    const pdf = make();
    expect(reasonOf(inspectPdf(pdf))).toBe(reason);
    expect(verifyPdf(pdf, { roots: pki.roots, now: signingTime }).verdict).not.toBe('valid');
  });

  test('a signed file', async () => {
    expect(reasonOf(inspectPdf(await signedTo(makePdf())))).toBe('already_signed');
  });

  test('a cross-reference that points to itself', () => {
    const pdf = makePdf().toString('latin1');
    const at = /startxref\n(\d+)/.exec(pdf)?.[1];
    expect(reasonOf(inspectPdf(Buffer.from(pdf.replace('/Root', `/Prev ${at}/Root`), 'latin1')))).toBe('damaged');
  });

  test('more revisions than the limit', () => {
    const limits = { ...defaultLimits, maxRevisions: 1 };
    const reserve = (pdf: Uint8Array, field: string) =>
      valueOfOutcome(reserveFields(pdf, [{ field }], { fileId: Buffer.alloc(16) }));
    expect(reasonOf(inspectPdf(reserve(reserve(makePdf(), 'A'), 'B'), limits))).toBe('too_complex');
  });
});

describe('what may', () => {
  test('web links and a page to open at are only remarked', () => {
    const pdf = makePdf({
      page: '/Annots[<</Subtype/Link/A<</S/URI/URI(https://dichvucong.gov.vn)>>>>]',
      catalog: '/OpenAction[5 0 R/Fit]',
    });
    expect(valueOfOutcome(inspectPdf(pdf)).warnings).toEqual(['open_at_page', 'uri_link']);
  });

  test('a page scanned at 600 dpi in black and white', () => {
    const rows = deflateSync(Buffer.alloc(620 * 7016));
    const image = '/Subtype/Image/Filter/FlateDecode/Width 4960/Height 7016/BitsPerComponent 1/ColorSpace/DeviceGray';
    expect(inspectPdf(makePdf({ objects: [streamObject(rows, image)] })).ok).toBe(true);
  });

  test('a font whose glyphs have names that elsewhere mean an action', () => {
    const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[65/AA/JS/Sound]>>>>';
    expect(inspectPdf(makePdf({ objects: [font] })).ok).toBe(true);
  });

  test('exactly 25 MB, and 500 pages', async () => {
    const padding = Buffer.alloc(25 * mebibyte - makePdf({ padding: Buffer.alloc(10_000_000) }).length + 10_000_000);
    const full = makePdf({ padding });
    expect(full.length).toBeLessThanOrEqual(25 * mebibyte);
    expect(inspectPdf(full).ok).toBe(true);
    expect(
      verifyPdf(valueOfOutcome(await sign(makePdf({ pages: 500 }))).pdf, { roots: pki.roots, now: signingTime })
        .verdict,
    ).toBe('valid');
  });
});

describe('what may not be signed further, or like this', () => {
  test('a file certified against every change', async () => {
    const certified = (await signedTo(makePdf(), { request: { certify: 2 } })).toString('latin1');
    const final = Buffer.from(certified.replace('/TransformParams/P 2', '/TransformParams/P 1'), 'latin1');
    expect(reasonOf(await sign(final, { field: 'B' }))).toBe('no_changes_allowed');
  });

  test('a certification after a signature', async () => {
    expect(reasonOf(await sign(await signedTo(makePdf()), { field: 'B', certify: 2 }))).toBe('certify_must_be_first');
  });

  test('a file whose signature locked it', async () => {
    const pdf = (await signedTo(makePdf(), { request: { lock: true } })).toString('latin1');
    const locked = Buffer.from(pdf.replace('/Action /Exclude', '/P 1/A /Exclude '), 'latin1');
    expect(reasonOf(await sign(locked, { field: 'B' }))).toBe('field_locked');
  });

  test.each([
    ['every field', '/Action /All ', 'field_locked'],
    ['this field', '/Action/Include/Fields [(B)] ', 'field_locked'],
    ['another field', '/Action/Include/Fields [(C)] ', 'prepared'],
  ])('a file whose signature locked %s', async (_, lock, expected) => {
    const text = (await signedTo(makePdf(), { request: { lock: true } })).toString('latin1');
    const pdf = Buffer.from(
      text.replace(/\/Action \/Exclude\/Fields \[.*?\]/, (was) => lock.padEnd(was.length)),
      'latin1',
    );
    const outcome = prepareSignature(pdf, requestFor(0, { field: 'B' }), signer);
    expect(outcome.ok ? 'prepared' : outcome.refusal.reason).toBe(expected);
  });

  test('a file whose signature locked every field takes no document time stamp either', async () => {
    const text = (await signedTo(makePdf(), { request: { lock: true } })).toString('latin1');
    const pdf = Buffer.from(text.replace('/Action /Exclude', '/Action /All    '), 'latin1');
    const outcome = await addDocumentTimestamp(pdf, services.client(), { fileId: Buffer.alloc(16) });
    expect(reasonOf(outcome)).toBe('field_locked');
  });

  test('the name of a text field', async () => {
    const pdf = makePdf({ catalog: `/AcroForm<</Fields[${extra} 0 R]>>`, objects: ['<</FT/Tx/T(HoTen)>>'] });
    expect(reasonOf(await sign(pdf, { field: 'HoTen' }))).toBe('not_a_signature_field');
  });

  test.each([
    ['the catalog as the list of fields', { catalog: '/AcroForm<</Fields 1 0 R>>' }],
    ['the catalog as the list of annotations', { page: '/Annots 1 0 R' }],
    ['a page as the form', { catalog: '/AcroForm 3 0 R' }],
  ])('%s: nothing is written over it', async (_, recipe) => {
    expect(reasonOf(await sign(makePdf(recipe)))).toBe('damaged');
  });

  test.each(['/Size 99999999', '/Size 99999999999'])('an object number that no reader takes: %s', async (size) => {
    const text = makePdf()
      .toString('latin1')
      .replace(/\/Size \d+/, size);
    expect(reasonOf(await sign(Buffer.from(text, 'latin1')))).toBe('too_complex');
  });

  test('a page that is not there', async () => {
    expect(reasonOf(await sign(makePdf(), { page: 1 }))).toBe('no_such_page');
  });

  test('a visible field over another annotation', async () => {
    const pdf = makePdf({ page: '/Annots[<</Subtype/Link/Rect[50 50 200 100]>>]' });
    expect(reasonOf(await sign(pdf, { rectangle: [100, 60, 300, 160] }))).toBe('widget_overlap');
    expect((await sign(pdf, { rectangle: [200, 60, 300, 160] })).ok).toBe(true);
  });

  test('XFA forms', async () => {
    expect(reasonOf(await sign(makePdf({ catalog: '/AcroForm<</Fields[]/XFA(x)>>' })))).toBe('active_content');
  });

  test('too little room, before anything is written', async () => {
    expect(reasonOf(await sign(makePdf(), { reserveBytes: 700 }))).toBe('reserve_too_small');
  });

  test('a certificate outside its validity, or for something else', async () => {
    expect(reasonOf(await sign(makePdf(), { signingTime: daysLater(900) }))).toBe('signer_certificate_unusable');
    const authority = { ...signer, certificate: pki.issuing.certificate };
    expect(reasonOf(prepareSignature(makePdf(), requestFor(0), authority))).toBe('signer_certificate_unusable');
    expect(reasonOf(prepareSignature(makePdf(), requestFor(0), { ...signer, certificate: Buffer.from('xx') }))).toBe(
      'malformed_certificate',
    );
  });

  test('two reserved fields of one name, or on each other', () => {
    const reserve = (second: string, left: number) =>
      reserveFields(
        makePdf(),
        [
          { field: 'A', rectangle: [0, 0, 50, 50] },
          { field: second, rectangle: [left, 0, left + 50, 50] },
        ],
        { fileId: Buffer.alloc(16) },
      );
    expect(reasonOf(reserve('A', 100))).toBe('not_a_signature_field');
    expect(reasonOf(reserve('B', 20))).toBe('widget_overlap');
    expect(reserve('B', 50).ok).toBe(true);
  });

  test('a visible field has a deflated appearance before it is signed, as PDF/A asks', () => {
    const fields = [{ field: 'A', rectangle: [0, 0, 50, 50] as const }];
    const document = new PdfDocument(
      Buffer.from(valueOfOutcome(reserveFields(makePdf(), fields, { fileId: Buffer.alloc(16) }))),
    );
    const appearance = document.dictionary(signatureFieldsOf(document)[0]?.dictionary.get('AP'));
    expect(document.dictionary(appearance?.get('N'))?.get('Filter')).toEqual(name('FlateDecode'));
  });

  test('an answer of the key of odd length', async () => {
    const raw = { ...signerOf(pki, 'p256raw'), sign: async () => Buffer.alloc(63) };
    expect(reasonOf(await signPdf(makePdf(), requestFor(0), raw))).toBe('signer_key_mismatch');
  });
});

test('what the transport throws reaches the caller unchanged', async () => {
  const throttled = { ...signer, sign: async () => Promise.reject(new Error('ThrottlingException')) };
  await expect(signPdf(makePdf(), requestFor(0), throttled)).rejects.toThrow('ThrottlingException');
  const down = services.client(undefined, { request: async () => Promise.reject(new Error('timeout')) });
  await expect(signPdf(makePdf(), requestFor(0), signer, { timestamp: down })).rejects.toThrow('timeout');
});
