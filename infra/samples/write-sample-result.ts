import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fontkit from '@cantoo/fontkit';
import { PDFDocument, type PDFFont, rgb } from '@cantoo/pdf-lib';

// Run after a change of the sample document: npm exec -- node infra/samples/write-sample-result.ts
const file = fileURLToPath(new URL('../../docs/samples/result.pdf', import.meta.url));
const made = new Date('2026-11-16T00:00:00Z'); // the same bytes whenever it is written

const document = await PDFDocument.create();
document.registerFontkit(fontkit);
const font = (name: string): Promise<PDFFont> =>
  document.embedFont(readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/tinos/${name}`))), {
    subset: true,
  });
const regular = await font('400Regular/Tinos_400Regular.ttf');
const bold = await font('700Bold/Tinos_700Bold.ttf');
const page = document.addPage([595, 842]); // A4 in points

const centred = (text: string, y: number, size: number, face = regular, middle = 297): void =>
  page.drawText(text, { x: middle - face.widthOfTextAtSize(text, size) / 2, y, size, font: face });

centred('UBND PHƯỜNG KIM LIÊN', 780, 12, bold, 150);
centred('Số: 42/TLKS-BS', 762, 12, regular, 150);
centred('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 780, 12, bold, 410);
centred('Độc lập - Tự do - Hạnh phúc', 762, 13, bold, 410);
page.drawLine({ start: { x: 320, y: 754 }, end: { x: 500, y: 754 }, thickness: 0.7, color: rgb(0, 0, 0) });
centred('TRÍCH LỤC KHAI SINH', 690, 16, bold);
centred('(Bản sao)', 670, 13);
for (const [at, [term, value]] of [
  ['Họ, chữ đệm, tên:', 'Vũ Minh Khuê'],
  ['Ngày, tháng, năm sinh:', '01/06/1990'],
  ['Nơi sinh:', 'Thành phố Hà Nội'],
  ['Dân tộc:', 'Kinh'],
  ['Quốc tịch:', 'Việt Nam'],
].entries()) {
  page.drawText(term ?? '', { x: 85, y: 620 - 26 * at, size: 13, font: regular });
  page.drawText(value ?? '', { x: 235, y: 620 - 26 * at, size: 13, font: bold });
}
centred('Văn bản mẫu của motcua, không có giá trị sử dụng.', 90, 11);

document.setTitle('Trích lục khai sinh (mẫu)');
document.setCreationDate(made);
document.setModificationDate(made);
document.setProducer('motcua');
writeFileSync(file, await document.save());
