import { randomInt } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  call,
  eventually,
  ipnFields,
  keys,
  newDossierCode,
  registration,
  sendEvent,
  stack,
  vnpaySigned,
} from '../support/deployed.ts';
import { faultsOf } from '../support/openapi.ts';

const by = 'Trần Văn Bình';
const reason = 'Nộp hai lần';

/** A call whose answer is as the description says. */
const ask = async (method: string, path: string, body?: unknown, key = keys.backOffice) => {
  const headers = { 'idempotency-key': `e2e-${randomInt(1e12)}` };
  const answer = await call(method, path, { key, headers, ...(body === undefined ? {} : { body }) });
  const contentType = answer.headers.get('content-type') ?? '';
  expect(faultsOf(method, path, { status: answer.status, contentType, body: answer.body })).toEqual([]);
  return answer;
};

const played = async (path: string, outcome: string) =>
  expect(await call('POST', `/sandbox/${path}/outcome`, { body: { outcome } })).toMatchObject({ status: 200 });

/** A fee of 150.000 đ of an agency that has a limit, below the main one, with an attempt at a provider. */
const feeWithLimit = async (refundLimitVnd: number | undefined, provider = 'vnpay') => {
  const agencyCode = `${stack.agencies.main}.${randomInt(1e9)}`;
  const agency = { name: 'UBND phường Thử Nghiệm', parentCode: stack.agencies.main, refundLimitVnd };
  expect((await ask('PUT', `/v1/agencies/${agencyCode}`, agency, keys.operator)).status).toBe(201);
  const dossierCode = newDossierCode(agencyCode);
  const body = registration({ agencyCode, notify: { sms: false, email: false } });
  expect((await ask('PUT', `/v1/dossiers/${dossierCode}`, body)).status).toBe(201);
  await sendEvent(dossierCode, 'accepted', '2026-11-16T09:35:00+07:00');
  const items = [{ code: 'LP01', name: 'Lệ phí cấp bản sao', kind: 'le_phi', amountVnd: 150_000 }];
  const { paymentId } = (await ask('POST', `/v1/dossiers/${dossierCode}/payments`, { items })).body;
  const path = `/v1/payments/${paymentId}`;
  const { reference } = (await ask('POST', `${path}/attempts`, { provider })).body;
  const payment = async () => (await ask('GET', path)).body;
  const refunds = async () => (await ask('GET', `${path}/refunds`)).body.items;
  const listedUnder = async (flag: string) => {
    const { items: shown } = (await ask('GET', `/v1/payments?flag=${flag}&agency=${agencyCode}`)).body;
    return shown.map((one: { paymentId: string }) => one.paymentId);
  };
  return { agencyCode, path, paymentId, reference, payment, refunds, listedUnder };
};

const approvalsOf = async (agencyCode: string) =>
  (await ask('GET', `/v1/approvals?state=open&agency=${agencyCode}`, undefined, keys.operator)).body.items;

test('a fee that was paid twice is flagged and listed; the decision to give the second payment back is done by the provider', async () => {
  const fee = await feeWithLimit(undefined);
  await played(`vnpay/orders/${fee.reference}`, 'pay_twice');
  await eventually(async () => expect(await fee.payment()).toMatchObject({ flags: ['duplicate', 'overpaid'] }));
  await eventually(async () => expect(await fee.listedUnder('duplicate')).toEqual([fee.paymentId]));
  const decided = await ask('POST', `${fee.path}/decisions`, { decision: 'refund', reason, by });
  expect(decided).toMatchObject({ status: 200, body: { state: 'paid', flags: [] } });
  await eventually(async () => expect(await fee.refunds()).toMatchObject([{ amountVnd: 150_000, state: 'done' }]));
  expect(await fee.payment()).toMatchObject({ state: 'paid', receivedVnd: 300_000, refundedVnd: 150_000 });
  await eventually(async () => expect(await fee.listedUnder('duplicate')).toEqual([]));
  expect((await ask('POST', `${fee.path}/decisions`, { decision: 'accept', reason, by })).body.kind).toBe(
    'already_decided',
  );
});

