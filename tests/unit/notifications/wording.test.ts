import { describe, expect, test } from 'vitest';
import type { Notice } from '../../../functions/notifications/domain/notice.ts';
import { smsSize } from '../../../functions/notifications/domain/sms-segments.ts';
import { mailOf, smsText } from '../../../functions/notifications/domain/wording.ts';

const LAST_MOMENT = Date.parse('2027-12-31T23:59:00+07:00');
const promisedAt = Date.parse('2026-11-27T17:00:00+07:00');

/** Every template with its longest values. */
const notices: readonly Notice[] = [
  { template: 'accepted', promisedAt: LAST_MOMENT },
  { template: 'accepted', promisedAt: null },
  { template: 'fee_due', amountVnd: 999_999_999_999, payableUntil: LAST_MOMENT },
  { template: 'paid', amountVnd: 999_999_999_999 },
  ...['overpaid', 'cancelled', 'expired', 'of a later release'].map((because) => ({
    template: 'surplus' as const,
    because,
    amountVnd: 999_999_999_999,
    receivedVnd: 999_999_999_999,
    surplusVnd: 999_999_999_999,
  })),
  { template: 'result_ready' },
  { template: 'download_code', nonce: 'n' },
];

const particulars = {
  agencyName: 'Ủy ban nhân dân phường Ngọc Hà',
  dossierCode: 'H26.10-261120-0007' as const,
  fullName: 'Nguyễn Thị Ánh',
  citizenUrl: 'https://motcua.example.vn/t/0123456789abcdefghjkmnpqrs',
  code: '012345',
};

const longest = {
  ...particulars,
  agencyName: `${'Ủy ban nhân dân '.repeat(12)}Đặng`,
  dossierCode: `000.00.00.H26.10.11-26112000-${'1234567890'.repeat(4).slice(0, 35)}` as const,
  fullName: 'Ễ'.repeat(200),
};

const nasty = { ...longest, agencyName: '[{^|~}]'.repeat(28) };

