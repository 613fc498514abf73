import { execFileSync } from 'node:child_process';
import { createHash, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { vietNamDate } from '../../shared/kernel/time.ts';
import { call, eventually, keys, openAttempt, openFee, registered, sendEvent, stack } from '../support/deployed.ts';

const SIGNS = { taxCode: '0100233488', formSign: '01BLP', receiptSign: `E2E${randomInt(1e6)}` };
const operator = { key: keys.operator };

/** The agency of the sample, with and without signs for receipts. */
const agencyWith = async (receipt: typeof SIGNS | undefined) => {
  const path = `/v1/agencies/${stack.agencies.main}`;
  const { agencyCode: _, receipt: __, ...agency } = (await call('GET', path, operator)).body;
  const put = await call('PUT', path, { ...operator, body: { ...agency, ...(receipt && { receipt }) } });
  expect(put.status, put.text).toBe(200);
};

/** What stands on a signed PDF; fails where its signature is not valid for the whole file. */
const paperOf = (pdf: Uint8Array): string => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-e2e-receipt-'));
  try {
    const file = join(folder, 'receipt.pdf');
    writeFileSync(file, pdf);
    const signatures = execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
    expect(signatures).toContain('Signature is Valid.');
    expect(signatures).toContain('Total document signed');
    return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const fileAt = async (url: string): Promise<Buffer> => {
  const file = await fetch(url);
  expect(file.status).toBe(200);
  return Buffer.from(await file.arrayBuffer());
};

beforeAll(async () => {
  await agencyWith(SIGNS);
  // Directories of agencies are read again after five seconds.
  await new Promise((resolve) => setTimeout(resolve, 6000));
  return () => agencyWith(undefined);
});

describe('a fee that is paid', () => {
  test('has its sealed receipt within 30 s, for back office, citizen, register and tax office; its refund a credit note', async () => {
    const { dossierCode, dossier } = await registered({ notify: { sms: false, email: false } });
    await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
    const fee = await openFee(dossierCode);
    const { paymentId, payUrl } = fee.body;
    const attempt = (await openAttempt(paymentId)).body;
    const played = await call('POST', `/sandbox/vnpay/orders/${attempt.reference}/outcome`, {
      body: { outcome: 'pay' },
    });
    expect(played.status, played.text).toBe(200);
    const receiptsOf = async (count: number) => {
      const { items } = (await call('GET', `/v1/payments/${paymentId}/receipts`, { key: keys.backOffice })).body;
      expect(items).toHaveLength(count);
      for (const { downloadUrl } of items) expect(downloadUrl).toBeDefined();
      return items;
    };
    const [receipt] = await eventually(() => receiptsOf(1));
    const { taxCode: _, ...signs } = SIGNS;
    expect(receipt).toMatchObject({ ...signs, number: expect.any(Number), kind: 'receipt', amountVnd: 150_000 });
    const pdf = await fileAt(receipt.downloadUrl);
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(receipt.sha256);
    const paper = paperOf(pdf);
    for (const words of ['BIÊN LAI THU PHÍ, LỆ PHÍ', dossierCode, '150.000 đ', 'Một trăm năm mươi nghìn đồng'])
      expect(paper).toContain(words);

    const [, code] = /\/verify\/([0-9a-z]{26})/.exec(paper) ?? [];
    const number = String(receipt.number).padStart(8, '0');
    const found = { kind: 'receipt', status: 'issued', documentNumber: `01BLP ${SIGNS.receiptSign} ${number}` };
    expect((await call('GET', `/v1/verifications/${code}`)).body).toMatchObject(found);
    expect((await call('GET', `/v1/verifications?sha256=${receipt.sha256}`)).body).toMatchObject(found);

    const page = `${dossier.citizenUrl}/receipts/${receipt.receiptId}`;
    const citizens = await call('GET', page);
    expect(citizens.status).toBe(302);
    expect((await fileAt(citizens.headers.get('location') ?? '')).equals(pdf)).toBe(true);
    await eventually(async () => expect((await call('GET', payUrl)).text).toContain(`Biên lai số ${number}`));
    expect((await call('GET', page.replace(receipt.receiptId, `rct_${'0'.repeat(26)}`))).status).toBe(404);

    const refund = await call('POST', `/v1/payments/${paymentId}/refunds`, {
      key: keys.backOffice,
      headers: { 'idempotency-key': `refund-${randomInt(1e9)}` },
      body: { amountVnd: 60_000, reason: 'Thu nhầm', by: 'Trần Văn Bình' },
    });
    expect(refund.status, refund.text).toBe(202);
    const [, note] = await eventually(() => receiptsOf(2));
    expect(note).toMatchObject({
      ...{ kind: 'credit_note', amountVnd: 60_000, creditsReceiptId: receipt.receiptId },
    });
    expect(note.number).toBeGreaterThan(receipt.number);
    const credited = paperOf(await fileAt(note.downloadUrl));
    expect(credited).toContain(`Điều chỉnh giảm biên lai số ${number}`);

    const day = `/v1/receipts?agency=${stack.agencies.main}&date=${vietNamDate(Date.parse(receipt.issuedAt))}`;
    const table = await eventually(async () => {
      const { text } = await call('GET', day, { key: keys.backOffice });
      expect(text).toContain(note.receiptId);
      return text.split('\r\n');
    });
    const lines = table.filter((line) => line.includes(SIGNS.receiptSign) && line.includes(dossierCode));
    expect(lines.map((line) => line.split(',').slice(3, 8))).toEqual([
      [number, 'receipt', stack.agencies.main, dossierCode, '150000'],
      [String(note.number).padStart(8, '0'), 'credit_note', stack.agencies.main, dossierCode, '60000'],
    ]);
  });
});
