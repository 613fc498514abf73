import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fontkit from '@cantoo/fontkit';
import { PDFDocument } from '@cantoo/pdf-lib';
import { beforeAll, expect, test } from 'vitest';
import { attachedMetadata } from '../../../functions/results/pades/pdf/attachments.ts';
import { PdfDocument } from '../../../functions/results/pades/pdf/document.ts';
import { PdfStream } from '../../../functions/results/pades/pdf/objects.ts';
import { attachMetadata, type ResultMetadata } from '../../../functions/results/pades/sign/attach-metadata.ts';
import { inspectPdf } from '../../../functions/results/pades/sign/inspect.ts';
import { verifyPdf } from '../../../functions/results/pades/verify/verify-pdf.ts';
import { signingTime } from '../../support/pades/development-pki.ts';
import { panelFonts } from '../../support/pades/images.ts';
import { inTemporaryFolder, judged, objections, run } from '../../support/pades/oracles.ts';
import { reasonOf, valueOfOutcome } from '../../support/pades/outcomes.ts';
import { makePdf } from '../../support/pades/pdf-files.ts';
import { pki, signedTo } from '../../support/pades/scenario.ts';

const metadata: ResultMetadata = {
  MaCoQuan: 'H26.10',
  TenCoQuan: 'Ủy ban nhân dân thành phố Đà Nẵng',
  TenGiayTo: 'Giấy chứng nhận đăng ký hộ kinh doanh',
  KyHieuGiayTo: '12/QĐ-UBND',
  NgayCap: '2026-11-20',
  MaChuGiayTo: '001190000001',
  TenChuGiayTo: 'Nguyễn Thị Ánh',
};
const options = { fileId: Buffer.alloc(16, 5), modifiedAt: signingTime };

/** A PDF/A-3b as a back office's editor makes it. */
async function archivalPdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit as Parameters<PDFDocument['registerFontkit']>[0]);
  const font = await document.embedFont(panelFonts.regular, { subset: true });
  document.addPage().drawText('Quyết định cấp giấy chứng nhận', { font, size: 14, x: 60, y: 700 });
  document.setTitle('Quyết định');
  document.convertToPDFA({ conformance: '3B' });
  return document.save({ useObjectStreams: false });
}

let archival: Uint8Array;
let signed: Buffer;
beforeAll(async () => {
  archival = await archivalPdf();
  const attached = valueOfOutcome(attachMetadata(archival, metadata, options));
  expect(inspectPdf(attached)).toMatchObject({ ok: true, value: { warnings: ['own_attachment'] } });
  signed = await signedTo(attached, { count: 2, level: 'B-LTA', kind: 'p256' });
});

judged('the signed PDF/A-3 with its data is valid to every judge', () => {
  expect(verifyPdf(signed, { roots: pki.roots, now: signingTime })).toMatchObject({
    verdict: 'valid',
    level: 'B-LTA',
    activeContent: [],
  });
  expect(objections(signed, { root: pki.root.certificate, at: signingTime, signatures: 2, timestamps: 1 })).toEqual([]);
});

judged('poppler lists the attachment and shows the claim of PDF/A-3; the data comes out as it went in', () => {
  inTemporaryFolder((folder) => {
    const file = join(folder, 'a.pdf');
    const out = join(folder, 'ket-qua.json');
    writeFileSync(file, signed);
    expect(run('pdfinfo', ['-meta', file]).text).toMatch(/pdfaid:part[^\d]+3/);
    expect(run('pdfdetach', ['-list', file]).text).toContain('ket-qua.json');
    run('pdfdetach', ['-save', '1', '-o', out, file]);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(metadata);
  });
  expect(JSON.parse(attachedMetadata(new PdfDocument(signed)) ?? '')).toEqual(metadata);
});

test('what signing adds keeps the rules of PDF/A (ISO 19005-3)', () => {
  const before = new PdfDocument(Buffer.from(archival));
  const after = new PdfDocument(signed);
  const metadataOf = (document: PdfDocument) => {
    const stream = document.resolve(document.catalog.get('Metadata'));
    return stream instanceof PdfStream ? stream.data.toString('latin1') : undefined;
  };
  expect(metadataOf(after)).toBe(metadataOf(before));
  expect(after.catalog.get('OutputIntents')).toEqual(before.catalog.get('OutputIntents'));
  expect(after.trailer.has('Encrypt')).toBe(false);
  for (const objectNumber of after.crossReference.keys()) {
    const object = after.get(objectNumber);
    if (object instanceof PdfStream)
      expect(JSON.stringify([...object.dictionary])).not.toMatch(/LZWDecode|"Ref"|"OPI"/);
    if (!(object instanceof Map) || !object.has('Subtype') || !object.has('Rect')) continue;
    // section 6.3: annotations print, are not hidden, and the visible ones have a normal appearance only
    expect(object.get('F')).toMatchObject({ spelling: '132' });
    const appearance = after.dictionary(object.get('AP'));
    const [left, , right] = (after.array(object.get('Rect')) ?? []).map((one) =>
      Number((one as { spelling: string }).spelling),
    );
    if (left !== right) expect([...(appearance?.keys() ?? [])]).toEqual(['N']);
  }
  // section 6.1.13 and 6.8: the embedded file says what it is and how it belongs to the document
  expect(after.array(after.catalog.get('AF'))).toHaveLength(1);
});

test('another attachment, a second one, or one after signing is refused', () => {
  const attached = valueOfOutcome(attachMetadata(makePdf(), metadata, options));
  expect(reasonOf(attachMetadata(attached, metadata, options))).toBe('active_content');
  expect(reasonOf(attachMetadata(signed, metadata, options))).toBe('already_signed');
  const renamed = Buffer.from(
    Buffer.from(attached).toString('latin1').replace('/AFRelationship /Data', '/AFRelationship /Sour'),
    'latin1',
  );
  expect(reasonOf(inspectPdf(renamed))).toBe('active_content');
  const program = Buffer.from(
    Buffer.from(attached).toString('latin1').replace('{\n "MaCoQuan"', 'MZ   MaCoQuan'),
    'latin1',
  );
  expect(reasonOf(inspectPdf(program))).toBe('active_content');
});
