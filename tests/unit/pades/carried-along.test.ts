import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { attachMetadata } from '../../../functions/results/pades/sign/attach-metadata.ts';
import { inspectPdf } from '../../../functions/results/pades/sign/inspect.ts';
import { reasonOf, valueOfOutcome } from '../../support/pades/outcomes.ts';
import { firstExtraObject, makePdf, type PdfRecipe, streamObject } from '../../support/pades/pdf-files.ts';

const extra = firstExtraObject();
const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(60, 'x')]);
const program = Buffer.alloc(200);
program.write('MZ');
program.writeUInt32LE(100, 60);
program.write('PE\0\0', 100, 'latin1');

const reason = (recipe: PdfRecipe) => {
  const outcome = inspectPdf(makePdf(recipe));
  return outcome.ok ? 'issued' : outcome.refusal.reason;
};

describe.each(['table', 'stream', 'hybrid'] as const)('a file (%s) that carries', (style) => {
  test.each<[string, PdfRecipe]>([
    ['an archive that nothing refers to', { objects: [streamObject(zip)] }],
    [
      'an archive that nothing refers to, deflated',
      { objects: [streamObject(deflateSync(zip), '/Filter/FlateDecode')] },
    ],
    [
      'an archive that calls itself content of a form',
      { objects: [streamObject(zip, '/Type/XObject/Subtype/Form/BBox[0 0 1 1]')] },
    ],
    ['a draft that nothing refers to', { objects: [streamObject(Buffer.from('Bản nháp của quyết định'))] }],
    [
      'an archive that only an object refers to to which nothing refers',
      { objects: [`<</Kept ${extra + 1} 0 R>>`, streamObject(zip)] },
    ],
    ['two letters of an archive', { objects: [streamObject(Buffer.from('PK'))] }],
    ['a program that nothing refers to', { objects: [streamObject(program)] }],
    [
      'a stream that calls itself a cross-reference, of no section',
      { objects: [streamObject(zip, '/Type/XRef/W[1 1 1]/Size 1')] },
    ],
    ['an archive under a key of the catalog', { catalog: `/Draft ${extra} 0 R`, objects: [streamObject(zip)] }],
    ['a program under a key of a page', { page: `/Draft[${extra} 0 R]`, objects: [streamObject(program)] }],
    [
      'text behind a key of the trailer',
      { trailer: `/Draft ${extra} 0 R`, objects: [streamObject(Buffer.from('q Q'))] },
    ],
    [
      'text behind an object behind a key of the trailer',
      { trailer: `/Draft<</A[${extra} 0 R]>>`, objects: [`[${extra + 1} 0 R]`, streamObject(Buffer.from('q Q'))] },
    ],
    ['a portfolio', { catalog: '/Collection<</Type/Collection/View/D>>' }],
    ['an associated file', { catalog: `/AF[${extra} 0 R]`, objects: ['<</Type/Filespec/F(a.txt)>>'] }],
    ['a bare stream as an associated file', { page: `/AF ${extra} 0 R`, objects: [streamObject(Buffer.from('q Q'))] }],
    ['content of a page that lies in another file', { objects: [streamObject(Buffer.from('q Q'), '/F(other.txt)')] }],
    [
      'a page of another file',
      { objects: [streamObject(Buffer.from('q Q'), '/Subtype/Form/BBox[0 0 1 1]/Ref<</F(other.pdf)/Page 0>>')] },
    ],
    [
      'a picture of another server',
      { objects: [streamObject(Buffer.from('q Q'), '/Subtype/Form/BBox[0 0 1 1]/OPI<</2.0<</Type/OPI/F(a.tif)>>>>')] },
    ],
    ['an action to another file', { page: '/Annots[<</Subtype/Link/A<</S/GoToR/F(other.pdf)/D[0/Fit]>>>>]' }],
    ['an action to a file within', { page: '/Annots[<</Subtype/Link/A<</S/GoToE/D[0/Fit]>>>>]' }],
    ['an action that takes in data', { page: '/Annots[<</Subtype/Link/A<</S/ImportData/F(a.fdf)>>>>]' }],
    ['an article of another file', { page: '/Annots[<</Subtype/Link/A<</S/Thread/F(other.pdf)/D 0>>>>]' }],
    ['a script as a link', { page: '/Annots[<</Subtype/Link/A<</S/URI/URI(javascript:alert\\(1\\))>>>>]' }],
    ['a link to a file', { page: '/Annots[<</Subtype/Link/A<</S/URI/URI(file:///etc/passwd)>>>>]' }],
    ['a scene in three dimensions', { page: `/Annots[<</Subtype/3D/3DD ${extra} 0 R>>]`, objects: ['<<>>'] }],
  ])('%s is refused as active content', (_, recipe) => {
    expect(reason({ style, ...recipe })).toBe('active_content');
  });

  test.each<[string, PdfRecipe]>([
    [
      'content of a page that is gone',
      { objects: [streamObject(Buffer.from('q 1 0 0 1 72 72 cm BT (a \\(b\\)) Tj ET Q'))] },
    ],
    [
      'long content of a page that is gone, its first words cut in the middle of a text',
      { objects: [streamObject(Buffer.from(`BT (${'một chữ '.repeat(900)}) Tj ET`))] },
    ],
    [
      'a picture of a page that is gone',
      { objects: [streamObject(Buffer.alloc(8), '/Subtype/Image/Width 8/Height 8')] },
    ],
    [
      'metadata that were written anew',
      { objects: [streamObject(Buffer.from('<?xpacket ?>'), '/Type/Metadata/Subtype/XML')] },
    ],
    [
      'a map of characters that is used no more',
      { objects: [streamObject(Buffer.from('/CIDInit /ProcSet begincmap'))] },
    ],
    ['room for something later', { objects: [streamObject(Buffer.alloc(5000, ' '))] }],
    ['nothing in a stream', { objects: [streamObject(Buffer.alloc(0))] }],
    [
      'a picture that begins like an archive',
      {
        page: `/Resources<</XObject<</I ${extra} 0 R>>>>`,
        objects: [streamObject(zip, '/Subtype/Image/Width 8/Height 8')],
      },
    ],
    ['a checksum in its trailer', { trailer: '/DocChecksum/0123456789ABCDEF' }],
    ['an author in an object of its own', { trailer: `/Author ${extra} 0 R`, objects: ['(Nguyen)'] }],
    [
      'a font that a page calls AF, and a glyph of that name',
      {
        page: `/Resources<</Font<</AF<</Type/Font/Subtype/Type3/CharProcs<</AF ${extra} 0 R/Collection ${extra} 0 R>>>>>>>>`,
        objects: [streamObject(Buffer.from('0 0 d0'))],
      },
    ],
    [
      'links to the web, by mail and to a telephone',
      {
        page: '/Annots[<</A<</S/URI/URI(https://a.vn)>>>><</A<</S/URI/URI(MAILTO:a@b.vn)>>>><</A<</S/URI/URI(tel:1022)>>>><</A<</S/URI/URI(www.a.vn)>>>>]',
      },
    ],
  ])('%s is issued', (_, recipe) => {
    expect(reason({ style, ...recipe })).toBe('issued');
  });
});

