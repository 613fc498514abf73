import { describe, expect, test } from 'vitest';
import { type Notice, templateOf } from '../../../functions/notifications/domain/notice.ts';
import { smsSize } from '../../../functions/notifications/domain/sms-segments.ts';
import { templates } from '../../../functions/notifications/domain/templates/by-name.ts';
import { filled } from '../../../functions/notifications/domain/templates/fill.ts';
import { languages, ofEveryMessage, parameters } from '../../../functions/notifications/domain/templates/template.ts';
import { mailOf, type Particulars, smsText } from '../../../functions/notifications/domain/wording.ts';

const LAST_MOMENT = Date.parse('2027-12-31T23:59:00+07:00');
const promisedAt = Date.parse('2026-11-27T17:00:00+07:00');
const MOST = 999_999_999_999;
const sums = { amountVnd: MOST, receivedVnd: MOST, surplusVnd: MOST };
const step = { at: LAST_MOMENT, eventId: 'e1' };

/** Every template with its longest values, and without those that it can do without. */
const notices: readonly Notice[] = [
  { template: 'registered', at: LAST_MOMENT },
  { template: 'accepted', promisedAt: LAST_MOMENT },
  { template: 'accepted', promisedAt: null },
  { template: 'acceptance_withdrawn', promisedAt: LAST_MOMENT, eventId: 'e1' },
  { template: 'acceptance_withdrawn', promisedAt: null },
  { template: 'corrected', was: 6, eventId: 'e1' },
  { template: 'promise_moved', promisedAt: LAST_MOMENT, insteadOf: LAST_MOMENT, because: 'pause' },
  { template: 'promise_moved', promisedAt: LAST_MOMENT, insteadOf: null, because: 'of a later release' },
  ...(['supplement_requested', 'refused', 'stopped', 'withdrawal_received', 'finished', 'returned'] as const).map(
    (template) => ({ template, ...step }),
  ),
  { template: 'status_changed', status: 6, ...step },
  { template: 'status_changed', status: 99, ...step },
  { template: 'fee_due', amountVnd: MOST, payableUntil: LAST_MOMENT },
  { template: 'partially_paid', amountVnd: MOST, receivedVnd: MOST, leftVnd: MOST },
  { template: 'paid', amountVnd: MOST },
  ...['overpaid', 'cancelled', 'expired', 'of a later release'].map((because) => ({
    template: 'surplus' as const,
    because,
    ...sums,
  })),
  { template: 'refunded', amountVnd: MOST, refundVnd: MOST },
  ...['cancelled', 'closed', 'written_off', 'of a later release'].map((because) => ({
    template: 'fee_closed' as const,
    amountVnd: MOST,
    because,
  })),
  { template: 'result_ready' },
  { template: 'result_revoked', at: LAST_MOMENT },
  { template: 'download_code', nonce: 'n' },
];

const particulars: Particulars = {
  language: 'vi',
  agencyCode: 'H26.10',
  agencyName: 'Ủy ban nhân dân phường Ngọc Hà',
  agencyNameEn: 'People’s Committee of Ngoc Ha',
  agencyPhone: '024 3843 5333',
  dossierCode: 'H26.10-261120-0007',
  procedureName: 'Cấp bản sao trích lục hộ tịch',
  fullName: 'Nguyễn Thị Ánh',
  citizenUrl: 'https://motcua.example.vn/t/0123456789abcdefghjkmnpqrs',
  status: 6,
  code: '012345',
};

const longest: Particulars = {
  ...particulars,
  agencyCode: '000.00.00.H26.10.11',
  agencyName: `${'Ủy ban nhân dân '.repeat(12)}Đặng`,
  website: `https://${'dichvucong.'.repeat(8)}gov.vn`,
  dossierCode: `000.00.00.H26.10.11-26112000-${'1234567890'.repeat(4).slice(0, 35)}`,
  fullName: 'Ễ'.repeat(200),
  note: 'Ễ'.repeat(1000),
};

