import { expect, test } from 'vitest';
import { attachment, fileNameOf } from '../../../functions/results/domain/file-name.ts';

test.each([
  ['12/QĐ-UBND', '12-QĐ-UBND.pdf'],
  ['12//\\TLKS', '12-TLKS.pdf'],
  ['a:b*c?d"e<f>g|h', 'a-b-c-d-e-f-g-h.pdf'],
  ['..\\..\\etc', 'etc.pdf'],
  [' - 12. ', '12.pdf'],
  ['12\u202e\u200b/TLKS', '12-TLKS.pdf'],
  ['/', 'ket-qua.pdf'],
  ['', 'ket-qua.pdf'],
  ['x'.repeat(81), `${'x'.repeat(80)}.pdf`],
  ['\u{20000}'.repeat(81), `${'\u{20000}'.repeat(80)}.pdf`],
])('a result of number %j is saved as %j', (documentNumber, name) => {
  expect(fileNameOf(documentNumber)).toBe(name);
});

test.each([
  ['12-TLKS.pdf', '12-TLKS.pdf', '12-TLKS.pdf'],
  ['Đơn đã ký.pdf', 'Don da ky.pdf', '%C4%90%C6%A1n%20%C4%91%C3%A3%20k%C3%BD.pdf'],
  ['a"b\\c%d.pdf', 'a-b-c-d.pdf', 'a%22b%5Cc%25d.pdf'],
  ["'(1)*.pdf", "'(1)*.pdf", '%27%281%29%2A.pdf'],
])('a browser of any age saves %j: by its letters without marks, and by all of it', (name, ascii, encoded) => {
  expect(attachment(name)).toBe(`attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`);
});
