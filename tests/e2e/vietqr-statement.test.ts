import { expect, test } from 'vitest';
import { call, eventually, keys, openAttempt, openFee, registered, sendEvent, stack } from '../support/deployed.ts';

test('a VietQR transfer, of which its bank tells nobody, is paid by the statement that the sandbox offers', async () => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const { paymentId } = (await openFee(dossierCode)).body;
  const { reference } = (await openAttempt(paymentId, undefined, { provider: 'vietqr' })).body;
  const paymentNow = async () => (await call('GET', `/v1/payments/${paymentId}`, { key: keys.backOffice })).body;

  const paid = await call('POST', `/sandbox/vietqr/orders/${reference}/outcome`, { body: { outcome: 'pay' } });
  expect([paid.status, paid.body.answers]).toEqual([200, []]);
  expect(await paymentNow()).toMatchObject({ state: 'pending', receivedVnd: 0 });

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
    expect(await paymentNow()).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] }),
  );
});
