import { describe, expect, test } from 'vitest';
import { formOf } from '../../../functions/notifications/domain/forms/of-notice.ts';
import { templates } from '../../../functions/notifications/domain/templates/by-name.ts';
import type { Template } from '../../../functions/notifications/domain/templates/template.ts';
import { mailOf } from '../../../functions/notifications/domain/wording.ts';
import { type FormFacts, filledForm } from '../../../shared/kernel/forms/form.ts';
import { particulars, promisedAt } from '../../support/notices.ts';

const at = Date.parse('2026-11-16T09:35:00+07:00');

/** Everything that can be known. */
const known = {
  dossierCode: 'H26.10-261120-0007',
  procedureName: 'Cấp bản sao trích lục hộ tịch',
  agencyName: 'Ủy ban nhân dân phường Ngọc Hà',
  unit: 'Trung tâm Phục vụ hành chính công phường Ngọc Hà',
  unitAddress: '25 Liễu Giai, Hà Nội',
  contact: '024 3843 5333, motcua@ngocha.example.vn',
  applicant: {
    fullName: 'Nguyễn Thị Ánh',
    phone: '0912345678',
    email: 'anh@example.vn',
    address: '1 Đội Cấn, Hà Nội',
    identityNumber: '001190000001',
  },
  components: [
    { name: 'Tờ khai', originals: 1, copies: 0 },
    { name: 'Giấy khai sinh', originals: 1, copies: 2 },
    { name: 'Ảnh', originals: 0, copies: 0 },
  ],
  timeLimit: { amount: 3, unit: 'working_days' },
  resultBy: 'counter',
  receivedAt: Date.parse('2026-11-16T09:30:00+07:00'),
  officer: 'Trần Văn Bình',
  note: 'Thiếu:\n- bản chính giấy khai sinh',
} as const satisfies Omit<FormFacts, 'promisedAt' | 'at'>;

/** Nothing but what every dossier has. */
const { dossierCode, procedureName, agencyName, unit } = known;
const least = { dossierCode, procedureName, agencyName, unit };

const rowsOf = (...args: Parameters<typeof formOf>) => Object.fromEntries(formOf(...args)?.rows ?? []);

const person = {
  'Số định danh cá nhân/tổ chức': '001190000001',
  'Địa chỉ': '1 Đội Cấn, Hà Nội',
  'Số điện thoại': '0912345678',
  Email: 'anh@example.vn',
};
const { 'Số định danh cá nhân/tổ chức': _, ...reached } = person;
const about = {
  'Mã hồ sơ': dossierCode,
  'Bộ phận tiếp nhận và trả kết quả': unit,
  'Nội dung yêu cầu giải quyết': procedureName,
  'Cơ quan giải quyết': agencyName,
  'Liên hệ khi cần hướng dẫn': '024 3843 5333, motcua@ngocha.example.vn',
};