test('an object that a later revision takes the place of is not one that nothing refers to', () => {
  const base = makePdf();
  const at = base.length;
  const update = '3 0 obj\n<</Length 3>>\nstream\nq Q\nendstream\nendobj\n';
  const startxref = /startxref\n(\d+)/.exec(base.toString('latin1'))?.[1];
  const table = `xref\n3 1\n${String(at).padStart(10, '0')} 00000 n \ntrailer\n<</Size ${extra}/Root 1 0 R/Prev ${startxref}>>\nstartxref\n${at + update.length}\n%%EOF\n`;
  expect(inspectPdf(Buffer.concat([base, Buffer.from(update + table)])).ok).toBe(true);
});

test('an attachment that an update took out is still carried', () => {
  const base = makePdf({ objects: [streamObject(zip)] });
  const startxref = /startxref\n(\d+)/.exec(base.toString('latin1'))?.[1];
  const table = `xref\n0 1\n${String(extra).padStart(10, '0')} 65535 f \n${extra} 1\n0000000000 00001 f \n`;
  const tail = `${table}trailer\n<</Size ${extra + 1}/Root 1 0 R/Prev ${startxref}>>\nstartxref\n${base.length}\n%%EOF\n`;
  expect(reasonOf(inspectPdf(Buffer.concat([base, Buffer.from(tail)])))).toBe('active_content');
});

test('our own metadata do not cover for a second file', () => {
  const metadata = {
    MaCoQuan: 'H26.10',
    TenCoQuan: 'Sở Tư pháp',
    TenGiayTo: 'Trích lục',
    KyHieuGiayTo: '12/TLKS',
    NgayCap: '2026-11-20',
    MaChuGiayTo: '001190000001',
    TenChuGiayTo: 'Nguyễn Thị Ánh',
  };
  const attach = (pdf: Buffer) =>
    valueOfOutcome(attachMetadata(pdf, metadata, { fileId: Buffer.alloc(16), modifiedAt: new Date(0) }));
  expect(inspectPdf(attach(makePdf())).ok).toBe(true);
  const second = makePdf({
    page: `/AF[<</Type/Filespec/F(a.zip)/EF<</F ${extra} 0 R>>>>]`,
    objects: [streamObject(zip)],
  });
  expect(reasonOf(inspectPdf(attach(second)))).toBe('active_content');
  const loose = makePdf({ objects: [streamObject(zip)] });
  expect(reasonOf(inspectPdf(attach(loose)))).toBe('active_content');
});
