import { describe, expect, test } from 'vitest';
import { KnownProvider } from '../../shared/kernel/payment-providers.ts';
import { call, eventually, keys, openAttempt, openFee, registered, sendEvent, stack } from '../support/deployed.ts';

/** A fee with a way to pay at a provider, as a back office opens them. */
const attempted = async (provider: string) => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const { paymentId, payUrl } = (await openFee(dossierCode)).body;
  const attempt = await openAttempt(paymentId, undefined, { provider });
  expect([attempt.status, attempt.text]).toEqual([201, attempt.text]);
  return { paymentId: paymentId as string, payUrl: payUrl as string, attempt: attempt.body };
};

const does = async (provider: string, reference: string, outcome: string) => {
  const played = await call('POST', `/sandbox/${provider}/orders/${reference}/outcome`, { body: { outcome } });
  expect([played.status, played.text]).toEqual([200, played.text]);
  return played.body.returnUrl as string | null;
};

const paymentOf = async (paymentId: string) =>
  (await call('GET', `/v1/payments/${paymentId}`, { key: keys.backOffice })).body;

/** Those of which somebody tells: plain VietQR money comes by a bank's statement alone. */
const telling = KnownProvider.options.filter((name) => name !== 'vietqr');

describe.each(telling)('a fee paid through %s', (provider) => {
  test('has a sample merchant, and is paid by a person on its page', async () => {
    expect(stack.merchants[provider]).toBeDefined();
    const { paymentId, payUrl, attempt } = await attempted(provider);
    expect(attempt).toMatchObject({ provider, merchant: stack.merchants[provider]?.merchant, amountVnd: 150_000 });
    expect(attempt.redirectUrl ?? attempt.qr?.payload).toEqual(expect.any(String));
    // Before a page that opens by a posted form stands one of ours, which posts it.
    const opens = /value="pay"|<form method="post" action="[^"]+\/checkout\/init">/;
    if (attempt.redirectUrl) expect((await call('GET', attempt.redirectUrl)).text).toMatch(opens);
    const returnUrl = await does(provider, attempt.reference, 'pay');
    expect(await paymentOf(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
    if (returnUrl) expect((await call('GET', returnUrl)).status).toBe(200);
    await eventually(async () => expect((await call('GET', payUrl)).text).toContain('Đã nộp đủ'));
    await does(provider, attempt.reference, 'pay');
    expect(await paymentOf(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
  });

  test('twice is money that is too much, and is a person’s to decide', async () => {
    const { paymentId, attempt } = await attempted(provider);
    await does(provider, attempt.reference, 'pay_twice');
    const payment = await paymentOf(paymentId);
    expect(payment).toMatchObject({ state: 'paid', receivedVnd: 300_000 });
    expect(payment.flags).toContain('duplicate');
  });

  test('after a failure is paid by another attempt', async () => {
    const { paymentId, attempt } = await attempted(provider);
    await does(provider, attempt.reference, 'decline');
    expect(await paymentOf(paymentId)).toMatchObject({ state: 'pending', receivedVnd: 0 });
    const again = await openAttempt(paymentId, undefined, { provider });
    expect(again.body.reference).not.toBe(attempt.reference);
    await does(provider, again.body.reference, 'pay');
    expect(await paymentOf(paymentId)).toMatchObject({ state: 'paid', receivedVnd: 150_000 });
  });

  test('whose callback is lost is found by whoever comes back', async () => {
    const { paymentId, attempt } = await attempted(provider);
    const returnUrl = await does(provider, attempt.reference, 'callback_lost');
    if (!returnUrl) return;
    await call('GET', returnUrl);
    await eventually(async () => expect(await paymentOf(paymentId)).toMatchObject({ state: 'paid' }));
  });
});
