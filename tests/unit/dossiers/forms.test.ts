import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { linkForm, makeForm } from '../../../functions/dossiers/usecases/make-form.ts';
import { drawPaper } from '../../../shared/kernel/forms/draw-paper.ts';
import { BLANK, type Paper } from '../../../shared/kernel/forms/paper.ts';
import { backOffice, CODE, resultIssued } from '../../support/dossier-house.ts';
import { formHouse } from '../../support/form-house.ts';
import { panelFonts } from '../../support/pades/images.ts';

const textsOf = ({ parts }: Paper): readonly string[] =>
  parts.flatMap((part) => ('text' in part ? [part.text] : part.rows.map((cells) => cells.join(' | '))));

const whole = {
  applicant: {
    fullName: 'Nguyễn Thị Ánh',
    phone: '0912345678',
    email: 'anh@example.vn',
    address: '1 Đội Cấn, Hà Nội',
    identityNumber: '001190000001',
  },
  components: [{ code: 'GKS', name: 'Giấy khai sinh', originals: 1, copies: 2, digitised: true }],
  resultBy: 'counter',
};

/** An accepted dossier whose agencies are set up. */
const accepted = async (given: Record<string, unknown> = whole) => {
  const house = formHouse();
  await house.setUp('H26', { name: 'Thành phố Hà Nội' });
  await house.setUp('H26.10', { name: 'Ủy ban nhân dân phường Ngọc Hà', phone: '024 3843 5333' });
  await house.register(given);
  house.at('2026-11-16 10:00');
  await house.tell('accepted', '2026-11-16 09:35', { recipient: 'Trần Văn Bình' });
  return house;
};

