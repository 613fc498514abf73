import { describe, expect, test } from 'vitest';
import { type Notice, templateOf } from '../../../functions/notifications/domain/notice.ts';
import { smsSize } from '../../../functions/notifications/domain/sms-segments.ts';
import { templates } from '../../../functions/notifications/domain/templates/by-name.ts';
import { filled } from '../../../functions/notifications/domain/templates/fill.ts';
import { languages, ofEveryMessage, parameters } from '../../../functions/notifications/domain/templates/template.ts';
import { mailOf, smsText } from '../../../functions/notifications/domain/wording.ts';
import { longest, nasty, notices, particulars, promisedAt } from '../../support/notices.ts';

const asksForMoney = ({ template }: Notice): boolean => template === 'fee_due' || template === 'fee_reminder';

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
    [{ template: 'registered', at }, 'da duoc ghi nhan.'],
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
      expect(text.includes('can nop')).toBe(asksForMoney(notice));
      const { subject, body } = mailOf(notice, particulars);
      expect(/nhận đủ phí/.test(subject + body)).toBe(notice.template === 'paid');
      expect(/cần nộp/.test(subject + body)).toBe(asksForMoney(notice));
    }
  });

  test('says nothing personal, and not what the agency wrote', () => {
    for (const notice of notices)
      expect(smsText(notice, { ...particulars, note: 'Nguyễn Ánh' })).not.toMatch(/Nguyen|Anh/);
  });
});
