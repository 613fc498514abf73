import { describe, expect, test } from 'vitest';
import { citizenDesk, DOSSIER, fee, onePage, severalWays, TOKEN } from '../../support/citizen-desk.ts';

const page = `/t/${TOKEN}`;

describe('the pages of a fee', () => {
  test('each fee says in figures and in words what is due, and of each item why it is less', async () => {
    const { call, desk } = citizenDesk();
    const exemption = { kind: 'digital_citizen', legalBasis: 'Điều 2 <117>' };
    const items = [
      {
        name: 'Phí',
        amountVnd: 40_000,
        fullAmountVnd: 80_000,
        exemption: { kind: 'of a later release', legalBasis: 'Điều 3' },
      },
      { name: 'Lệ phí', amountVnd: 0, fullAmountVnd: 8000, exemption },
      { name: 'Bản sao', amountVnd: 2000 },
    ];
    desk.fees = [fee({ items, amountVnd: 42_000 })];
    const { body } = await call('GET', `${page}/pay`);
    expect(body).toContain('Bốn mươi hai nghìn đồng');
    const lines = [...body.matchAll(/<li><span>(.*?)<\/li>/gs)].map(([, line = '']) =>
      line.replaceAll(/<[^>]+>/g, ' '),
    );
    expect(lines).toEqual([
      expect.stringMatching(/Phí.*40\.000 đ.*Giảm, mức đầy đủ +80\.000 đ.*Căn cứ: Điều 3\./),
      expect.stringMatching(/Lệ phí.*0 đ.*Miễn cho công dân số, mức đầy đủ +8\.000 đ.*Căn cứ: Điều 2 &lt;117&gt;\./),
      expect.not.stringMatching(/Miễn|Giảm/),
    ]);
    desk.fees = [fee({ items: [items[1] as (typeof items)[1]], amountVnd: 0, state: 'paid' })];
    expect((await call('GET', `${page}/pay`)).body).toMatch(/Không phải nộp[\s\S]*không phải nộp khoản này/);
    expect((await call('GET', page)).body).not.toMatch(/cần nộp|không phải nộp/);
  });

  test('a fee whose last attempt failed may be paid again, and the page says so', async () => {
    const { call, desk } = citizenDesk();
    for (const ways of [[onePage], severalWays]) {
      desk.ways = ways;
      desk.fees = [fee({ state: 'pending', hasFailed: true })];
      expect((await call('GET', `${page}/pay`)).body).toMatch(
        /không thành công[\s\S]*[Nn]ộp lại <span class="whole">150\.000 đ/,
      );
      desk.fees = [fee({ state: 'pending' })];
      expect((await call('GET', `${page}/pay`)).body).not.toMatch(/không thành công|[Nn]ộp lại/);
    }
  });

  test('coming back from what was a part, or was given back since, is not the whole', async () => {
    const { call, desk } = citizenDesk();
    const came = {
      told: 'paid',
      dossierCode: DOSSIER,
      reference: 'R1',
      amountVnd: 150_000,
      openedAt: desk.now,
      money: 'received',
    } as const;
    const back = async (shown: ReturnType<typeof fee>) => {
      desk.returned = { ...came, fee: shown };
      return (await call('GET', '/payments/return/vnpay/m?vnp_TxnRef=R1')).body;
    };
    expect(await back(fee({ state: 'partially_paid', receivedVnd: 50_000 }))).toMatch(
      /Đã nhận được một phần[\s\S]*còn lại: 100\.000 đ[\s\S]*100,000 VND of the fee/,
    );
    expect(await back(fee({ state: 'refunded', receivedVnd: 150_000, refundedVnd: 150_000 }))).toMatch(
      /Đã nhận được tiền[\s\S]*Đã hoàn trả 150\.000 đ/,
    );
  });
});