describe('the linter: every template, at the greatest lengths of its fields', () => {
  test.each(notices)('$template fits one message of GSM-7 and keeps the whole code', (notice) => {
    expect(longest.dossierCode).toHaveLength(64);
    for (const fields of [particulars, longest, nasty]) {
      const text = smsText(notice, fields);
      expect(smsSize(text)).toMatchObject({ alphabet: 'GSM-7', segments: 1 });
      expect(text).toMatch(/^[\x20-\x7e]+$/);
      expect(text).not.toMatch(/https?:|www\.|\/t\//);
      expect(text).toContain(fields.dossierCode);
      expect(text.indexOf(': ')).toBeGreaterThanOrEqual(11);
    }
  });
});

describe('SMS', () => {
  test('the words, as a phone shows them', () => {
    expect(smsText({ template: 'accepted', promisedAt }, particulars)).toBe(
      'UBND P. Ngoc Ha: Ho so H26.10-261120-0007 da tiep nhan, hen tra 27/11/2026.',
    );
    expect(smsText({ template: 'fee_due', amountVnd: 150_000, payableUntil: promisedAt }, particulars)).toBe(
      'UBND P. Ngoc Ha: Ho so H26.10-261120-0007 can nop phi, le phi 150.000 dong truoc 17:00 27/11/2026.',
    );
    expect(smsText({ template: 'paid', amountVnd: 150_000 }, particulars)).toBe(
      'UBND P. Ngoc Ha: Ho so H26.10-261120-0007 da nhan du phi, le phi 150.000 dong. Xin cam on.',
    );
    expect(smsText({ template: 'result_ready' }, particulars)).toBe(
      'UBND P. Ngoc Ha: Ho so H26.10-261120-0007 da co ket qua. Moi xem tai trang tra cuu ho so.',
    );
    expect(smsText({ template: 'download_code', nonce: 'n' }, particulars)).toBe(
      'UBND P. Ngoc Ha: Ma tai ket qua ho so H26.10-261120-0007 la 012345, dung trong 5 phut. Khong dua ma cho ai.',
    );
  });

  test.each([
    [
      'overpaid',
      'UBND P. Ngoc Ha: Ho so H26.10-261120-0007: phi, le phi 50.000 dong, da nhan 100.000 dong. Phan thua 50.000 dong se duoc hoan tra.',
    ],
    [
      'cancelled',
      'UBND P. Ngoc Ha: Ho so H26.10-261120-0007: phi, le phi 50.000 dong khong con phai nop. So tien da nhan 100.000 dong se duoc hoan tra.',
    ],
    [
      'expired',
      'UBND P. Ngoc Ha: Ho so H26.10-261120-0007: da nhan 100.000 dong sau han nop phi, le phi 50.000 dong. Co quan se ghi nhan hoac hoan tra.',
    ],
  ] as const)('of money that nobody owed (%s) says what came, what was due and what becomes of it', (because, text) => {
    const notice = {
      template: 'surplus',
      because,
      amountVnd: 50_000,
      receivedVnd: 100_000,
      surplusVnd: 50_000,
    } as const;
    expect(smsText(notice, particulars)).toBe(text);
  });

  test.each([
    ['Ủy ban nhân dân thành phố Huế', 'UBND TP. Hue'],
    ['Uỷ ban nhân dân tỉnh Lào Cai', 'UBND T. Lao Cai'],
    ['Trung tâm phục vụ hành chính công tỉnh Nghệ An', 'TTPVHCC T. Nghe An'],
    ['Thành phố Hà Nội', 'TP. Ha Noi'],
    ['Văn phòng Ủy ban nhân dân phường Ba Đình', 'Van phong Uy ban nhan dan P. Ba Dinh'],
    ['Chi nhánh Trung tâm phục vụ hành chính công', 'Chi nhanh Trung tam phuc vu hanh chinh cong'],
  ])('names %s as %s', (agencyName, short) => {
    expect(smsText({ template: 'result_ready' }, { ...particulars, agencyName }).split(': ')[0]).toBe(short);
  });

  test('a name stands whole up to the last letter that fits, and is cut to one less and a full stop beyond it', () => {
    const notice = { template: 'result_ready' } as const;
    const named = (agencyName: string) => smsText(notice, { ...particulars, agencyName });
    const room = 160 - named('A').length + 1;
    expect(named('A'.repeat(room))).toMatch(new RegExp(`^A{${room}}: Ho so`));
    expect(named('A'.repeat(room + 1))).toMatch(new RegExp(`^A{${room - 1}}\\.: Ho so`));
    expect(named('A'.repeat(room + 1))).toHaveLength(160);
    expect(named(`${'A'.repeat(room - 2)} BCD`)).toMatch(new RegExp(`^A{${room - 2}}\\.: Ho so`));
  });

  test.each(['UBND Huế', 'Ủy ban nhân dân phường Ngọc Hà và các phường lân cận trong thành phố'])(
    'of money says all while %s can be read beside it',
    (agencyName) => {
      const sums = { amountVnd: 50_000, receivedVnd: 100_000, surplusVnd: 50_000 };
      const text = smsText({ template: 'surplus', because: 'overpaid', ...sums }, { ...particulars, agencyName });
      expect(text).toContain('da nhan 100.000 dong. Phan thua 50.000 dong se duoc hoan tra.');
      expect(text.split(': ')[0]?.length).toBeGreaterThanOrEqual('UBND Hue'.length);
    },
  );

  test('that all is received and that something is due stand in their own templates alone', () => {
    for (const notice of notices) {
      const text = smsText(notice, particulars);
      expect(text.includes('da nhan du')).toBe(notice.template === 'paid');
      expect(text.includes('can nop')).toBe(notice.template === 'fee_due');
      const { subject, body } = mailOf(notice, particulars);
      expect(/nhận đủ/.test(subject + body)).toBe(notice.template === 'paid');
      expect(/cần nộp/.test(subject + body)).toBe(notice.template === 'fee_due');
    }
  });

  test('says nothing personal', () => {
    for (const notice of notices) expect(smsText(notice, particulars)).not.toMatch(/Nguyen|Anh/);
  });
});

describe('an acceptance', () => {
  const words = (promised: number | null) => {
    const notice = { template: 'accepted', promisedAt: promised } as const;
    return { sms: smsText(notice, particulars), mail: mailOf(notice, particulars).body.split('\n').slice(2, 4) };
  };

  test('with a promised date tells it, to the hour where there is room', () => {
    expect(words(promisedAt).mail).toEqual([
      'Hồ sơ H26.10-261120-0007 đã được tiếp nhận, hẹn trả kết quả lúc 17:00 27/11/2026.',
      'Your dossier H26.10-261120-0007 has been accepted; the result is promised by 17:00 27/11/2026.',
    ]);
  });

  test('without one promises nothing', () => {
    expect(words(null)).toEqual({
      sms: 'UBND P. Ngoc Ha: Ho so H26.10-261120-0007 da tiep nhan.',
      mail: ['Hồ sơ H26.10-261120-0007 đã được tiếp nhận.', 'Your dossier H26.10-261120-0007 has been accepted.'],
    });
  });
});

describe('e-mail', () => {
  test.each([
    [undefined, 'Kính gửi ông/bà An,'],
    ['citizen', 'Kính gửi ông/bà An,'],
    ['foreigner', 'Kính gửi ông/bà An,'],
    ['business', 'Kính gửi An,'],
    ['organisation', 'Kính gửi An,'],
    ['state_agency', 'Kính gửi An,'],
  ])('greets a %s as such', (personKind, greeting) => {
    const { body } = mailOf({ template: 'result_ready' }, { ...particulars, fullName: 'An', personKind });
    expect(body.split('\n')[0]).toBe(greeting);
  });

  test.each(notices)('$template is in NFC, accented, greets by full name, carries the link and the code', (notice) => {
    const decomposed = { ...particulars, fullName: particulars.fullName.normalize('NFD') };
    const { subject, body } = mailOf(notice, decomposed);
    expect(body).toBe(body.normalize('NFC'));
    expect(subject).toBe(subject.normalize('NFC'));
    expect(body).toContain('Kính gửi ông/bà Nguyễn Thị Ánh,');
    expect(body).toContain(particulars.citizenUrl);
    expect(subject).toContain(particulars.dossierCode);
    expect(body).not.toMatch(/[Bb]ạn |[Qq]uý vị/);
    expect(body.search(/[Hh]ồ sơ H26/)).toBeLessThan(body.search(/dossier H26|dossier\b/));
  });

  const money = { amountVnd: 150_000, receivedVnd: 400_000, surplusVnd: 250_000 };
  const surplus = (because: string): Notice => ({ template: 'surplus', because, ...money });

  test.each<[Notice, RegExp, RegExp, RegExp]>([
    [
      { template: 'fee_due', amountVnd: 150_000, payableUntil: promisedAt },
      /cần nộp phí/,
      /150\.000 đ trước 17:00 27\/11\/2026.*nộp trực tuyến/,
      /150,000 VND is due.*before 17:00 27\/11\/2026.*pay online/,
    ],
    [
      { template: 'paid', amountVnd: 150_000 },
      /Đã nhận phí/,
      /nhận đủ.*150\.000 đ.*cảm ơn/,
      /received 150,000 VND.*Thank you/,
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
      { template: 'download_code', nonce: 'n' },
      /Mã tải kết quả/,
      /012345, dùng trong 5 phút.*Không đưa mã/,
      /012345, valid for 5 minutes.*Share it with nobody/,
    ],
  ])(
    '%j tells the same in Vietnamese and in English, under a subject that says what happened',
    (notice, said, vi, en) => {
      const { subject, body } = mailOf(notice, particulars);
      const [, , vietnamese, english] = body.split('\n');
      expect(subject).toMatch(said);
      expect(subject.endsWith(' – Ủy ban nhân dân phường Ngọc Hà')).toBe(true);
      expect(vietnamese).toMatch(vi);
      expect(english).toMatch(en);
      for (const line of [vietnamese, english]) expect(line).toContain(particulars.dossierCode);
    },
  );

  test('greets, says it in both languages and leaves a line free around them', () => {
    const spaced = { ...particulars, fullName: ' Nguyễn Thị Ánh\t' };
    expect(mailOf({ template: 'result_ready' }, spaced).body.split('\n').slice(0, 5)).toEqual([
      'Kính gửi ông/bà Nguyễn Thị Ánh,',
      '',
      'Hồ sơ H26.10-261120-0007 đã có kết quả. Đường dẫn dưới đây cho biết cách nhận kết quả.',
      'The result of dossier H26.10-261120-0007 is ready. The link below says how to get it.',
      '',
    ]);
  });

  test('ends with where to look, who writes, and that nobody reads an answer', () => {
    expect(mailOf({ template: 'result_ready' }, particulars).body.split('\n').slice(4)).toEqual([
      '',
      `Tra cứu hồ sơ (Follow your dossier): ${particulars.citizenUrl}`,
      '',
      'Ủy ban nhân dân phường Ngọc Hà',
      'Thư này được gửi tự động, vui lòng không trả lời. (This message was sent automatically.)',
      '',
    ]);
  });

  test('the subject begins with what happened, however long the agency’s name is', () => {
    for (const notice of notices)
      expect(mailOf(notice, longest).subject).toMatch(/^(Hồ sơ|Đã nhận phí|Mã tải kết quả)/);
  });

  test('a name with a line break cannot begin a line or a header of its own', () => {
    const { subject, body } = mailOf(
      { template: 'result_ready' },
      { ...particulars, fullName: 'A\r\nBcc: b@example.vn', agencyName: 'UBND\nX' },
    );
    expect(subject).not.toMatch(/[\r\n]/);
    expect(body).not.toMatch(/^Bcc:/m);
  });
});
