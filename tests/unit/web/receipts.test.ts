import { describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { citizenDesk, dossier, fee, feeReceipt, TOKEN } from '../../support/citizen-desk.ts';

const path = `/t/${TOKEN}/receipts/${feeReceipt().receiptId}`;
const NOTE = feeReceipt({ receiptId: `rct_${'1'.repeat(26)}`, kind: 'credit_note', number: 43, amountVnd: 60_000 });

const paidDesk = (given: Parameters<typeof fee>[0] = {}) => {
  const made = citizenDesk();
  made.desk.fees = [fee({ state: 'paid', receivedVnd: 150_000, receipts: [feeReceipt(), NOTE], ...given })];
  return made;
};

describe('a receipt by the link of its dossier', () => {
  test('leads to its file once it is sealed; the address is told to nobody', async () => {
    const { desk, call } = paidDesk();
    desk.receiptUrl = 'https://files.example/receipt.pdf?signature=1';
    const { status, headers } = await call('GET', path);
    expect(status).toBe(302);
    expect(headers).toMatchObject({ location: desk.receiptUrl, 'referrer-policy': 'no-referrer' });
  });

  test('waits for its seal and looks again, and stops after a while', async () => {
    const { desk, call } = paidDesk();
    const waiting = await call('GET', path);
    expect(waiting).toMatchObject({ status: 200, headers: { refresh: '3' } });
    for (const words of ['Biên lai đang được ký số', '00000042', '150.000 đ']) expect(waiting.body).toContain(words);
    desk.now += 5 * MINUTE_MS;
    const late = await call('GET', path);
    expect(late.status).toBe(200);
    expect(late.headers.refresh).toBeUndefined();
    expect(late.body).toContain('Biên lai chưa ký số xong');
  });

  test('is not given out once the data of its person are erased', async () => {
    const { desk, call } = paidDesk();
    desk.receiptUrl = 'https://files.example/receipt.pdf?signature=1';
    desk.dossier = { ...dossier, applicantName: undefined };
    const { status, body, headers } = await call('GET', path);
    expect(status).toBe(409);
    expect(headers.location).toBeUndefined();
    expect(body).toContain('Dữ liệu cá nhân của hồ sơ đã được xóa');
  });

  test.each([
    ['an id that no fee of the dossier has', `/t/${TOKEN}/receipts/rct_${'9'.repeat(26)}`],
    ['another token', `/t/${'x'.repeat(26)}/receipts/${feeReceipt().receiptId}`],
    ['no id', `/t/${TOKEN}/receipts`],
  ])('is the same 404 for %s', async (_, address) => {
    const { desk, call } = paidDesk();
    desk.receiptUrl = 'https://files.example/receipt.pdf';
    const answer = await call('GET', address);
    expect(answer.status).toBe(404);
    expect(answer.body).toBe((await call('GET', '/nothing')).body);
  });
});

describe('the pages of a dossier', () => {
  test('link a fee’s receipts by number and sum, in the fee’s section, credit notes as such', async () => {
    const { body } = await paidDesk().call('GET', `/t/${TOKEN}/pay`);
    const section = /<section class="card" data-payment.*?<\/section>/s.exec(body)?.[0] ?? '';
    const links = [...section.matchAll(/<a class="back" href="(t\/[^"]+)">(.*?)<\/a>/gs)];
    expect(links.map(([, href]) => `/${href}`)).toEqual([path, path.replace(feeReceipt().receiptId, NOTE.receiptId)]);
    expect(links[0]?.[2]).toMatch(/^Biên lai số 00000042: .*150\.000 đ/);
    expect(links[1]?.[2]).toMatch(/^Biên lai điều chỉnh giảm số 00000043: .*60\.000 đ/);
    expect((await paidDesk().call('GET', `/t/${TOKEN}`)).body).toContain('Phí, lệ phí và biên lai');
  });

  test('name no receipt where there is none', async () => {
    const { desk, call } = citizenDesk();
    desk.fees = [fee()];
    for (const address of [`/t/${TOKEN}/pay`, `/t/${TOKEN}`])
      expect((await call('GET', address)).body).not.toContain('iên lai');
  });

  test.each([
    ['paid', { state: 'paid', receivedVnd: 150_000 }],
    ['to be paid again', { state: 'created' }],
    ['paid twice', { state: 'paid', receivedVnd: 300_000, surplusVnd: 150_000 }],
  ])('say that money is on its way back, of a fee that is %s', async (_, given) => {
    const { desk, call } = citizenDesk();
    desk.fees = [fee({ ...given, returningVnd: 90_000 })];
    for (const address of [`/t/${TOKEN}/pay`, `/t/${TOKEN}`])
      expect((await call('GET', address)).body).toContain('Đang hoàn trả 90.000 đ');
    desk.fees = [fee(given)];
    expect((await call('GET', `/t/${TOKEN}/pay`)).body).not.toContain('Đang hoàn trả');
  });
});