describe('forms of Circular 03/2025/TT-VPCP, of the facts of a dossier', () => {
  test('01 has every field in the order of the form, the first promise, and the day of the acceptance', async () => {
    const house = await accepted();
    await house.refold();
    house.at('2026-11-18 10:00');
    await house.tell('extended', '2026-11-18 09:00', { addWorkingDays: 2, reason: 'Cần xác minh' });
    const paper = await house.paper('01');
    expect(paper).toMatchObject({
      title: 'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
      offices: ['THÀNH PHỐ HÀ NỘI', 'ỦY BAN NHÂN DÂN PHƯỜNG NGỌC HÀ'],
      number: 'Số: 261116-0007/-TTPVHCC',
      dated: '............, ngày 16 tháng 11 năm 2026',
      statusUrl: house.links.urlOf(CODE),
      signers: [
        { role: 'NGƯỜI NỘP HỒ SƠ', name: undefined },
        { role: 'NGƯỜI TIẾP NHẬN HỒ SƠ', name: 'Trần Văn Bình' },
      ],
    });
    expect(textsOf(paper)).toEqual([
      `Mã hồ sơ: ${CODE}`,
      'Bộ phận tiếp nhận và trả kết quả: Ủy ban nhân dân phường Ngọc Hà',
      'Tiếp nhận hồ sơ của: Nguyễn Thị Ánh',
      'Số định danh cá nhân/tổ chức: 001190000001',
      'Địa chỉ: 1 Đội Cấn, Hà Nội',
      'Số điện thoại: 0912345678',
      'Email: anh@example.vn',
      'Nội dung yêu cầu giải quyết: Cấp bản sao trích lục hộ tịch',
      'Thành phần hồ sơ nộp: 1. Giấy khai sinh (1 bản chính, 2 bản sao)',
      `Số lượng hồ sơ: ${BLANK}`,
      'Thời gian giải quyết theo quy định: 3 ngày làm việc',
      'Thời gian nhận hồ sơ: 09 giờ 30 phút, ngày 16 tháng 11 năm 2026',
      'Thời gian trả kết quả: 17 giờ 00 phút, ngày 19 tháng 11 năm 2026',
      'Đăng ký nhận kết quả tại: Ủy ban nhân dân phường Ngọc Hà',
      `Vào Sổ theo dõi hồ sơ, Quyển số: ${BLANK} Số thứ tự: ${BLANK}`,
    ]);
  });

  test('what is not known is a dotted line, and the principal stands there only where somebody acts for one', async () => {
    const bare = await accepted({});
    const texts = textsOf(await bare.paper('01'));
    expect(texts).toContain(`Địa chỉ: ${BLANK}`);
    expect(texts.some((text) => text.startsWith('Theo ủy quyền'))).toBe(false);
    const acting = await accepted({ ...whole, authorisedPerson: { fullName: 'Lê Văn Cường' } });
    expect(textsOf(await acting.paper('01'))).toEqual(
      expect.arrayContaining(['Tiếp nhận hồ sơ của: Lê Văn Cường', 'Theo ủy quyền của: Nguyễn Thị Ánh']),
    );
  });

  test('the centre is the counter that took the dossier in, with its parent above it and its own names of forms', async () => {
    const house = formHouse();
    await house.setUp('H26.10', { name: 'UBND phường Ngọc Hà', counters: ['H26.40'] });
    const forms = { unit: 'Trung tâm số 4', titles: { '01': 'Biên nhận hồ sơ' } };
    await house.setUp('H26.40', { name: 'Chi nhánh 4', parentCode: 'H26.41', forms });
    await house.setUp('H26.41', { name: 'Trung tâm Phục vụ hành chính công' });
    const counter = { ...backOffice, agencyCodes: ['H26.40'] } as const;
    const code = 'H26.40-261116-0007';
    await house.register({ receivingAgencyCode: 'H26.40' }, code, counter);
    await house.tell('accepted', '2026-11-16 09:35', {}, code, counter);
    const url = await linkForm(house.ports)(counter, code, '01', house.clock.now);
    const key = url.ok ? (url.value.split('/').at(-1) ?? '') : '';
    const drawn: Paper[] = [];
    const draw = async (paper: Paper) => {
      drawn.push(paper);
      return new Uint8Array();
    };
    await makeForm({ ...house.ports, draw })(code, '01', key, house.clock.now);
    expect(drawn[0]?.offices).toEqual(['TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG', 'TRUNG TÂM SỐ 4']);
    expect(drawn[0]?.title).toBe('BIÊN NHẬN HỒ SƠ');
  });

  test('02 says what the last supplement asks for', async () => {
    const house = await accepted();
    await house.tell('supplement_requested', '2026-11-16 09:40', { note: 'Bản sao thứ nhất' });
    await house.tell('supplement_received', '2026-11-16 09:45');
    await house.tell('supplement_requested', '2026-11-16 09:50', { note: 'Thiếu:\n- bản chính', by: 'Lê Thị Dung' });
    const paper = await house.paper('02');
    expect(paper.number).toBe('Số: 261116-0007/PBS-TTPVHCC');
    expect(paper.signers).toEqual([{ role: 'NGƯỜI HƯỚNG DẪN', name: 'Lê Thị Dung' }]);
    expect(textsOf(paper)).toEqual([
      'Hồ sơ của: Nguyễn Thị Ánh',
      'Nội dung yêu cầu giải quyết: Cấp bản sao trích lục hộ tịch',
      'Địa chỉ: 1 Đội Cấn, Hà Nội',
      'Số điện thoại: 0912345678',
      'Email: anh@example.vn',
      `Mã hồ sơ: ${CODE}`,
      'Yêu cầu hoàn thiện hồ sơ:\nThiếu:\n- bản chính',
      `Lý do: ${BLANK}`,
      'Liên hệ khi cần hướng dẫn: 024 3843 5333',
    ]);
  });

  test('03 says why the dossier is refused', async () => {
    const house = formHouse();
    await house.register(whole);
    await house.tell('refused', '2026-11-16 09:35', { note: 'Không thuộc thẩm quyền' });
    const paper = await house.paper('03');
    expect(paper.number).toBe('Số: 261116-0007/PTC-TTPVHCC');
    expect(textsOf(paper).slice(-2)).toEqual([
      expect.stringContaining('không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:'),
      'Không thuộc thẩm quyền',
    ]);
    expect(paper.offices[0]).toBe(BLANK);
  });

  test('04 is sorry, with the date that was promised before, the reason and the date that takes its place', async () => {
    const house = await accepted();
    await house.refold();
    house.at('2026-11-18 10:00');
    await house.tell('extended', '2026-11-18 09:00', { addWorkingDays: 2, reason: 'Cần xác minh' });
    const before = await house.paper('04');
    await house.refold();
    const paper = await house.paper('04');
    expect(paper).toEqual(before);
    expect(paper.number).toBe('Số: 261116-0007/PXL');
    expect(paper.dated).toBe('............, ngày 18 tháng 11 năm 2026');
    const text = textsOf(paper).join('\n');
    for (const said of [
      'Kính gửi: Nguyễn Thị Ánh',
      'Thời gian hẹn trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 19 tháng 11 năm 2026.',
      'Lý do: Cần xác minh',
      'sẽ trả kết quả giải quyết hồ sơ vào 17 giờ 00 phút, ngày 23 tháng 11 năm 2026.',
      'Mong nhận được sự thông cảm',
    ])
      expect(text).toContain(said);
  });

  test('05 says who asked for the end, in which stage, and when the work stopped', async () => {
    const house = await accepted();
    await house.tell('withdrawal_requested', '2026-11-16 09:40');
    await house.tell('stopped', '2026-11-16 09:50', { note: 'Theo đề nghị của công dân' });
    expect(textsOf(await house.paper('05'))).toEqual(
      expect.arrayContaining([
        'Yêu cầu dừng giải quyết: 09 giờ 40 phút, ngày 16 tháng 11 năm 2026',
        'Giai đoạn giải quyết: Công dân yêu cầu rút hồ sơ',
        'Thời gian dừng giải quyết: 09 giờ 50 phút, ngày 16 tháng 11 năm 2026',
        'Lý do cụ thể: Theo đề nghị của công dân',
        `Phí, lệ phí: ${BLANK}`,
      ]),
    );
  });

  test('06 has a row for each hand-over, and how the promised date was kept', async () => {
    const house = await accepted();
    await house.refold();
    house.at('2026-11-20 10:00');
    await house.tell('processing_started', '2026-11-16 10:00', { by: 'Lê Thị Dung' });
    await house.hear(resultIssued('2026-11-20 09:00'));
    await house.tell('returned', '2026-11-20 09:30');
    const rows = textsOf(await house.paper('06')).slice(-4);
    const agency = 'Ủy ban nhân dân phường Ngọc Hà';
    expect(rows).toEqual([
      expect.stringMatching(
        `^1. Giao: Nguyễn Thị Ánh\n2. Nhận: ${agency} \\| 09 giờ 35 phút, .* \\| Trần Văn Bình \\| $`,
      ),
      expect.stringMatching(`^1. Giao: ${agency}\n2. Nhận: ${agency} \\| 10 giờ 00 phút, .* \\| Lê Thị Dung \\| $`),
      expect.stringMatching(/ \| 09 giờ 00 phút, ngày 20 tháng 11 năm 2026 \| Quá hạn \| /),
      expect.stringMatching(`^1. Giao: ${agency}\n2. Nhận: Nguyễn Thị Ánh`),
    ]);
  });
});

