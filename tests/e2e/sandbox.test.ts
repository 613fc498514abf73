import { describe, expect, test } from 'vitest';
import { call, eventually, keys, openAttempt, openFee, registered, sendEvent } from '../support/deployed.ts';

const attempted = async () => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const fee = await openFee(dossierCode);
  const attempt = await openAttempt(fee.body.paymentId);
  expect(attempt.status, attempt.text).toBe(201);
  return { paymentId: fee.body.paymentId as string, payUrl: fee.body.payUrl as string, attempt: attempt.body };
};

describe('the sandbox plays what a person does on the provider’s page', () => {
  test.each([
    ['pay', ['00'], { state: 'paid', receivedVnd: 150_000, flags: [] }, 'Đã nộp thành công', 'Đã nộp đủ'],
    ['decline', ['00'], { state: 'pending', receivedVnd: 0, flags: [] }, 'Chưa nộp được', '<button>'],
    ['abandon', [], { state: 'pending', receivedVnd: 0, flags: [] }, undefined, '<button>'],
    ['pay_late', ['00'], { receivedVnd: 150_000 }, 'Đã nộp thành công', 'Đã nộp đủ'],
    [
      'pay_twice',
      ['00', '00'],
      { state: 'paid', receivedVnd: 300_000, surplusVnd: 150_000 },
      'Đã nhận được tiền',
      'sẽ được hoàn trả',
    ],
    // Whoever comes back has the provider asked, and the money is found.
    ['callback_lost', [], { state: 'pending', receivedVnd: 0, flags: [] }, 'Đang chờ xác nhận', 'Đã nộp đủ'],
    ['callback_before_return', ['00'], { state: 'paid', receivedVnd: 150_000 }, 'Đã nộp thành công', 'Đã nộp đủ'],
    [
      'wrong_amount',
      ['04', '04', '04'],
      { state: 'under_review', heldVnd: 151_000 },
      'Đang kiểm tra',
      'không nộp thêm',
    ],
  ] as const)(
    '%s: answers %j, then the ledger and both pages say so',
    async (outcome, answers, payment, back, payPage) => {
      const { paymentId, payUrl, attempt } = await attempted();
      expect((await call('GET', attempt.redirectUrl)).text).toContain(`value="${outcome}"`);
      const played = await call('POST', `/sandbox/vnpay/orders/${attempt.reference}/outcome`, { body: { outcome } });
      expect([played.status, played.text]).toEqual([200, played.text]);
      expect(played.body.answers.map(({ text }: { text: string }) => JSON.parse(text).RspCode)).toEqual(answers);
      expect((await call('GET', `/v1/payments/${paymentId}`, { key: keys.backOffice })).body).toMatchObject(payment);
      if (back === undefined) expect(played.body.returnUrl).toBeNull();
      else expect((await call('GET', played.body.returnUrl)).text).toContain(back);
      await eventually(async () => expect((await call('GET', payUrl)).text).toContain(payPage));
    },
  );
});