test('above the limit two keys give back, by hand where the provider has no call', async () => {
  const fee = await feeWithLimit(100_000, 'payos');
  await played(`payos/orders/${fee.reference}`, 'pay');
  await eventually(async () => expect(await fee.payment()).toMatchObject({ state: 'paid' }));
  const asked = await ask('POST', `${fee.path}/refunds`, { amountVnd: 150_000, reason, by });
  expect(asked).toMatchObject({ status: 202, body: { state: 'awaiting_approval' } });
  const { approvalId, refundId } = asked.body;
  await eventually(async () =>
    expect(await approvalsOf(fee.agencyCode)).toMatchObject([{ approvalId, kind: 'refund', amountVnd: 150_000 }]),
  );
  const word = { approve: true, by: 'Lê Thị Hoa' };
  const address = `/v1/approvals/${approvalId}`;
  expect((await ask('POST', address, word)).body).toMatchObject({ kind: 'same_person', status: 409 });
  expect(await ask('POST', address, word, keys.operator)).toMatchObject({ status: 200, body: { state: 'approved' } });
  expect(await fee.refunds()).toMatchObject([{ refundId, state: 'reserved' }]);
  const transfer = { bankReference: `FT${randomInt(1e9)}`, at: new Date().toISOString(), by };
  const done = await ask('POST', `${fee.path}/refunds/${refundId}/transfer`, transfer);
  expect(done).toMatchObject({ status: 200, body: { state: 'done' } });
  expect(await fee.payment()).toMatchObject({ state: 'refunded', refundedVnd: 150_000 });
});

test('above the limit two keys make money without an order a fee’s', async () => {
  const fee = await feeWithLimit(0);
  const merchant = `e2e-${randomInt(1e9)}`;
  const credentials = { tmnCode: 'E2EDECID', hashSecret: 'SECRETOFTHISTESTSECRETOFTHISTEST' };
  const account = { agencyCode: fee.agencyCode, credentials };
  expect((await ask('PUT', `/v1/merchants/vnpay/${merchant}`, account, keys.operator)).status).toBe(201);
  const transaction = String(randomInt(100_000_000, 999_999_999));
  const money = { reference: `NOBODY${transaction}`, amountVnd: 150_000 };
  const fields = ipnFields(money, { vnp_TransactionNo: transaction, vnp_TmnCode: credentials.tmnCode });
  const signed = vnpaySigned(fields, credentials.hashSecret);
  await eventually(async () =>
    expect((await call('GET', `/webhooks/payments/vnpay/${merchant}?${signed}`)).body).toMatchObject({ RspCode: '01' }),
  );
  const { transferId } = await eventually(async () => {
    const { items } = (await ask('GET', `/v1/unmatched-transfers?agency=${fee.agencyCode}`)).body;
    expect(items).toMatchObject([{ providerTransactionId: transaction, state: 'open' }]);
    return items[0];
  });
  const address = `/v1/unmatched-transfers/${transferId}`;
  const asked = await ask('POST', `${address}/match`, { paymentId: fee.paymentId, reason, by });
  expect(asked.status, asked.text).toBe(202);
  const decision = { decision: 'write_off', reason, by };
  expect((await ask('POST', `${address}/decisions`, decision)).body.kind).toBe('already_decided');
  const { approvalId } = asked.body;
  await eventually(async () =>
    expect(await approvalsOf(fee.agencyCode)).toMatchObject([{ approvalId, kind: 'transfer_decision' }]),
  );
  const word = { approve: true, by: 'Lê Thị Hoa' };
  expect((await ask('POST', `/v1/approvals/${approvalId}`, word)).body.kind).toBe('same_person');
  expect(await ask('POST', `/v1/approvals/${approvalId}`, word, keys.operator)).toMatchObject({
    status: 200,
    body: { state: 'approved' },
  });
  expect(await fee.payment()).toMatchObject({ state: 'paid', receivedVnd: 150_000 });
});