describe('who gets which form', () => {
  test.each(['02', '03', '04', '05'] as const)('%s: no such moment', async (form) => {
    expect(await (await accepted()).link(form)).toMatchObject({ ok: false, failure: { kind: 'no_such_moment', form } });
  });

  test('a moment that was taken back is none', async () => {
    const house = formHouse();
    await house.register();
    await house.tell('accepted', '2026-11-16 09:35', { eventId: 'a' });
    expect((await house.link('01')).ok).toBe(true);
    await house.tell('voided', '2026-11-16 09:40', { voidsEventId: 'a' });
    expect(await house.link('01')).toMatchObject({ failure: { kind: 'no_such_moment' } });
    expect(await house.link('06')).toMatchObject({ failure: { kind: 'no_such_moment' } });
  });

  test('another agency knows of none, and nobody after the erasure, not even by an address that was given before', async () => {
    const house = await accepted();
    const stranger = { ...backOffice, agencyCodes: ['H26.11'] } as const;
    expect(await house.link('01', stranger)).toMatchObject({ failure: { kind: 'not_found' } });
    const url = await house.link('01');
    await house.erase();
    expect(await house.link('01')).toMatchObject({ failure: { kind: 'personal_data_erased' } });
    expect(await house.follow(url.ok ? url.value : '')).toMatchObject({ failure: { kind: 'personal_data_erased' } });
  });

  test('an address holds for 300 seconds, for its own form of its own dossier, and cannot be prolonged', async () => {
    const house = await accepted();
    const link = await house.link('01');
    const url = link.ok ? link.value : '';
    const start = house.clock.now;
    house.clock.now = start + 299_000;
    expect((await house.follow(url)).ok).toBe(true);
    for (const other of [
      url.replace('/forms/01/', '/forms/06/'),
      url.replace(/\/(\d+)-/, (_, until) => `/${Number(until) + 60}-`),
      url.slice(0, -1),
      `${url}0`,
    ])
      expect(await house.follow(other)).toMatchObject({ failure: { kind: 'not_found' } });
    house.clock.now = start + 300_000;
    expect(await house.follow(url)).toMatchObject({ failure: { kind: 'not_found' } });
  });
});

