import { expect, test } from 'vitest';
import { call, eventually, keys, openAttempt, openFee, registered, sendEvent, stack } from '../support/deployed.ts';
import { invoke } from '../support/lambda.ts';

const attempted = async (provider: string) => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const { paymentId, payUrl } = (await openFee(dossierCode)).body;
  const { status, body } = await openAttempt(paymentId, undefined, { provider });
  expect([status, body]).toMatchObject([201, { provider, qr: { memo: body.reference } }]);
  return { paymentId: paymentId as string, payUrl: payUrl as string, memo: body.reference as string, qr: body.qr };
};

const transfers = (accountNumber: string, content: string, amountVnd: number) =>
  call('POST', '/sandbox/sepay/transfers', { body: { accountNumber, content, amountVnd } });

const paymentOf = async (paymentId: string) =>
  (await call('GET', `/v1/payments/${paymentId}`, { key: keys.backOffice })).body;

test('a fee is paid by two transfers whose memo the payer and the bank wrote in their own ways', async () => {
  const { paymentId, payUrl, memo, qr } = await attempted('sepay');
  expect(qr).toMatchObject({ payload: expect.stringContaining(memo), svg: expect.stringContaining('<svg') });
  const first = await transfers(qr.accountNumber, `IBFT ${memo.toLowerCase()} nop le phi`, 100_000);
  expect([first.status, first.body.providerTransactionId]).toEqual([201, expect.stringMatching(/^\d+$/)]);
  expect(await paymentOf(paymentId)).toMatchObject({ state: 'partially_paid', receivedVnd: 100_000 });
  await transfers(qr.accountNumber, `${memo.slice(0, 6)}-${memo.slice(6)}`, 50_000);
  expect(await paymentOf(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
  await eventually(async () => expect((await call('GET', payUrl)).text).toContain('Đã nộp đủ'));
});

test('a transfer without a memo pays nothing, and one to an unknown account is none', async () => {
  const { paymentId, qr } = await attempted('sepay');
  expect((await transfers(qr.accountNumber, 'nop le phi', 150_000)).status).toBe(201);
  expect(await paymentOf(paymentId)).toMatchObject({ state: 'pending', receivedVnd: 0 });
  expect((await transfers('000111', 'nop le phi', 150_000)).status).toBe(404);
});

test('a transfer whose notices were all lost is found by the list of transactions, once', async () => {
  const { paymentId, payUrl, memo } = await attempted('sepay');
  const played = await call('POST', `/sandbox/sepay/orders/${memo}/outcome`, { body: { outcome: 'callback_lost' } });
  expect(played.status).toBe(200);
  expect(await paymentOf(paymentId)).toMatchObject({ state: 'pending', receivedVnd: 0 });
  for (const _ of [1, 2]) await invoke('transferPull', { time: new Date().toISOString() });
  expect(await paymentOf(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
  await eventually(async () => expect((await call('GET', payUrl)).text).toContain('Đã nộp đủ'));
});

test('plain VietQR is a code to the merchant’s account, and no message is believed', async () => {
  const { paymentId, memo, qr } = await attempted('vietqr');
  expect(qr).toMatchObject({ bankName: 'Vietcombank', memo });
  const webhook = `/webhooks/payments/vietqr/${stack.merchants.vietqr?.merchant}`;
  const body = { id: 1, transferType: 'in', transferAmount: 150_000, content: memo };
  expect((await call('POST', webhook, { body })).status).toBe(400);
  expect(await paymentOf(paymentId)).toMatchObject({ state: 'pending', receivedVnd: 0 });
});