/** Names that no word can be taken from. */
const nasty: readonly Particulars[] = [
  { ...longest, agencyName: '[{^|~}]'.repeat(28) },
  { ...longest, agencyName: '人民委员会' },
  { ...longest, agencyName: ' \u200b ' },
];

test('every template of the repository is among the notices below', () => {
  const told = new Set(notices.map((notice) => templateOf(notice)));
  expect([...told, 'surplus_overpaid', 'surplus_cancelled', 'surplus_expired'].sort()).toEqual(
    Object.keys(templates).sort(),
  );
});

describe('the templates', () => {
  const texts = Object.entries(templates).flatMap(([name, { sms, email, parameters: own }]) =>
    languages.flatMap((language) =>
      [...sms[language], email[language].subject, email[language].text].map((text) => ({ name, text, own })),
    ),
  );

  test.each(texts)('$name knows what it names: $text', ({ text, own }) => {
    const named = [...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, each]) => each ?? '');
    const known = [...ofEveryMessage, ...Object.keys(own)];
    expect(named.filter((each) => !known.includes(each))).toEqual([]);
    const needed = [...text.replace(/\[\[[\s\S]*?\]\]/g, '').matchAll(/\{\{(.*?)\}\}/g)].map(([, each]) => each ?? '');
    const certain: readonly string[] = [
      ...ofEveryMessage,
      ...Object.entries(own).flatMap(([each, need]) => (need === 'required' ? [each] : [])),
    ];
    expect(needed.filter((each) => !certain.includes(each))).toEqual([]);
    expect(text).toBe(text.normalize('NFC'));
    expect(Object.keys(own).every((each) => each in parameters)).toBe(true);
  });

  test('an optional part stands or falls with what is named in it; nothing that a value says is read as a template', () => {
    const text = '{{dossier}}[[, note: {{note}} until {{promisedOn}}]].';
    expect(filled(text, { dossier: 'A' })).toBe('A.');
    expect(filled(text, { dossier: 'A', note: 'n' })).toBe('A.');
    expect(filled(text, { dossier: 'A', note: '{{code}} [[$&]]', promisedOn: 'd' })).toBe(
      'A, note: {{code}} [[$&]] until d.',
    );
    expect(() => filled('{{code}}', {})).toThrow('no value for {{code}}');
    expect(() => filled('{{toString}}', {})).toThrow('no value for {{toString}}');
  });
});

describe('the linter: every template, at the greatest lengths of its fields', () => {
  test.each(languages.flatMap((language) => notices.map((notice) => [language, notice] as const)))(
    'in %s %j fits one message of GSM-7 and keeps the whole code',
    (language, notice) => {
      expect(longest.dossierCode).toHaveLength(64);
      for (const fields of [particulars, longest, ...nasty]) {
        const text = smsText(notice, { ...fields, language });
        expect(smsSize(text)).toMatchObject({ alphabet: 'GSM-7', segments: 1 });
        expect(text).toMatch(/^[\x20-\x7e]+$/);
        expect(text).not.toMatch(/https?:|www\.|\/t\/|[?{}[\]]{2}/);
        expect(text).toContain(fields.dossierCode);
        expect(text.indexOf(': ')).toBeGreaterThanOrEqual(Math.min(11, fields.agencyCode.length));
      }
      expect(smsText(notice, { ...longest, language }).indexOf(': ')).toBeGreaterThanOrEqual(11);
    },
  );
});