/** What other programs read of a PDF. */
const readBack = (pdf: Uint8Array) => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-form-'));
  const run = (program: string, ...args: string[]) => execFileSync(program, args, { encoding: 'utf8' });
  try {
    const file = join(folder, 'form.pdf');
    writeFileSync(file, pdf);
    run('qpdf', '--check', file);
    return {
      text: run('pdftotext', '-layout', file, '-').replace(/\s+/g, ' '),
      fonts: run('pdffonts', file).split('\n').slice(2).filter(Boolean),
      info: run('pdfinfo', file),
      metadata: run('pdfinfo', '-meta', file),
      json: JSON.parse(run('qpdf', '--json', file)) as unknown,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe('drawn', () => {
  test('as PDF/A: whole Vietnamese in embedded fonts, its metadata, its colours, and the same bytes each time', async () => {
    const paper = await (await accepted()).paper('01');
    const pdf = await drawPaper(panelFonts, paper);
    const { text, fonts, info, metadata, json } = readBack(pdf);
    for (const said of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ',
      'Số: 261116-0007/-TTPVHCC',
      'Nguyễn Thị Ánh',
      '17 giờ 00 phút, ngày 19 tháng 11 năm 2026',
      'Trần Văn Bình',
      paper.statusUrl,
    ])
      expect(text).toContain(said);
    // Columns of pdffonts: name, type, encoding, emb, sub, uni.
    for (const font of fonts) expect(font).toMatch(/CID TrueType\s+Identity-H\s+yes\s+\w+\s+yes/);
    expect(fonts).toHaveLength(2);
    expect(info).toContain('PDF version:     1.7');
    expect(info).toMatch(/Page size:\s+595.28 x 841.89 pts \(A4\)/);
    expect(metadata).toMatch(/pdfaid:part>2</);
    expect(metadata).toMatch(/pdfaid:conformance>B</);
    expect(JSON.stringify(json)).toMatch(/"\/S":"\/GTS_PDFA1"/);
    expect(Buffer.from(await drawPaper(panelFonts, paper)).equals(pdf)).toBe(true);
  });

  test('whatever is written in it: unknown letters, long words, more than one page', async () => {
    const house = await accepted({ ...whole, applicant: { ...whole.applicant, fullName: 'Nguyễn 𝕏 漢' } });
    await house.tell('supplement_requested', '2026-11-16 09:40', { note: 'đ'.repeat(200) });
    const paper = await house.paper('02');
    const long = { ...paper, parts: [...paper.parts, ...paper.parts, ...paper.parts, ...paper.parts] };
    const { text, info } = readBack(await drawPaper(panelFonts, long));
    expect(text).toContain('Nguyễn □ □');
    expect(
      text
        .match(/đ+/g)
        ?.filter((word) => word.length > 20)
        .join('')
        .replaceAll(' ', ''),
    ).toHaveLength(4 * 200);
    expect(Number(/Pages:\s+(\d+)/.exec(info)?.[1])).toBeGreaterThan(1);
  });
});
