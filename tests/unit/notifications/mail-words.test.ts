import { describe, expect, test } from 'vitest';
import type { Notice } from '../../../functions/notifications/domain/notice.ts';
import { languages } from '../../../functions/notifications/domain/templates/template.ts';
import { mailOf } from '../../../functions/notifications/domain/wording.ts';
import { LAST_MOMENT, longest, notices, particulars, promisedAt, step } from '../../support/notices.ts';

const ENGLISH_LINE = `In English: choose the language of your messages: ${particulars.citizenUrl}/preferences`;

describe('e-mail', () => {
  test.each([
    [undefined, 'Kính gửi ông/bà An,'],
    ['citizen', 'Kính gửi ông/bà An,'],
    ['foreigner', 'Kính gửi ông/bà An,'],
    ['business', 'Kính gửi An,'],
    ['organisation', 'Kính gửi An,'],
    ['state_agency', 'Kính gửi An,'],
  ])('greets a %s as such', (personKind, greeting) => {
    const told = (language: 'vi' | 'en') =>
      mailOf({ template: 'result_ready' }, { ...particulars, language, fullName: 'An', personKind }).body.split(
        '\n',
      )[0];
    expect(told('vi')).toBe(greeting);
    expect(told('en')).toBe('Dear An,');
  });

  test.each(notices)('$template is in NFC, accented, greets by full name, carries the link and the code', (notice) => {
    const decomposed = { ...particulars, fullName: particulars.fullName.normalize('NFD') };
    const { subject, body, html } = mailOf(notice, decomposed);
    for (const text of [subject, body, html]) expect(text).toBe(text.normalize('NFC'));
    for (const text of [body, html]) {
      expect(text).toContain('Kính gửi ông/bà Nguyễn Thị Ánh,');
      expect(text).toContain(particulars.citizenUrl);
      expect(text).toContain(particulars.dossierCode);
      expect(text).not.toMatch(/[Bb]ạn |[Qq]uý vị|\{\{|\[\[/);
    }
    expect(subject).toContain(particulars.dossierCode);
    expect(subject.endsWith(' – Ủy ban nhân dân phường Ngọc Hà')).toBe(true);
  });

  test.each(notices)('$template in English is English alone, by the agency’s English name', (notice) => {
    const { subject, body } = mailOf(notice, { ...particulars, language: 'en' });
    const own = [particulars.fullName, particulars.procedureName];
    const rest = own.reduce((text, each) => text.replaceAll(each, ''), subject + body);
    expect(rest).not.toMatch(/[À-ɏḀ-ỿ]/);
    expect(subject.endsWith(' – People’s Committee of Ngoc Ha')).toBe(true);
  });

  test('in Vietnamese is Vietnamese but for one line', () => {
    for (const notice of notices) {
      const lines = mailOf(notice, particulars).body.split('\n');
      expect(lines.filter((line) => /\b(the|your|dossier)\b/i.test(line))).toEqual([ENGLISH_LINE]);
    }
  });

  test('greets, says it, what it is about, where to look, who writes, and that nobody reads an answer', () => {
    expect(mailOf({ template: 'accepted', promisedAt }, particulars).body.split('\n')).toEqual([
      'Kính gửi ông/bà Nguyễn Thị Ánh,',
      '',
      'Hồ sơ H26.10-261120-0007 đã được tiếp nhận, hẹn trả kết quả lúc 17:00 27/11/2026.',
      '',
      'Thủ tục: Cấp bản sao trích lục hộ tịch',
      'Cơ quan giải quyết: Ủy ban nhân dân phường Ngọc Hà',
      'Điện thoại liên hệ: 024 3843 5333',
      `Tra cứu hồ sơ: ${particulars.citizenUrl}`,
      `Chọn cách nhận hoặc dừng thông báo: ${particulars.citizenUrl}/preferences`,
      ENGLISH_LINE,
      '',
      'Ủy ban nhân dân phường Ngọc Hà',
      'Thư này được gửi tự động, vui lòng không trả lời.',
      '',
    ]);
  });

  test('tells what the agency wrote word for word, over several lines, and nothing where it wrote nothing', () => {
    const note = 'Thiếu:\r\n- giấy khai sinh <bản chính>\n- {{code}}';
    const told = mailOf({ template: 'stopped', ...step }, { ...particulars, note });
    expect(told.body).toContain('Lý do:\nThiếu:\n- giấy khai sinh <bản chính>\n- {{code}}\n');
    expect(told.html).toContain('Thiếu:<br>- giấy khai sinh &lt;bản chính&gt;<br>- {{code}}</p>');
    expect(mailOf({ template: 'stopped', ...step }, particulars).body).not.toContain('Lý do');
  });

  test('the page says in its language what the text says, and nothing of it is markup', () => {
    const { html, subject } = mailOf({ template: 'result_ready' }, { ...particulars, fullName: '<b>&"' });
    expect(html).toContain('<html lang="vi">');
    expect(html).toContain(`<title>${subject}</title>`);
    expect(html).toContain('&lt;b&gt;&amp;&quot;');
    expect(html).toContain(`<a href="${particulars.citizenUrl}"`);
    expect(html).toContain('<p lang="en">');
    expect(html).not.toMatch(/src=|<script|<img|url\(/);
    expect(mailOf({ template: 'result_ready' }, { ...particulars, language: 'en' }).html).toMatch(/<html lang="en">/);
  });

  const money = { amountVnd: 150_000, receivedVnd: 400_000, surplusVnd: 250_000 };
  const surplus = (because: string): Notice => ({ template: 'surplus', because, ...money });

  test.each<[Notice, RegExp, RegExp, RegExp]>([
    [
      { template: 'fee_due', amountVnd: 150_000, payableUntil: promisedAt },
      /cần nộp phí/,
      /150\.000 đ trước 17:00 27\/11\/2026 \(số tiền bằng chữ: Một trăm năm mươi nghìn đồng\).*nộp trực tuyến/,
      /150,000 VND is due.*before 17:00 27\/11\/2026.*pay online/,
    ],
    [
      { template: 'paid', amountVnd: 150_000 },
      /Đã nhận phí/,
      /nhận đủ.*150\.000 đ.*cảm ơn/,
      /received 150,000 VND.*Thank you/,
    ],
    [
      { template: 'partially_paid', amountVnd: 150_000, receivedVnd: 50_000, leftVnd: 100_000 },
      /Đã nhận một phần phí/,
      /50\.000 đ.*150\.000 đ.*còn phải nộp 100\.000 đ/,
      /50,000 VND.*150,000 VND.*100,000 VND is still due/,
    ],
    [
      surplus('overpaid'),
      /nộp thừa/,
      /150\.000 đ.*400\.000 đ.*250\.000 đ sẽ được hoàn trả/,
      /150,000 VND.*400,000 VND.*250,000 VND, will be given back/,
    ],
    [
      surplus('cancelled'),
      /không còn phải nộp phí/,
      /150\.000 đ.*không còn phải nộp.*400\.000 đ, sẽ được hoàn trả/,
      /150,000 VND.*no longer due.*400,000 VND, will be given back/,
    ],
    [
      surplus('expired'),
      /tiền nộp sau hạn/,
      /400\.000 đ sau khi hết hạn.*150\.000 đ.*ghi nhận.*hoặc hoàn trả.*không nộp thêm/,
      /400,000 VND after.*150,000 VND.*accept it or give it back.*do not pay again/,
    ],
    [
      surplus('of a later release'),
      /có tiền thừa/,
      /400\.000 đ.*150\.000 đ.*ghi nhận hoặc hoàn trả.*250\.000 đ.*không nộp thêm/,
      /400,000 VND.*150,000 VND.*250,000 VND, or give it back.*do not pay again/,
    ],
    [{ template: 'result_ready' }, /đã có kết quả/, /cách nhận kết quả/, /how to get it/],
    [
      { template: 'promise_moved', promisedAt, insteadOf: LAST_MOMENT, because: 'decision' },
      /đổi ngày hẹn trả/,
      /17:00 27\/11\/2026, thay cho 23:59 31\/12\/2027/,
      /17:00 27\/11\/2026, instead of 23:59 31\/12\/2027/,
    ],
    [
      { template: 'download_code', nonce: 'n' },
      /Mã tải kết quả/,
      /012345, dùng trong 5 phút.*Không đưa mã/,
      /012345, valid for 5 minutes.*Share it with nobody/,
    ],
  ])(
    '%j tells the same in Vietnamese and in English, under a subject that says what happened',
    (notice, said, vi, en) => {
      const [told, inEnglish] = languages.map((language) => mailOf(notice, { ...particulars, language }));
      expect(told?.subject).toMatch(said);
      expect(told?.body.split('\n')[2]).toMatch(vi);
      expect(inEnglish?.body.split('\n')[2]).toMatch(en);
    },
  );

  test('the subject begins with what happened, however long the agency’s name is', () => {
    for (const notice of notices)
      expect(mailOf(notice, longest).subject).toMatch(/^(Hồ sơ|Đã nhận|Mã tải kết quả|Kết quả của hồ sơ)/);
  });

  test('a name with a line break cannot begin a line or a header of its own', () => {
    const { subject, body } = mailOf(
      { template: 'result_ready' },
      { ...particulars, fullName: 'A\r\nBcc: b@example.vn', agencyName: 'UBND\nX', procedureName: 'P\nBcc: c' },
    );
    expect(subject).not.toMatch(/[\r\n]/);
    expect(body).not.toMatch(/^Bcc:/m);
  });
});
