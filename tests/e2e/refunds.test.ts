import { describe, expect, test } from 'vitest';
import { manifestOf } from '../../functions/payments/providers/manifests.ts';
import { KnownProvider } from '../../shared/kernel/payment-providers.ts';
import { call, eventually, keys, openAttempt, openFee, registered, sendEvent } from '../support/deployed.ts';

const manifests = await Promise.all(KnownProvider.options.map((name) => manifestOf(name)));
const calling = manifests.filter(({ refunds }) => refunds).map(({ name }) => name);

const played = async (path: string, outcome: string) =>
  expect(await call('POST', `/sandbox/${path}/outcome`, { body: { outcome } })).toMatchObject({ status: 200 });

/** A fee of 150.000 đ that was paid at a provider. */
const paid = async (provider: string) => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const { paymentId } = (await openFee(dossierCode)).body as { paymentId: string };
  const { reference } = (await openAttempt(paymentId, undefined, { provider })).body as { reference: string };
  await played(`${provider}/orders/${reference}`, 'pay');
  const address = `/v1/payments/${paymentId}`;
  const payment = async () => (await call('GET', address, { key: keys.backOffice })).body;
  await eventually(async () => expect(await payment()).toMatchObject({ state: 'paid' }));
  return {
    payment,
    choose: (outcome: string) => played(`${provider}/refunds/${reference}`, outcome),
    refund: async (amountVnd: number, key: string) => {
      const body = { amountVnd, reason: 'Nộp thừa', by: 'Trần Văn Bình' };
      const headers = { 'idempotency-key': key };
      const asked = await call('POST', `${address}/refunds`, { key: keys.backOffice, body, headers });
      expect([asked.status, asked.text]).toEqual([202, asked.text]);
      return asked.body.refundId as string;
    },
    becomes: (refundId: string, ...states: readonly string[]) =>
      eventually(async () => {
        const { items } = (await call('GET', `${address}/refunds`, { key: keys.backOffice })).body;
        const found = (items as { refundId: string; state: string }[]).find((each) => each.refundId === refundId);
        expect(states).toContain(found?.state);
      }, 120),
  };
};

describe.each(calling)('money that came through %s', (provider) => {
  test('goes back in two parts, of which one waits, and no further', async () => {
    const { payment, refund, becomes, choose } = await paid(provider);
    await becomes(await refund(100_000, 'first'), 'done');
    await choose('pending');
    const second = await refund(50_000, 'second');
    await becomes(second, 'pending');
    await choose('done');
    await becomes(second, 'done');
    expect(await payment()).toMatchObject({ state: 'refunded', refundedVnd: 150_000 });
  });

  test('goes back once after the provider was down, or stays where it declines', async () => {
    const { payment, refund, becomes, choose } = await paid(provider);
    await choose('down');
    const first = await refund(50_000, 'first');
    await becomes(first, 'sent');
    await choose('done');
    await becomes(first, 'done');
    await choose('declined');
    await becomes(await refund(50_000, 'second'), 'declined', 'failed');
    expect(await payment()).toMatchObject({ refundedVnd: 50_000 });
  });
});
