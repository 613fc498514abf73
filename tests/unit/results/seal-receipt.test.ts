import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ledgerReceipts } from '../../../functions/results/adapters/ledger-receipts.ts';
import { receiptBook } from '../../../functions/results/domain/receipt-book.ts';
import { drawReceipt, type ReceiptPaper } from '../../../functions/results/domain/receipt-paper.ts';
import type { ReceiptFiles } from '../../../functions/results/ports.ts';
import { readVerification, readVerificationOfFile } from '../../../functions/results/usecases/read-verification.ts';
import { sealReceipt } from '../../../functions/results/usecases/seal-receipt.ts';
import type { HeardOf } from '../../../shared/kernel/events.ts';
import type { ReceiptId } from '../../../shared/kernel/ids.ts';
import { panelFonts as fonts } from '../../support/pades/images.ts';
import { DOSSIER, NOON, resultsHouse } from '../../support/results-house.ts';
import { playedTimestamping } from '../../support/timestamping.ts';

const by = { recordedBy: 'system', requestId: 'r-9' };
const RECEIPT: ReceiptId = `rct_${'0'.repeat(26)}`;

const made = (more: Record<string, unknown> = {}): HeardOf<'receipt.made'> => ({
  id: 'pay_1:receipt:paid',
  type: 'receipt.made',
  at: NOON,
  data: {
    ...{ dossierCode: DOSSIER, agencyCode: 'H26.10', paymentId: 'pay_1', receiptId: RECEIPT, kind: 'receipt' },
    ...{ taxCode: '0101243150', formSign: '01BLP0-001', receiptSign: 'AA-26E', number: 42, amountVnd: 150_000 },
    ...{ creditsReceiptId: null, creditsNumber: null },
    items: [
      { name: 'Lệ phí trích lục', kind: 'le_phi', amountVnd: 50_000 },
      { name: 'Thẩm định hồ sơ', kind: 'phi', amountVnd: 100_000 },
    ],
    transactions: [{ providerName: 'VNPAY', transactionId: '14226112' }],
    ...more,
  },
});

/** The results' room with receipts, whose files lie in memory. */
const house = () => {
  const rooms = resultsHouse();
  const stored = new Map<string, Uint8Array>();
  const receiptFiles: ReceiptFiles = {
    keyOf: (receiptId) => `receipts/${receiptId}.pdf`,
    async store(receiptId, pdf) {
      rooms.house.onCall?.('store receipt');
      if (stored.has(receiptId)) return 'taken';
      stored.set(receiptId, pdf);
      rooms.house.onCall?.('receipt stored');
      return { objectVersionId: 'v1' };
    },
    async stored(receiptId) {
      rooms.house.onCall?.('read receipt');
      const pdf = stored.get(receiptId);
      return pdf && { pdf, objectVersionId: 'v1' };
    },
  };
  const receipts = ledgerReceipts(rooms.table, () => NOON);
  const papers: ReceiptPaper[] = [];
  const draw = (paper: ReceiptPaper) => {
    papers.push(paper);
    return drawReceipt(fonts, paper);
  };
  const ports = { ...rooms.ports, receipts, receiptFiles, draw, publicOrigin: 'https://motcua.example.vn' };
  return { ...rooms, ports, receipts, stored, papers, seal: sealReceipt(ports) };
};

const textOf = (pdf: Uint8Array): string => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-receipt-'));
  try {
    const file = join(folder, 'receipt.pdf');
    writeFileSync(file, pdf);
    execFileSync('qpdf', ['--check', file]);
    const signatures = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
    expect(signatures).toContain('Signature is Valid.');
    expect(signatures).toContain('Total document signed');
    execFileSync('pdftotext', ['-layout', file, join(folder, 'text')]);
    return readFileSync(join(folder, 'text'), 'utf8').replace(/\s+/g, ' ');
  } finally {
    rmSync(folder, { recursive: true });
  }
};