describe('forms of Circular 03/2025/TT-VPCP', () => {
  test('01, the receipt, names the dossier, its person, its papers, its dates and who took it in', () => {
    const form = formOf({ template: 'accepted', promisedAt }, known, 'vi');
    expect(form?.title).toBe('Giấy tiếp nhận hồ sơ và hẹn trả kết quả');
    expect(form?.rows[0]?.[0]).toBe('Mã hồ sơ');
    expect(Object.fromEntries(form?.rows ?? [])).toEqual({
      ...about,
      ...person,
      'Tiếp nhận hồ sơ của': 'Nguyễn Thị Ánh',
      'Thành phần hồ sơ nộp': '1. Tờ khai (1 bản chính)\n2. Giấy khai sinh (1 bản chính, 2 bản sao)\n3. Ảnh',
      'Thời gian giải quyết theo quy định': '3 ngày làm việc',
      'Thời gian nhận hồ sơ': '09:30 16/11/2026',
      'Thời gian trả kết quả': '17:00 27/11/2026',
      'Đăng ký nhận kết quả tại': `${unit}, 25 Liễu Giai, Hà Nội`,
      'Người tiếp nhận': 'Trần Văn Bình',
    });
  });

  test('01 names whoever acts for another, and for whom', () => {
    const authorisedPerson = { fullName: 'Lê Văn Cường', phone: '0987654321' };
    const rows = rowsOf({ template: 'accepted', promisedAt }, { ...known, authorisedPerson }, 'vi');
    expect(rows).toMatchObject({
      'Tiếp nhận hồ sơ của': 'Lê Văn Cường',
      'Số điện thoại': '0987654321',
      'Theo ủy quyền của': 'Nguyễn Thị Ánh',
      'Số định danh của người ủy quyền': '001190000001',
      'Địa chỉ của người ủy quyền': '1 Đội Cấn, Hà Nội',
      'Số điện thoại của người ủy quyền': '0912345678',
      'Email của người ủy quyền': 'anh@example.vn',
    });
    expect(rows['Địa chỉ']).toBeUndefined();
    expect(rows['Số định danh cá nhân/tổ chức']).toBeUndefined();
  });

  test('02, the supplement, says what is asked for word for word, and who can be asked', () => {
    const form = formOf({ template: 'supplement_requested', at }, known, 'vi');
    expect(form?.title).toBe('Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ');
    expect(Object.fromEntries(form?.rows ?? [])).toEqual({
      ...about,
      ...reached,
      'Hồ sơ của': 'Nguyễn Thị Ánh',
      'Yêu cầu hoàn thiện hồ sơ': 'Thiếu:\n- bản chính giấy khai sinh',
      'Thời gian yêu cầu': '09:35 16/11/2026',
      'Người hướng dẫn': 'Trần Văn Bình',
    });
  });

  test('03, the refusal, says why, when and by whom', () => {
    const form = formOf({ template: 'refused', at }, known, 'vi');
    expect(form?.title).toBe('Phiếu từ chối tiếp nhận, giải quyết hồ sơ');
    expect(Object.fromEntries(form?.rows ?? [])).toEqual({
      ...about,
      ...person,
      'Tiếp nhận hồ sơ của': 'Nguyễn Thị Ánh',
      'Lý do cụ thể': 'Thiếu:\n- bản chính giấy khai sinh',
      'Thời gian từ chối': '09:35 16/11/2026',
      'Người tiếp nhận': 'Trần Văn Bình',
    });
  });

  const told = [
    { template: 'accepted', promisedAt: null },
    { template: 'supplement_requested', at },
    { template: 'refused', at },
  ] as const;

  test.each(told)('$template has no row of which nothing is known', (notice) => {
    const rows = Object.entries(rowsOf(notice, least, 'vi'));
    expect(rows.length).toBeLessThan(6);
    for (const [name, value] of rows) expect([name, value]).toEqual([expect.any(String), expect.stringMatching(/\S/)]);
  });

  test.each(told)('$template says the same rows in English, in words of English alone', (notice) => {
    const english = formOf(notice, { ...known, unit: 'the one-stop counter' }, 'en');
    const own = Object.values(known).flatMap((value) => (typeof value === 'string' ? [value] : []));
    const names = [english?.title, ...(english?.rows ?? []).map(([name]) => name)].join('\n');
    expect(names).not.toMatch(/[À-ɏḀ-ỿ]/);
    expect(english?.rows).toHaveLength(formOf(notice, known, 'vi')?.rows.length ?? 0);
    expect(own).toContain(english?.rows.find(([name]) => name === 'What is asked for')?.[1]);
  });

  test.each([
    [{ amount: 1, unit: 'working_days' }, '1 ngày làm việc', '1 working day'],
    [{ amount: 8, unit: 'working_hours' }, '8 giờ làm việc', '8 working hours'],
    [{ amount: 30, unit: 'days' }, '30 ngày', '30 days'],
    [{ amount: 2, unit: 'months' }, '2 tháng', '2 months'],
    [{ amount: 2, unit: 'of a later release' }, undefined, undefined],
  ])('a time limit of %j is %s', (timeLimit, vi, en) => {
    const said = (language: 'vi' | 'en') => rowsOf(told[0], { ...known, timeLimit }, language);
    expect(said('vi')['Thời gian giải quyết theo quy định']).toBe(vi);
    expect(said('en')['Time limit by law']).toBe(en);
  });

  test.each([
    ['portal', 'Trực tuyến'],
    ['post', 'Qua dịch vụ bưu chính'],
    ['of a later release', undefined],
  ])('a result by %s is fetched %s', (resultBy, place) => {
    expect(rowsOf(told[0], { ...known, resultBy }, 'vi')['Đăng ký nhận kết quả tại']).toBe(place);
  });

  test('an agency’s own title is taken in Vietnamese, by the number of the form', () => {
    const titles = { '01': 'Biên nhận hồ sơ' };
    expect(formOf(told[0], known, 'vi', titles)?.title).toBe('Biên nhận hồ sơ');
    expect(formOf(told[0], known, 'en', titles)?.title).toBe('Receipt of the dossier and promise of its result');
    expect(formOf(told[1], known, 'vi', titles)?.title).toBe('Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ');
  });

  test('each number is that of one form', () => {
    const forms = Object.values<Template>(templates).flatMap(({ form }) => (form ? [form] : []));
    expect(forms.map(({ number }) => number).sort()).toEqual(['01', '02', '03']);
    for (const form of forms) expect(filledForm(form, least, 'vi', undefined).rows.length).toBeGreaterThan(3);
  });
});

describe('a form in a mail', () => {
  const notice = { template: 'accepted', promisedAt } as const;
  const withForm = (facts: Omit<FormFacts, 'promisedAt' | 'at'> = known) => ({
    ...particulars,
    form: formOf(notice, facts, 'vi'),
  });

  test('stands in the text below its title, a row a line, what has several lines below its name', () => {
    const { body } = mailOf(notice, withForm());
    expect(body).toContain('\nGIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ\nMã hồ sơ: H26.10-261120-0007\n');
    expect(body).toContain('\nThành phần hồ sơ nộp:\n1. Tờ khai (1 bản chính)\n2. Giấy khai sinh');
    expect(body).not.toContain('Thủ tục: ');
  });

  test('stands in the page as a table with a caption and a header for each row, and nothing of it is markup', () => {
    const { html } = mailOf(notice, withForm({ ...known, procedureName: '<b>&"', officer: 'A\r\nB' }));
    expect(html).toMatch(/<table [^>]*><caption [^>]*>Giấy tiếp nhận hồ sơ và hẹn trả kết quả<\/caption>/);
    expect(html.match(/<th scope="row"/g)).toHaveLength(withForm().form?.rows.length ?? 0);
    expect(html).toContain('&lt;b&gt;&amp;&quot;</td>');
    expect(html).toContain('1. Tờ khai (1 bản chính)<br>2. Giấy khai sinh');
    expect(html).not.toContain('<dl>');
  });

  test('follows the agency’s own words too', () => {
    const own = { subject: 'Đã nhận', text: 'Chúng tôi đã nhận {{dossier}}.', html: '<p>Đã nhận {{dossier}}.</p>' };
    const { body, html } = mailOf(notice, withForm(), own);
    expect(body).toMatch(/Chúng tôi đã nhận H26\.10-261120-0007\.\n\nGIẤY TIẾP NHẬN/);
    expect(html).toMatch(/<p>Đã nhận H26\.10-261120-0007\.<\/p>\s*<table /);
  });
});