describe('SMS', () => {
  const at = Date.parse('2026-11-20T09:05:00+07:00');
  test.each<[Notice, string]>([
    [{ template: 'registered', at }, 'da duoc ghi nhan, dang cho tiep nhan.'],
    [{ template: 'accepted', promisedAt }, 'da tiep nhan, hen tra 27/11/2026.'],
    [{ template: 'accepted', promisedAt: null }, 'da tiep nhan.'],
    [{ template: 'acceptance_withdrawn', promisedAt }, 'chua duoc tiep nhan, thong bao truoc khong con hieu luc.'],
    [
      { template: 'promise_moved', promisedAt, insteadOf: at, because: 'pause' },
      'doi ngay hen tra thanh 17:00 27/11/2026 thay cho 09:05 20/11/2026.',
    ],
    [{ template: 'supplement_requested', at }, 'can bo sung, hoan thien.'],
    [{ template: 'refused', at }, 'khong duoc tiep nhan.'],
    [
      { template: 'fee_due', amountVnd: 150_000, payableUntil: promisedAt },
      'can nop phi, le phi 150.000 dong truoc 17:00 27/11/2026.',
    ],
    [{ template: 'paid', amountVnd: 150_000 }, 'da nhan du phi, le phi 150.000 dong. Xin cam on.'],
    [{ template: 'result_ready' }, 'da co ket qua.'],
    [{ template: 'finished', at }, 'da giai quyet xong. Moi nhan ket qua tai Bo phan Mot cua trong gio lam viec.'],
  ])('the words of %j, as a phone shows them', (notice, words) => {
    const text = smsText(notice, particulars);
    expect(text.startsWith(`UBND P. Ngoc Ha: Ho so H26.10-261120-0007 ${words}`)).toBe(true);
  });

  test.each<[Notice, string]>([
    [{ template: 'corrected', was: 3 }, ': thong bao "Khong duoc tiep nhan" khong con hieu luc. Hien nay: Dang xu ly.'],
    [{ template: 'status_changed', status: 4, at }, ': Dang xu ly.'],
    [
      { template: 'partially_paid', amountVnd: 150_000, receivedVnd: 50_000, leftVnd: 100_000 },
      ': da nhan mot phan phi, le phi 50.000 dong, con thieu 100.000 dong.',
    ],
    [{ template: 'refunded', amountVnd: 1, refundVnd: 50_000 }, ': 50.000 dong da duoc chuyen lai cho ong/ba.'],
    [
      { template: 'fee_closed', amountVnd: 150_000, because: 'cancelled' },
      ': khoan phi, le phi 150.000 dong da duoc huy, khong con phai nop.',
    ],
    [
      { template: 'fee_closed', amountVnd: 150_000, because: 'closed' },
      ': khoan phi, le phi 150.000 dong da het han nop.',
    ],
  ])('the words of %j', (notice, words) => {
    expect(smsText(notice, { ...particulars, status: 4 })).toBe(`UBND P. Ngoc Ha: Ho so H26.10-261120-0007${words}`);
  });

  test('says where to go: the agency’s site as people type it, else its counter in words', () => {
    const notice = { template: 'accepted', promisedAt } as const;
    const website = 'https://www.dichvucong.hanoi.gov.vn/mot-cua';
    expect(smsText(notice, { ...particulars, website })).toMatch(/ Tra cuu tai dichvucong\.hanoi\.gov\.vn\.$/);
    expect(smsText(notice, particulars)).toMatch(/ Tra cuu tai Bo phan Mot cua\.$/);
    expect(smsText(notice, { ...particulars, language: 'en' })).toBe(
      'UBND P. Ngoc Ha: Dossier H26.10-261120-0007 is accepted, result promised for 27/11/2026. See the one-stop counter.',
    );
  });

  test.each([
    ['overpaid', 'phi, le phi 50.000 dong, da nhan 100.000 dong. Phan thua 50.000 dong se duoc hoan tra.'],
    ['cancelled', 'phi, le phi 50.000 dong khong con phai nop. So tien da nhan 100.000 dong se duoc hoan tra.'],
    ['expired', 'da nhan 100.000 dong sau han nop phi, le phi 50.000 dong. Co quan se ghi nhan hoac hoan tra.'],
  ] as const)('of money that nobody owed (%s) says what came, what was due and what becomes of it', (because, text) => {
    const notice = {
      template: 'surplus',
      because,
      amountVnd: 50_000,
      receivedVnd: 100_000,
      surplusVnd: 50_000,
    } as const;
    expect(smsText(notice, particulars)).toBe(`UBND P. Ngoc Ha: Ho so H26.10-261120-0007: ${text}`);
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

  test('names an agency as it calls itself, where it does', () => {
    const text = smsText({ template: 'result_ready' }, { ...particulars, shortName: 'Một cửa Ngọc Hà' });
    expect(text).toMatch(/^Mot cua Ngoc Ha: Ho so /);
  });

  test('leaves out where to go before it cuts a name, and cuts a name between words alone', () => {
    const notice = { template: 'result_ready' } as const;
    const named = (agencyName: string) => smsText(notice, { ...particulars, agencyName });
    const room = 160 - (named('A').length - ' Moi xem va nhan tai Bo phan Mot cua.'.length) + 1;
    expect(named('A'.repeat(room))).toMatch(new RegExp(`^A{${room}}: Ho so \\S+ da co ket qua\\.$`));
    expect(named(`${'A'.repeat(room - 4)} BCD`)).toMatch(new RegExp(`^A{${room - 4}} BCD: Ho so`));
    expect(named(`${'A'.repeat(room - 3)} BCD`)).toMatch(new RegExp(`^A{${room - 3}}: Ho so`));
    expect(named(`${'A'.repeat(room - 4)}, BCD`)).toMatch(new RegExp(`^A{${room - 4}}: Ho so`));
    expect(named('A'.repeat(room + 1))).toMatch(/^H26\.10: Ho so/);
  });

  test.each(['UBND Huế', 'Ủy ban nhân dân phường Ngọc Hà và các phường lân cận trong thành phố'])(
    'of money says all while %s can be read beside it',
    (agencyName) => {
      const money = { amountVnd: 50_000, receivedVnd: 100_000, surplusVnd: 50_000 };
      const text = smsText({ template: 'surplus', because: 'overpaid', ...money }, { ...particulars, agencyName });
      expect(text).toContain('da nhan 100.000 dong. Phan thua 50.000 dong se duoc hoan tra.');
      expect(text.split(': ')[0]?.length).toBeGreaterThanOrEqual('UBND Hue'.length);
    },
  );

  test('that it is accepted, that all is received and that something is due stand in their own templates alone', () => {
    for (const notice of notices) {
      const text = smsText(notice, particulars);
      expect(text.includes('da tiep nhan')).toBe(notice.template === 'accepted');
      expect(text.includes('da nhan du')).toBe(notice.template === 'paid');
      expect(text.includes('can nop')).toBe(notice.template === 'fee_due');
      const { subject, body } = mailOf(notice, particulars);
      expect(/nhận đủ phí/.test(subject + body)).toBe(notice.template === 'paid');
      expect(/cần nộp/.test(subject + body)).toBe(notice.template === 'fee_due');
    }
  });

  test('says nothing personal, and not what the agency wrote', () => {
    for (const notice of notices)
      expect(smsText(notice, { ...particulars, note: 'Nguyễn Ánh' })).not.toMatch(/Nguyen|Anh/);
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
      expect(lines.filter((line) => /\b(the|your|dossier)\b/i.test(line))).toEqual([
        'In English: see your dossier at the link above.',
      ]);
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
      'In English: see your dossier at the link above.',
      '',
      'Ủy ban nhân dân phường Ngọc Hà',
      'Thư này được gửi tự động, vui lòng không trả lời.',
      '',
    ]);
  });

  test('tells what the agency wrote word for word, over several lines, and nothing where it wrote nothing', () => {
    const note = 'Thiếu:\r\n- giấy khai sinh <bản chính>\n- {{code}}';
    const told = mailOf({ template: 'supplement_requested', ...step }, { ...particulars, note });
    expect(told.body).toContain('Nội dung yêu cầu:\nThiếu:\n- giấy khai sinh <bản chính>\n- {{code}}\n');
    expect(told.html).toContain('Thiếu:<br>- giấy khai sinh &lt;bản chính&gt;<br>- {{code}}</p>');
    expect(mailOf({ template: 'supplement_requested', ...step }, particulars).body).not.toContain('Nội dung');
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
