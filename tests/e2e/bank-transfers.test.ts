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

test('a VietQR transfer, of which its bank tells nobody, is paid by the statement that the sandbox offers', async () => {
  const { paymentId, memo: reference } = await attempted('vietqr');

  const paid = await call('POST', `/sandbox/vietqr/orders/${reference}/outcome`, { body: { outcome: 'pay' } });
  expect([paid.status, paid.body.answers]).toEqual([200, []]);
  expect(await paymentOf(paymentId)).toMatchObject({ state: 'pending', receivedVnd: 0 });

  const page = (await call('GET', `/sandbox/vietqr/pay/${reference}`)).text;
  const [, address = '', date = ''] = /href="([^"]+\/statements\/\w+\/([\d-]+)\.csv)"/.exec(page) ?? [];
  const statement = await call('GET', address);
  expect([statement.status, statement.text]).toEqual([200, expect.stringContaining(`${reference},`)]);

  const reconciliation = `/v1/reconciliations/vietqr/${stack.merchants.vietqr?.merchant}/${date}`;
  expect(page).toContain(reconciliation);
  const put = await call('PUT', reconciliation, {
    key: keys.operator,
    raw: statement.text,
    headers: { 'content-type': 'text/csv' },
  });
  expect(put.status).toBe(202);
  await eventually(async () =>
    expect(await paymentOf(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] }),
  );
});

/** What a browser sends that presses the button of the only form which leaves a page. */
const leavingForm = (page: string) => {
  const [, action = '', inside = ''] = /<form method="post" action="(http[^"]+)">(.*?)<\/form>/s.exec(page) ?? [];
  const unescaped = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');
  const inputs = [...inside.matchAll(/name="([^"]+)" value="([^"]*)"/g)];
  const fields = inputs.map(([, name = '', value = '']): [string, string] => [name, unescaped(value)]);
  return { action: unescaped(action), raw: new URLSearchParams(fields).toString() };
};

const urlEncoded = { 'content-type': 'application/x-www-form-urlencoded' };

test('a fee is paid on the page of SePay’s gateway, whose notice is confirmed by asking', async () => {
  const merchant = 'E2E-SEPAY-GATEWAY';
  const credentials = {
    merchantId: 'SP-TEST-E2E',
    secretKey: 'spsk_test_e2e',
    accountNumber: '0966000001',
    accountName: 'UBND PHUONG MOT CUA',
    bankBin: '970422',
  };
  const path = `/v1/merchants/sepay/${merchant}`;
  const set = await call('PUT', path, { key: keys.operator, body: { agencyCode: stack.agencies.main, credentials } });
  expect([200, 201], set.text).toContain(set.status);
  const checked = await call('POST', `${path}/check`, { key: keys.operator });
  expect(checked.body).toMatchObject({ works: true });

  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const { paymentId } = (await openFee(dossierCode)).body;
  const attempt = await openAttempt(paymentId, undefined, { provider: 'sepay', merchant });
  expect([attempt.status, attempt.body.qr]).toEqual([201, undefined]);

  const handing = await call('GET', attempt.body.redirectUrl);
  expect([handing.status, handing.text]).toEqual([200, expect.stringContaining('Đến trang thanh toán')]);
  const { action, raw } = leavingForm(handing.text);
  const gateway = await call('POST', action, { raw, headers: urlEncoded });
  expect([gateway.status, gateway.text]).toEqual([200, expect.stringContaining('value="pay"')]);

  const played = await call('POST', `/sandbox/sepay/orders/${attempt.body.reference}/outcome`, {
    body: { outcome: 'pay' },
  });
  expect(played.body.answers).toEqual([{ status: 200, text: '{"success":true}' }]);
  expect(await paymentOf(paymentId)).toMatchObject({ state: 'pending', receivedVnd: 0 });
  expect((await call('GET', played.body.returnUrl)).status).toBe(200);
  await eventually(async () =>
    expect(await paymentOf(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] }),
  );
  await call('DELETE', path, { key: keys.operator });
});
