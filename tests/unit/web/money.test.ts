import { describe, expect, test } from 'vitest';
import { citizenDesk, DOSSIER, fee, TOKEN } from '../../support/citizen-desk.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const page = `/t/${TOKEN}`;

describe('the money of a fee, told alike by every page', () => {
  const came = (given: Parameters<typeof fee>[0]) => fee({ receivedVnd: 150_000, surplusVnd: 0, ...given });
  const cases = [
    [
      'paid twice',
      came({ state: 'paid', receivedVnd: 300_000, surplusVnd: 150_000, flags: ['duplicate', 'overpaid'] }),
      ['300.000 đ', '150.000 đ', 'sẽ được hoàn trả'],
    ],
    [
      'paid after it was taken back',
      came({ state: 'paid_after_close', ended: 'cancelled', surplusVnd: 150_000 }),
      ['không còn phải nộp', '150.000 đ', 'sẽ được hoàn trả'],
    ],
    [
      'paid after its term',
      came({ state: 'paid_after_close', ended: 'expired', surplusVnd: 150_000 }),
      ['150.000 đ', 'hết hạn', 'ghi nhận hoặc hoàn trả'],
    ],
    [
      'in part, and taken back',
      came({ state: 'partially_paid', ended: 'cancelled', receivedVnd: 50_000, surplusVnd: 50_000 }),
      ['không còn phải nộp', '50.000 đ', 'sẽ được hoàn trả'],
    ],
    ['held', fee({ state: 'under_review', heldVnd: 150_000 }), ['đang được kiểm tra', 'không nộp thêm']],
    ['held beside what is paid', came({ state: 'paid', heldVnd: 20_000 }), ['20.000 đ', 'đang được kiểm tra']],
  ] as const;

  test.each(cases)('%s: status page and pay page say so, and ask for nothing', async (_, shown, words) => {
    const { call, desk } = citizenDesk();
    desk.fees = [shown];
    desk.dossier = { ...desk.dossier, statusNumber: shown.state === 'under_review' ? 6 : 4 };
    for (const path of [page, `${page}/pay`]) {
      const { body } = await call('GET', path);
      for (const text of words) expect(body).toContain(text);
      expect(body).not.toMatch(/<button|Có phí, lệ phí cần nộp|Vui lòng thực hiện nghĩa vụ tài chính|Nộp phí, lệ phí/);
      if (shown.surplusVnd > 0) expect(body).not.toMatch(/Đã nộp đủ|cảm ơn/i);
    }
  });

  test.each(cases)('%s: so does the page that the browser comes back to', async (_, shown, words) => {
    const { call, desk } = citizenDesk();
    const returned = { dossierCode: DOSSIER, reference: 'R1', amountVnd: 150_000, openedAt: desk.now, fee: shown };
    desk.returned = { ...returned, told: 'paid', money: shown.state === 'under_review' ? 'held' : 'received' };
    const { body } = await call('GET', '/payments/return/vnpay/m?vnp_TxnRef=R1');
    if (shown.heldVnd === 0 || shown.state === 'under_review') for (const text of words) expect(body).toContain(text);
    expect(body).not.toMatch(/nộp lại từ trang/);
    if (shown.surplusVnd > 0) expect(body).not.toContain('Đã nộp thành công');
  });

  test.each([2, 4])(
    'a fee that ran out unpaid: at status %i the citizen is told whom to ask, not that there is nothing to do',
    async (statusNumber) => {
      const { call, desk } = citizenDesk();
      const ranOut = fee({ state: 'expired', ended: 'expired' });
      desk.dossier = { ...desk.dossier, statusNumber };
      desk.fees = [fee({ state: 'paid', receivedVnd: 150_000 }), ranOut];
      for (const path of [page, `${page}/pay`])
        expect((await call('GET', path)).body).toContain('Đã hết hạn nộp phí, lệ phí trực tuyến');
      expect((await call('GET', page)).body).not.toContain('chưa cần làm gì');
      for (const fees of [
        [ranOut, fee({ state: 'paid', receivedVnd: 150_000 })],
        [ranOut, fee()],
      ]) {
        desk.fees = fees;
        expect((await call('GET', page)).body).not.toContain('Đã hết hạn nộp');
      }
    },
  );

  test('an attempt that failed for a fee that is paid is not to be made again', async () => {
    const { call, desk } = citizenDesk();
    const returned = { dossierCode: DOSSIER, reference: 'R1', amountVnd: 150_000, openedAt: desk.now };
    for (const shown of [came({ state: 'paid' }), fee({ state: 'cancelled', ended: 'cancelled' })]) {
      desk.returned = { ...returned, told: 'failed', money: 'none', fee: shown };
      const { body } = await call('GET', '/payments/return/vnpay/m?vnp_TxnRef=R1');
      expect(body).toContain('Giao dịch không thành công');
      expect(body).not.toContain('nộp lại');
    }
  });

  test('one fee is held and another waits: the one is told, the other asked for', async () => {
    const { call, desk } = citizenDesk();
    desk.fees = [fee({ state: 'under_review', heldVnd: 150_000 }), fee({ paymentId: 'pay_2', amountVnd: 70_000 })];
    const { body } = await call('GET', page);
    expect(body).toContain('đang được kiểm tra');
    expect(body).toMatch(/cần nộp: <strong><span class="whole">70\.000 đ/);
  });

  test.each([
    ...cases,
    ['paid', came({ state: 'paid' }), ['Đã nộp đủ']],
    ['cancelled', fee({ state: 'cancelled', ended: 'cancelled' }), ['không còn phải nộp']],
    ['past its term', fee({ expiresAt: inVietNam('2026-11-18 08:59') }), ['Đã hết hạn', 'liên hệ cơ quan']],
  ] as const)('%s, while the dossier still waits for it: its page asks for nothing', async (_, shown, words) => {
    const { call, desk } = citizenDesk();
    desk.fees = [shown];
    desk.dossier = { ...desk.dossier, statusNumber: 6 };
    const { body } = await call('GET', page);
    for (const text of words) expect(body).toContain(text);
    expect(body).not.toContain('Vui lòng thực hiện nghĩa vụ tài chính');
  });

  test('what an officer asks for beside a fee that is paid is asked for', async () => {
    const { call, desk } = citizenDesk();
    desk.fees = [came({ state: 'paid' })];
    const moments = [{ at: desk.now, type: 'payment_requested', date: undefined }];
    desk.dossier = { ...desk.dossier, statusNumber: 6, moments };
    expect((await call('GET', page)).body).toContain('Vui lòng thực hiện nghĩa vụ tài chính');
  });

  test('programs read the fee, its state and its flags', async () => {
    const { call, desk } = citizenDesk();
    desk.fees = [came({ state: 'paid', receivedVnd: 300_000, surplusVnd: 150_000, flags: ['duplicate', 'overpaid'] })];
    const { body } = await call('GET', `${page}/pay`);
    expect(body).toContain(`data-payment="${fee().paymentId}" data-state="paid" data-flags="duplicate overpaid"`);
  });
});
