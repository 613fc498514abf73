import { expect, test } from 'vitest';
import { sourceDocument } from '../../infra/openapi/read-document.ts';
import {
  type Answer,
  call,
  keys,
  newDossierCode,
  openAttempt,
  openFee,
  registered,
  registration,
  sendEvent,
  stack,
} from '../support/deployed.ts';
import { faultsOf } from '../support/openapi.ts';
import { openResult } from '../support/results-api.ts';

/** What the description says against a real answer, with the answer beside it. */
const told = (method: string, path: string, { status, headers, text, body }: Answer) => {
  const contentType = headers.get('content-type') ?? '';
  return faultsOf(method, path, { status, contentType, body: body ?? text }).map(
    (fault) => `${method} ${path} ${fault}: ${text.slice(0, 300)}`,
  );
};

test('the description that is served is the one of this tree', async () => {
  expect((await call('GET', '/openapi.json')).body).toEqual(sourceDocument());
});

test('real answers are what the description says', async () => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  const events = await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const fee = await openFee(dossierCode);
  const attempt = await openAttempt(fee.body.paymentId);
  const opened = await openResult((await registered()).dossierCode);
  const of = `/v1/dossiers/${dossierCode}`;
  const payment = `/v1/payments/${fee.body.paymentId}`;
  const faults = [
    told('POST', `${of}/events`, events),
    told('POST', `${of}/payments`, fee),
    told('POST', `${payment}/attempts`, attempt),
    told('POST', `${of}/results`, opened),
  ].flat();
  const key = keys.backOffice;
  const calls: readonly (readonly [string, string, Parameters<typeof call>[2]])[] = [
    ['GET', of, { key }],
    ['GET', of, {}],
    ['GET', '/v1/dossiers/nonsense', { key }],
    ['PUT', `/v1/dossiers/${newDossierCode()}`, { key, body: registration() }],
    ['PUT', `/v1/dossiers/${newDossierCode()}`, { key, body: {} }],
    ['PUT', `/v1/dossiers/${newDossierCode()}`, { key, raw: '{', headers: { 'content-type': 'application/json' } }],
    ['PUT', `/v1/dossiers/${newDossierCode()}`, { key: keys.portal, body: registration() }],
    ['GET', payment, { key }],
    ['POST', `${payment}/cancel`, { key, body: { reason: 'Thu nhầm', by: 'Bình' } }],
    ['GET', `/v1/deadlines?agency=${stack.agencies.main}`, { key }],
    ['GET', '/v1/deadlines?limit=0', { key }],
    ['GET', '/v1/calendars/2026', {}],
    ['GET', '/v1/calendars/1900', {}],
    [
      'POST',
      '/v1/deadlines/calculate',
      { body: { start: '2026-11-23T09:00:00+07:00', timeLimit: { amount: 1, unit: 'months' } } },
    ],
    ['GET', '/v1/verifications/nonsense', {}],
    ['GET', '/v1/verifications?sha256=nonsense', {}],
    ['GET', '/v1/verifications', {}],
    ['PUT', `/v1/agencies/${stack.agencies.other}`, { key: keys.backOffice, body: { name: 'Khác' } }],
    ['DELETE', '/v1/api-keys/nonsense', { key: keys.operator }],
    ['GET', '/payments/return/vnpay/nobody', {}],
    ['GET', '/webhooks/payments/nobody/nobody', {}],
    ['GET', '/pki/roots.pem', {}],
    ['GET', '/pki/development.crl', {}],
    ['GET', '/pki/development.cer', {}],
    ['GET', '/pki/nobody.crl', {}],
    ['GET', '/openapi.json', {}],
    ['GET', '/healthz', {}],
    ['GET', '/sandbox/messages?to=0912345678', {}],
    ['GET', '/sandbox/messages', {}],
    ['POST', '/sandbox/vnpay/merchant_webapi/api/transaction', { body: { vnp_TxnRef: 'nobody' } }],
    ['POST', '/sandbox/vnpay/merchant_webapi/api/transaction', { body: {} }],
  ];
  for (const [method, path, options] of calls) faults.push(...told(method, path, await call(method, path, options)));
  expect(faults).toEqual([]);
});
