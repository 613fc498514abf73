import { expect, test } from 'vitest';
import { maskedName } from '../../../functions/web/domain/masking.ts';
import { maskedMail, maskedPhone } from '../../../shared/kernel/masking.ts';

test.each([
  ['Nguyễn Thị Ánh', 'N*** T*** Á***'],
  ['\u200bÁnh', 'Á***'],
  ['\u202eÁnh \u2060Văn', 'Á*** V***'],
  ['Nguyễn\u200b \u200bÁnh', 'N*** Á***'],
  ['A\u0301nh\u00a0Lê', 'Á*** L***'],
  ['\u{20000}山', '\u{20000}***'],
  ['  Nguyễn  Ánh ', 'N*** Á***'],
  ['', '***'],
])('%j is shown as %s', (name, masked) => expect(maskedName(name)).toBe(masked));

test('of a phone the last two digits are shown', () => {
  expect(maskedPhone('0912345678')).toBe('********78');
  expect(maskedPhone('02438255555')).toBe('*********55');
  expect(maskedMail('anh.nguyen@example.vn')).toBe('a***@example.vn');
  expect(maskedMail('a@example.vn')).toBe('a***@example.vn');
});
