/** What agencies tell by SMS, as it is sent: without marks, with them, with signs that take two septets, of one part and of several. */
export const told: readonly string[] = [
  'UBND P. Ngoc Ha: Ho so H26.10-261120-0007 da tiep nhan, hen tra 17:00 27/11/2026. Xem dichvucong.gov.vn.',
  'UBND P. Ngoc Ha: Can nop 150.000 dong cho ho so H26.10-261120-0007 truoc 09:00 24/11/2026.',
  'UBND phường Ngọc Hà: Hồ sơ H26.10-261120-0007 đã được tiếp nhận, hẹn trả 17:00 27/11/2026. Xem dichvucong.gov.vn hoặc đến Bộ phận Một cửa.',
  'UBND P. Ngoc Ha [Bo phan Mot cua]: Ho so H26.10-261120-0007 ~ 3 ngay {lam viec} | xem them tai dichvucong.gov.vn/mot-cua. '.repeat(
    3,
  ),
  'Trung tâm Phục vụ hành chính công thành phố Hà Nội: hồ sơ của ông/bà cần bổ sung “Bản sao hộ tịch” – nộp trước 17:00 27/11/2026. '.repeat(
    3,
  ),
];

/** The same as people type it: composed and decomposed, with quotation marks, dashes and blanks of word processors. */
export const typed: readonly string[] = told.flatMap((text) => [
  text,
  text.normalize('NFD'),
  text.replaceAll(' - ', ' – ').replaceAll(' ', '\u00a0'),
]);