test('a receipt is drawn with all that the law asks for, sealed, stored, registered and announced, once', async () => {
  const { seal, stored, receipts, ports } = house();
  expect(await seal(made(), NOON + 5000, by)).toMatchObject({ ok: true, value: 'sealed' });
  expect(await seal(made(), NOON + 9000, by)).toMatchObject({ ok: true, value: 'done before' });
  const text = textOf(stored.get(RECEIPT) as Uint8Array);
  const registered = await receipts.read(RECEIPT);
  const { verificationCode } = registered?.ordered ?? {};
  for (const said of [
    'BIÊN LAI THU PHÍ, LỆ PHÍ',
    'SỞ TƯ PHÁP',
    'Mã số thuế: 0101243150',
    'Ký hiệu mẫu: 01BLP0-001',
    'Ký hiệu biên lai: AA-26E',
    'Số: 00000042',
    'Người nộp: Nguyễn Thị Ánh',
    'Thủ tục: Cấp bản sao trích lục hộ tịch',
    `Mã hồ sơ: ${DOSSIER}`,
    'Lệ phí trích lục 50.000 đ',
    'Phí: Thẩm định hồ sơ 100.000 đ',
    'Cộng 150.000 đ',
    'Số tiền bằng chữ: Một trăm năm mươi nghìn đồng.',
    'VNPAY, mã giao dịch 14226112',
    'Ngày 19 tháng 11 năm 2026',
    `https://motcua.example.vn/verify/${verificationCode}`,
  ])
    expect(text).toContain(said);
  const found = { kind: 'receipt', status: 'issued', documentNumber: '01BLP0-001 AA-26E 00000042' };
  expect(await readVerification(ports)(verificationCode ?? '')).toMatchObject({ ok: true, value: found });
  const { sha256 = '' } = registered?.filed ?? {};
  expect(await readVerificationOfFile(ports)(sha256)).toMatchObject({ ok: true, value: { ...found, sha256 } });
  if (!registered) throw new Error('not registered');
  expect(receiptBook.project(registered).milestones).toMatchObject([
    { type: 'receipt.sealed', data: { receiptId: RECEIPT, sha256, objectKey: `receipts/${RECEIPT}.pdf` } },
  ]);
});

test('killed at any call and told again: one file, and what is registered is what is stored', async () => {
  const calls: string[] = [];
  const whole = house();
  whole.house.onCall = (name) => calls.push(name);
  await whole.seal(made(), NOON, by);
  for (let at = 0; at < calls.length; at += 1) {
    const { seal, house: room, stored, receipts, ports } = house();
    let made1 = 0;
    room.onCall = () => {
      if (made1++ === at) throw new Error('killed');
    };
    await expect(seal(made(), NOON, by), calls[at]).rejects.toThrow('killed');
    expect(await seal(made(), NOON + 60_000, by)).toMatchObject({ ok: true });
    const pdf = stored.get(RECEIPT) as Uint8Array;
    expect((await receipts.read(RECEIPT))?.filed?.sha256).toBe(ports.sha256(pdf));
  }
  expect(calls.length).toBeGreaterThan(5);
});

test('a credit note is in the register as one, by its code and by its file', async () => {
  const { seal, receipts, ports } = house();
  await seal(made({ kind: 'credit_note', creditsNumber: 41 }), NOON, by);
  const registered = await receipts.read(RECEIPT);
  const found = { ok: true, value: { kind: 'credit_note', status: 'issued' } };
  expect(await readVerification(ports)(registered?.ordered.verificationCode ?? '')).toMatchObject(found);
  expect(await readVerificationOfFile(ports)(registered?.filed?.sha256 ?? '')).toMatchObject(found);
});

test('a receipt that is not sealed yet is not in the register', async () => {
  const { seal, house: room, ports, receipts } = house();
  room.onCall = (name) => {
    if (name === 'store receipt') throw new Error('killed');
  };
  await expect(seal(made(), NOON, by)).rejects.toThrow('killed');
  room.onCall = undefined;
  const code = (await receipts.read(RECEIPT))?.ordered.verificationCode ?? '';
  expect(await readVerification(ports)(code)).toMatchObject({ failure: { kind: 'not_found' } });
});

test('without the personal data of its dossier a receipt names nobody; a credit note names its receipt', async () => {
  const { ports, papers, stored } = house();
  const nameless = sealReceipt({ ...ports, dossiers: { read: async () => undefined } });
  const note = made({ kind: 'credit_note', creditsNumber: 41, amountVnd: 60_000 });
  expect(await nameless(note, NOON, by)).toMatchObject({ ok: true });
  const text = textOf(stored.get(RECEIPT) as Uint8Array);
  expect(text).toContain('BIÊN LAI ĐIỀU CHỈNH GIẢM');
  expect(text).toContain('Điều chỉnh giảm biên lai số 00000041');
  expect(text).not.toContain('Người nộp');
  expect(papers).toHaveLength(1);
});

