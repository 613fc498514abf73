import { expect, test } from 'vitest';
import { issueCrl } from '../../../functions/results/pades/authority/revocation-list.ts';
import { defaultLimits } from '../../../functions/results/pades/pdf/limits.ts';
import { dictionary, name, PdfReference } from '../../../functions/results/pades/pdf/objects.ts';
import { inspectPdf } from '../../../functions/results/pades/sign/inspect.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { signingTime } from '../../support/pades/development-pki.ts';
import { reasonOf } from '../../support/pades/outcomes.ts';
import { firstExtraObject, makePdf } from '../../support/pades/pdf-files.ts';
import { pki, signedTo } from '../../support/pades/scenario.ts';
import { updated } from '../../support/pades/tampering.ts';
import { daysLater } from '../../support/pades/trust-services.ts';

// Small files that cost much: each of these kept a reader busy for minutes, or took all memory. Effort is counted, so that
// these tests need no clock, and a tenth of it will do.

const extra = firstExtraObject();
const limits = { ...defaultLimits, maxEffort: defaultLimits.maxEffort / 10 };
const verify = (pdf: Uint8Array) => verifyPdf(pdf, { roots: pki.roots, now: signingTime, limits });
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

/** A file from its objects' text, each beginning where the function says. */
function withOffsets(body: string, offsets: readonly number[]): Buffer {
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const table = `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${lines}`;
  const trailer = `trailer\n<</Size ${offsets.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + table + trailer, 'latin1');
}

const start = '%PDF-1.7\n';
const catalog = '1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]>>\nendobj\n';
const page = '3 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n';
const beginning = start + catalog + page;
const beginningOffsets = ['1 0 obj', '2 0 obj', '3 0 obj'].map((text) => beginning.indexOf(text));

/** Objects that lie inside each other's strings: reading all of them reads the same bytes again and again. */
function nestedObjects(count: number): Buffer {
  const offsets = [...beginningOffsets];
  let body = beginning;
  for (const i of numbers(count)) {
    offsets.push(body.length);
    body += `${i + 4} 0 obj\n(`;
  }
  return withOffsets(body + ')\nendobj '.repeat(count), offsets);
}

/** A cross-reference stream whose rows take no bytes, listed a hundred times over. */
function emptyRows(): Buffer {
  const index = numbers(100)
    .map(() => '0 200000')
    .join(' ');
  const entries = `/Type/XRef/W[0 0 0]/Size 10/Root 1 0 R/Index[${index}]/Length 0`;
  const stream = `9 0 obj\n<<${entries}>>\nstream\n\nendstream\nendobj\n`;
  return Buffer.from(`${beginning}${stream}startxref\n${beginning.length}\n%%EOF\n`, 'latin1');
}

/** A form whose fields inherit a very long name. */
const longNames = (count: number): Buffer =>
  makePdf({
    catalog: `/AcroForm<</Fields[${extra} 0 R]>>`,
    objects: [
      `<</T(${'n'.repeat(100_000)})/Kids[${numbers(count)
        .map((i) => `${extra + 1 + i} 0 R`)
        .join(' ')}]>>`,
      ...numbers(count).map((i) => `<</FT/Sig/T(${i})>>`),
    ],
  });

test.each<[string, () => Buffer]>([
  ['objects inside of objects', () => nestedObjects(3_000)],
  ['rows that take no bytes', emptyRows],
  ['fields that inherit a name of 100,000 letters', () => longNames(1000)],
  ['millions of numbers', () => makePdf({ objects: numbers(3).map(() => `[${'0 '.repeat(190_000)}]`) })],
])('%s are too complex', (_, make) => {
  const pdf = make();
  expect(verify(pdf)).toMatchObject({ verdict: 'invalid', reason: 'too_complex' });
  expect(reasonOf(inspectPdf(pdf, limits))).toBe('too_complex');
});

test('a name longer than any writer makes is damage', () => {
  expect(reasonOf(inspectPdf(makePdf({ objects: [`/${'#41'.repeat(10_000)}`] })))).toBe('damaged');
});

test('a string of 20 MB is read as it lies, and its escapes are resolved', () => {
  expect(inspectPdf(makePdf({ objects: [`(${'a'.repeat(20 * 1024 * 1024)})`] })).ok).toBe(true);
  const names = (title: string) => verify(makePdf({ catalog: `/AcroForm<</Fields[${extra} 0 R]>>`, objects: [title] }));
  expect(names('<</FT/Sig/T(a\\)\\(\\\\b\\\r\nc\\101\\60d(e)f)/V<</SubFilter/x>>>>').signatures[0]?.field).toBe(
    'a)(\\bcA0d(e)f',
  );
});

test('lists of thirty thousand annotations are compared in one go', async () => {
  const list = (first: number) => numbers(30_000).map((i) => new PdfReference(first + i));
  const text = list(400_000)
    .map(({ objectNumber }) => `${objectNumber} 0 R`)
    .join(' ');
  const signed = await signedTo(makePdf({ page: `/Annots ${extra} 0 R`, objects: [`[${text}]`] }));
  expect(verify(signed).verdict).toBe('valid');
  const report = verify(updated(signed, (update) => update.replace(new PdfReference(extra), list(700_000))));
  expect(report.verdict).toBe('invalid');
  expect(report.changes.length).toBeLessThanOrEqual(300);
});

test('ten thousand changed objects are invalid, not an error, and not all of them are listed', async () => {
  const signed = await signedTo(makePdf({ objects: numbers(10_000).map(() => '<</A/B>>') }));
  const attacked = updated(signed, (update) => {
    for (const i of numbers(10_000)) update.replace(new PdfReference(extra + i), dictionary({ A: name('C') }));
  });
  const report = verify(attacked);
  expect(report).toMatchObject({ verdict: 'invalid', reason: expect.stringContaining('object_modified') });
  expect(report.changes.length).toBeLessThanOrEqual(300);
});

test('twelve signatures on a document of five thousand objects are within the limits', async () => {
  let pdf: Buffer = makePdf({ objects: numbers(5_000).map(() => '<</A/B/C[1 2 3]/D(abc)>>') });
  for (const i of numbers(12)) pdf = await signedTo(pdf, { kind: 'p256', request: { field: `Ky${i}` } });
  expect(verify(pdf)).toMatchObject({ verdict: 'valid', coversWholeFile: true });
});

test('one large revocation list given two hundred times is read once', async () => {
  const revoked = numbers(20_000).map((i) => ({ serialNumber: BigInt(i + 1), at: daysLater(-5) }));
  const crl = issueCrl(pki.issuing, { thisUpdate: signingTime, nextUpdate: daysLater(30), number: 1n, revoked });
  const signed = await signedTo(makePdf(), { count: 5, level: 'B-T', kind: 'p256' });
  const report = verify(
    updated(signed, (update) => {
      const stream = update.addStream(new Map(), Buffer.from(crl));
      const store = dictionary({ CRLs: numbers(200).map(() => stream) });
      update.replace(update.document.rootReference, new Map(update.document.catalog).set('DSS', store));
    }),
  );
  expect(report.verdict).toBe('valid');
});

test('validation data larger than what may be inflated is too complex', async () => {
  const signed = await signedTo(makePdf(), { level: 'B-LT' });
  expect(
    verifyPdf(signed, { roots: pki.roots, now: signingTime, limits: { ...limits, maxInflateBytes: 1000 } }),
  ).toMatchObject({
    reason: 'too_complex',
  });
});

test('half a million places that a repairing reader would look at are too complex', async () => {
  const padding = Buffer.alloc(2_500_000, ' obj\n');
  expect(reasonOf(inspectPdf(makePdf({ padding, page: `/Kept ${extra} 0 R` }), limits))).toBe('too_complex');
  const signed = await signedTo(makePdf({ padding }), { kind: 'p256', level: 'B-LT' });
  expect(verify(signed)).toMatchObject({ verdict: 'invalid', reason: 'too_complex' });
});
