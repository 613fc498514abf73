import { deflateRawSync, deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inspectPdf } from '../../../functions/results/pades/sign/inspect.ts';
import { signPdf } from '../../../functions/results/pades/sign/sign-pdf.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { signerOf, signingTime } from '../../support/pades/development-pki.ts';
import { reasonOf, valueOfOutcome } from '../../support/pades/outcomes.ts';
import { firstExtraObject, makePdf, streamObject } from '../../support/pades/pdf-files.ts';
import { pki, requestFor } from '../../support/pades/scenario.ts';

const mebibyte = 1024 * 1024;
const extra = firstExtraObject();
const signer = signerOf(pki, 'p256');

/** What would be issued of a file: its signed bytes hold, and begin with what was inspected. */
const issued = async (file: Buffer) => {
  const { pdf, ...inspection } = valueOfOutcome(inspectPdf(file));
  const { pdf: signed } = valueOfOutcome(await signPdf(pdf, requestFor(0), signer));
  expect(verifyPdf(signed, { roots: pki.roots, now: signingTime })).toMatchObject({ verdict: 'valid' });
  return { ...inspection, pdf };
};

const scan = (width: number, height: number, bitsAPoint: number) => {
  const rows = Buffer.alloc(Math.ceil((width * bitsAPoint) / 8) * height, 0xff);
  const entries = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent ${bitsAPoint === 24 ? 8 : bitsAPoint}`;
  return streamObject(deflateSync(rows), `${entries}/Filter/FlateDecode`);
};

describe('ordinary files are issued', () => {
  test.each<[string, () => Buffer]>([
    ['an A4 page of 600 dpi, black and white', () => makePdf({ objects: [scan(4960, 7016, 1)] })],
    ['an A4 page of 600 dpi, grey', () => makePdf({ objects: [scan(4960, 7016, 8)] })],
    ['an A4 page of 600 dpi, in colour', () => makePdf({ objects: [scan(4960, 7016, 24)] })],
    [
      'eleven A4 pages of 300 dpi, in colour',
      () => {
        const page = scan(2480, 3508, 24);
        return makePdf({ objects: Array.from({ length: 11 }, () => page) });
      },
    ],
    [
      'a picture with data behind its last row, as Quartz writes them',
      () =>
        makePdf({
          objects: [
            streamObject(
              deflateSync(Buffer.alloc(90_000)),
              '/Subtype/Image/Width 100/Height 100/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode',
            ),
          ],
        }),
    ],
    ['3,000 pages', () => makePdf({ pages: 3000 })],
    [
      'a glyph named AA and one named JS',
      () =>
        makePdf({
          objects: [
            `<</Type/Font/Subtype/Type3/Encoding<</Type/Encoding/Differences[65/AA/JS]>>/CharProcs<</AA ${extra + 1} 0 R/JS ${extra + 1} 0 R>>>>`,
            streamObject(Buffer.from('0 0 d0')),
          ],
        }),
    ],
    [
      'a font that a page calls AA',
      () => makePdf({ page: '/Resources<</Font<</AA<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>' }),
    ],
  ])('%s', async (_, make) => {
    await issued(make());
  });

  test('a file with usage rights of an older reader, which are no signature of anybody', async () => {
    const pdf = makePdf({
      catalog: `/Perms<</UR3 ${extra} 0 R>>`,
      objects: ['<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 1 2 3]/Contents<00>>>'],
    });
    expect((await issued(pdf)).warnings).toEqual(['usage_rights']);
  });

  test.each<[string, string, string]>([
    ['a new line', '\r\n', ''],
    ['a byte order mark', '\xef\xbb\xbf', ''],
    ['NULs behind its end', '', '\0'.repeat(300)],
    ['Ctrl-Z behind its end', '', '\r\n\x1a'],
    ['the comment of a server behind its end', '', '\n<!-- page made in 0.3 s -->\n'],
  ])('a file with %s, which stays outside of what is issued', async (_, before, behind) => {
    const plain = makePdf();
    const { pdf } = await issued(Buffer.concat([Buffer.from(before, 'latin1'), plain, Buffer.from(behind, 'latin1')]));
    expect(pdf.toString('latin1').trimEnd()).toBe(plain.toString('latin1').trimEnd());
  });

  test.each<[string, string, string]>([
    ['something else before it', '\nGIF89a', ''],
    ['an object behind its end', '', `\n9 0 obj<</Type/Catalog>>endobj\n`],
    ['more than a kilobyte behind its end', '', 'x'.repeat(2000)],
  ])('a file with %s is still refused', (_, before, behind) => {
    const file = Buffer.concat([Buffer.from(before), makePdf(), Buffer.from(behind)]);
    expect(reasonOf(inspectPdf(file))).toMatch(/^(not_a_pdf|damaged)$/);
  });

  const content = Buffer.from('BT (Quyet dinh) Tj ET '.repeat(50));
  const raw = deflateRawSync(content);
  const header = Buffer.from([0x78, 0x9c]);
  test.each<[string, Buffer]>([
    ['without a checksum', deflateSync(content).subarray(0, -4)],
    ['with a checksum of zeros', Buffer.concat([header, raw, Buffer.alloc(4)])],
    ['with a wrong checksum', Buffer.concat([header, raw, Buffer.from('wrong')])],
    ['without their last block', deflateSync(content, { finishFlush: 2 })],
    ['that are empty', Buffer.alloc(0)],
    ['that are their two first bytes', header],
  ])('deflated data %s', async (_, data) => {
    await issued(makePdf({ objects: [streamObject(data, '/Filter/FlateDecode')] }));
  });
});

describe('a bomb is found behind any filter', () => {
  const zeros = deflateSync(Buffer.alloc(300 * mebibyte));
  const hex = (data: Buffer) => Buffer.from(`${data.toString('hex')}>`);
  const runs = Buffer.from([129, 0]); // 128 zeros
  const manyRuns = Buffer.concat([...Array<Buffer>(1_400_000).fill(runs), Buffer.from([128])]);

  test.each<[string, () => Buffer, string]>([
    ['hex before deflate', () => hex(zeros), '[/ASCIIHexDecode/FlateDecode]'],
    ['deflate twice', () => deflateSync(zeros), '[/FlateDecode/FlateDecode]'],
    ['runs', () => manyRuns, '/RunLengthDecode'],
    ['runs behind deflate', () => deflateSync(manyRuns), '[/Fl/RL]'],
    ['before a picture of its own kind', () => zeros, '[/FlateDecode/JBIG2Decode]'],
  ])('%s', (_, make, filters) => {
    const pdf = makePdf({ objects: [streamObject(make(), `/Filter${filters}`)] });
    expect(reasonOf(inspectPdf(pdf))).toBe('too_complex');
  });
});
