import { expect, test } from 'vitest';
import { call, eventually, keys, openAttempt, openFee, registered, sendEvent, stack } from '../support/deployed.ts';

const merchant = 'E2E-SEPAY-GATEWAY';

/** What a browser sends that presses the button of the only form which leaves a page. */
const leavingForm = (page: string) => {
  const [, action = '', inside = ''] = /<form method="post" action="(http[^"]+)">(.*?)<\/form>/s.exec(page) ?? [];
  const unescaped = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');
  const inputs = [...inside.matchAll(/name="([^"]+)" value="([^"]*)"/g)];
  const fields = inputs.map(([, name = '', value = '']): [string, string] => [name, unescaped(value)]);
  return { action: unescaped(action), raw: new URLSearchParams(fields).toString() };
};

const headers = { 'content-type': 'application/x-www-form-urlencoded' };

test('a fee is paid on the page of SePay’s gateway, whose notice is confirmed by asking', async () => {
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
  const paymentNow = async () => (await call('GET', `/v1/payments/${paymentId}`, { key: keys.backOffice })).body;

  const handing = await call('GET', attempt.body.redirectUrl);
  expect([handing.status, handing.text]).toEqual([200, expect.stringContaining('Đến trang thanh toán')]);
  const { action, raw } = leavingForm(handing.text);
  const gateway = await call('POST', action, { raw, headers });
  expect([gateway.status, gateway.text]).toEqual([200, expect.stringContaining('value="pay"')]);

  const played = await call('POST', `/sandbox/sepay/orders/${attempt.body.reference}/outcome`, {
    body: { outcome: 'pay' },
  });
  expect(played.body.answers).toEqual([{ status: 200, text: '{"success":true}' }]);
  expect(await paymentNow()).toMatchObject({ state: 'pending', receivedVnd: 0 });
  expect((await call('GET', played.body.returnUrl)).status).toBe(200);
  await eventually(async () =>
    expect(await paymentNow()).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] }),
  );
  await call('DELETE', path, { key: keys.operator });
});
