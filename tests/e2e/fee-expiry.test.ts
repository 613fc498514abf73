import { describe, expect, test } from 'vitest';
import {
  call,
  dossierOf,
  eventually,
  keys,
  messagesTo,
  openAttempt,
  openFee,
  registered,
  sendEvent,
  stack,
} from '../support/deployed.ts';
import { invoke } from '../support/lambda.ts';
import { isAnswerSigned, signedQuery } from '../support/vnpay-query.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const opened = async (more: Readonly<Record<string, unknown>> = {}) => {
  const { dossierCode } = await registered({ notify: { sms: false, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const fee = await openFee(dossierCode, more);
  expect(fee.status, fee.text).toBe(201);
  await statusBecomes(dossierCode, 6);
  return { dossierCode, paymentId: fee.body.paymentId as string };
};

const statusBecomes = (dossierCode: string, number: number) =>
  eventually(async () => expect((await dossierOf(dossierCode)).status.number).toBe(number));

/** What a person, or a fault, does on the provider's page. */
const playedOutcome = async (reference: string, outcome: string) => {
  const played = await call('POST', `/sandbox/vnpay/orders/${reference}/outcome`, { body: { outcome } });
  expect(played.status, played.text).toBe(200);
  return played.body as { readonly returnUrl: string };
};

const attempted = async (more: Readonly<Record<string, unknown>> = {}) => {
  const { dossierCode, paymentId } = await opened(more);
  const { body: attempt } = await openAttempt(paymentId);
  const does = (outcome: string) => playedOutcome(attempt.reference, outcome);
  return { dossierCode, paymentId, attempt, does };
};

const paymentOf = async (paymentId: string) =>
  (await call('GET', `/v1/payments/${paymentId}`, { key: keys.backOffice })).body;

/**
 * Sweeps as of a moment until what is expected holds: the index that it reads is a moment behind. Where that lasts, as of hours later: a
 * provider that did not answer in time is asked again when its next question is due.
 */
const sweptAt = (moment: number, paymentId: string, expected: object) => {
  const begun = performance.now();
  return eventually(async () => {
    const hours = Math.floor((performance.now() - begun) / 20_000);
    await invoke('feeSweep', { time: new Date(moment + hours * HOUR_MS).toISOString() });
    expect(await paymentOf(paymentId)).toMatchObject(expected);
  });
};

describe('a payer who comes back', () => {
  test('before any callback: the provider is asked at once, and the fee is paid within seconds', async () => {
    const { dossierCode, paymentId, does } = await attempted();
    const { returnUrl } = await does('callback_lost');
    const cameBack = Date.now();
    const page = await call('GET', returnUrl);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Đang chờ xác nhận')]);
    // A browser that reloads asks no more.
    await Promise.all([1, 2, 3].map(() => call('GET', returnUrl)));
    await eventually(async () => expect(await paymentOf(paymentId)).toMatchObject({ state: 'paid', flags: [] }));
    // Sooner than the sweep, which asks two minutes after a payer came back.
    expect(Date.now() - cameBack).toBeLessThan(2 * MINUTE_MS);
    expect((await call('GET', returnUrl)).text).toContain('Đã nộp thành công');
    await statusBecomes(dossierCode, 2);
    expect((await openAttempt(paymentId)).status).toBe(409);
  });
});

test('two ways to pay, both taken: payer and agency are told, by page, message and list', async () => {
  const { dossierCode, phone, dossier } = await registered({ notify: { sms: true, email: false } });
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const { paymentId } = (await openFee(dossierCode)).body;
  // Both were opened before either was paid.
  const opened = [await openAttempt(paymentId), await openAttempt(paymentId)];
  for (const { body } of opened) await playedOutcome(body.reference, 'pay');
  expect(await paymentOf(paymentId)).toMatchObject({
    state: 'paid',
    flags: ['duplicate', 'overpaid'],
    surplusVnd: 150_000,
  });
  await eventually(async () => {
    const texts = (await messagesTo(phone)).map(({ text }) => text ?? '');
    expect(texts.filter((text) => text.includes('Phan thua 150.000 dong se duoc hoan tra'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('da nhan du'))).toEqual([expect.stringContaining(' 150.000 dong')]);
  });
  for (const path of ['', '/pay'])
    expect((await call('GET', `${dossier.citizenUrl}${path}`)).text).toContain('sẽ được hoàn trả');
  const listed = async (key: string) =>
    (await call('GET', `/v1/payments?flag=overpaid,duplicate&limit=200&agency=${stack.agencies.main}`, { key })).body;
  await eventually(async () => {
    for (const key of [keys.backOffice, keys.operator])
      expect((await listed(key)).items.map((each: { paymentId: string }) => each.paymentId)).toContain(paymentId);
  });
  expect((await listed(keys.portal)).kind).toBe('forbidden');
  expect((await listed(keys.otherBackOffice)).kind).toBe('not_found');
});

describe('the fee sweep on the deployed stack', () => {
  test('a lost callback: the provider is asked, the fee is paid once, the dossier goes on', async () => {
    const { dossierCode, paymentId, does } = await attempted();
    await does('callback_lost');
    await invoke('feeSweep', { time: new Date().toISOString() });
    expect((await paymentOf(paymentId)).state).toBe('pending');
    const later = Date.now() + 30 * MINUTE_MS;
    await sweptAt(later, paymentId, { state: 'paid', receivedVnd: 150_000, flags: [] });
    await statusBecomes(dossierCode, 2);
    // The IPN comes after all: it is the same transaction.
    await does('pay');
    await Promise.all([later, later + MINUTE_MS].map((moment) => invoke('feeSweep', { time: new Date(moment) })));
    const payment = await paymentOf(paymentId);
    expect(payment).toMatchObject({ state: 'paid', receivedVnd: 150_000, flags: [] });
    expect(payment.facts.filter(({ kind }: { kind: string }) => kind === 'money_in')).toHaveLength(1);
  });

  test('a fee for which nobody tried to pay expires at its term, not before; the dossier goes on', async () => {
    const expiresAt = Date.now() + 2 * MINUTE_MS;
    const { dossierCode, paymentId } = await opened({ expiresAt: new Date(expiresAt).toISOString() });
    await invoke('feeSweep', { time: new Date(expiresAt - 1000).toISOString() });
    expect((await paymentOf(paymentId)).state).toBe('created');
    await sweptAt(expiresAt + 1000, paymentId, { state: 'expired' });
    const refused = await openAttempt(paymentId);
    expect([refused.status, refused.body.kind]).toEqual([409, 'not_allowed_now']);
    await statusBecomes(dossierCode, 2);
  });

  test('an order that its payer left: the fee expires; money that comes late is kept', async () => {
    const expiresAt = Date.now() + 2 * MINUTE_MS;
    const { paymentId, attempt, does } = await attempted({ expiresAt: new Date(expiresAt).toISOString() });
    expect((await call('GET', attempt.redirectUrl)).status).toBe(200);
    await does('abandon');
    await sweptAt(expiresAt + 35 * MINUTE_MS, paymentId, { state: 'expired' });
    await does('pay_late');
    expect(await paymentOf(paymentId)).toMatchObject({ state: 'paid_after_close', receivedVnd: 150_000 });
  });
});

test('the sandbox answers a signed query as VNPAY does, and refuses one that is altered', async () => {
  const credentials = stack.merchants.vnpay?.credentials as { tmnCode: string; hashSecret: string };
  const { attempt, does } = await attempted();
  const createDate = new URL(attempt.redirectUrl).searchParams.get('vnp_CreateDate') ?? '';
  const query = signedQuery({ reference: attempt.reference, createDate }, credentials);
  const ask = async (body: object) =>
    (await call('POST', '/sandbox/vnpay/merchant_webapi/api/transaction', { body })).body;
  expect(await ask(query)).toMatchObject({ vnp_ResponseCode: '91' });
  await call('GET', attempt.redirectUrl);
  expect(await ask(query)).toMatchObject({ vnp_ResponseCode: '00', vnp_TransactionStatus: '01' });
  await does('callback_lost');
  const paid = await ask(query);
  expect(paid).toMatchObject({ vnp_ResponseCode: '00', vnp_TransactionStatus: '00', vnp_Amount: '15000000' });
  expect([isAnswerSigned(paid, credentials), isAnswerSigned({ ...paid, vnp_Amount: '1' }, credentials)]).toEqual([
    true,
    false,
  ]);
  expect(await ask({ ...query, vnp_OrderInfo: 'another' })).toMatchObject({ vnp_ResponseCode: '97' });
});