test('the same paper gives the same bytes; fifty long items still fit on its page', async () => {
  const { papers, seal } = house();
  await seal(made(), NOON, by);
  const [paper] = papers as [ReceiptPaper];
  const drawn = async (more: Partial<ReceiptPaper>) => drawReceipt(fonts, { ...paper, ...more });
  expect(await drawn({})).toEqual(await drawn({}));
  const name = 'Phí thẩm định hồ sơ theo yêu cầu của người dân '.repeat(6).trim();
  const items = Array.from({ length: 50 }, () => ({ name, kind: 'phi', amountVnd: 1000 }));
  const long = await drawn({ items, amountVnd: 50_000 });
  expect(long.ok).toBe(true);
  const height = /MediaBox \[ ?0 0 [\d.]+ ([\d.]+)/.exec(Buffer.from(long.ok ? long.value : []).toString('latin1'));
  expect(Number(height?.[1])).toBeGreaterThan(50 * 3 * 12);
});

const VIETNAMESE =
  'AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY aăâbcdđeêghiklmnoôơpqrstuưvxy áàảãạ ắằẳẵặ ấầẩẫậ éèẻẽẹ ếềểễệ íìỉĩị óòỏõọ ốồổỗộ ớờởỡợ úùủũụ ứừửữự ýỳỷỹỵ';

test.each([
  ['the whole of Vietnamese', VIETNAMESE, VIETNAMESE],
  ['the same in parts', VIETNAMESE.normalize('NFD'), VIETNAMESE],
  ['in capitals', VIETNAMESE.toLocaleUpperCase('vi'), VIETNAMESE.toLocaleUpperCase('vi')],
  ['a name in Chinese letters', 'Nguyễn 葛𠮷 Ánh', 'Nguyễn □□ Ánh'],
  ['a picture of several characters', 'Ánh 👨‍👩‍👧 và 🇻🇳', 'Ánh □ và □'],
  ['what stands on a letter and is in no font', 'A\u20DDnh B\uFE0F', 'Anh B'],
])('a receipt has %s; what no font has holds none up', async (_, payer, drawn) => {
  const { stored, ports } = house();
  const card = { procedureName: 'Cấp bản sao', applicant: { fullName: payer } };
  const seal = sealReceipt({ ...ports, dossiers: { read: async () => card as never } });
  expect(await seal(made(), NOON, by)).toMatchObject({ ok: true, value: 'sealed' });
  expect(textOf(stored.get(RECEIPT) as Uint8Array).normalize('NFC')).toContain(`Người nộp: ${drawn}`);
});

test('a fee of 0 has its exemption and the legal basis on its receipt', async () => {
  const { stored, seal } = house();
  const exemption = { kind: 'digital_citizen', legalBasis: 'Điều 2 Thông tư 117/2026/TT-BTC' };
  const items = [
    { name: 'Lệ phí cấp bản sao', kind: 'le_phi', amountVnd: 0, fullAmountVnd: 8000, exemption },
    {
      name: 'Phí khai thác',
      kind: 'phi',
      amountVnd: 0,
      fullAmountVnd: 2000,
      exemption: { ...exemption, kind: 'other' },
    },
  ];
  expect(await seal(made({ amountVnd: 0, items, transactions: [] }), NOON, by)).toMatchObject({ ok: true });
  const text = textOf(stored.get(RECEIPT) as Uint8Array);
  for (const said of [
    'Lệ phí cấp bản sao 0',
    `Miễn cho công dân số, mức đầy đủ 8.000 đ. Căn cứ: ${exemption.legalBasis}`,
    `Miễn, mức đầy đủ 2.000 đ. Căn cứ: ${exemption.legalBasis}`,
    'Số tiền bằng chữ: Không đồng.',
  ])
    expect(text).toContain(said);
});

test('a receipt is stamped as results are, and waits where no authority answers rightly', async () => {
  const rooms = house();
  const { seal, stored, receipts } = rooms;
  const { timestamping, set } = playedTimestamping(['first'], () => NOON + 5000);
  rooms.house.timestamping = timestamping;
  set('first', 'down');
  expect(await seal(made(), NOON + 5000, by)).toMatchObject({ failure: { kind: 'temporarily_unavailable' } });
  expect(stored.size).toBe(0);
  set('first', 'up');
  expect(await seal(made(), NOON + 5000, by)).toEqual({ ok: true, value: 'sealed' });
  expect((await receipts.read(RECEIPT))?.filed?.level).toBe('B-T');
});
