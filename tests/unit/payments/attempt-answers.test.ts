import { describe, expect, test } from 'vitest';
import { orderUrlsOf } from '../../../functions/payments/adapters/citizen-links.ts';
import { openAttempt } from '../../../functions/payments/usecases/open-attempt.ts';
import { attemptView } from '../../../functions/payments/usecases/payment-view.ts';
import {
  anyPepper,
  backOffice,
  ITEMS,
  must,
  noticeFields,
  readyHouse,
  SUSPECTED,
  signedNotice,
} from '../../support/payments.ts';
import { paymentsApiRoom } from '../../support/payments-api.ts';
import { counter, counterCredentials, counterServer, type Mood } from '../../support/toy-providers/counter.ts';
import { transfer, transferCredentials, transferMessage } from '../../support/toy-providers/transfer.ts';

const room = async () => {
  const server = counterServer();
  const made = await paymentsApiRoom([counter(server.post), transfer]);
  await made.merchant('shop', { current: counterCredentials, previous: [] }, 'H26', 'counter');
  await made.merchant('bank', { current: transferCredentials, previous: [] }, 'H26', 'transfer');
  const { paymentId } = (await made.open()).body;
  const attempt = (provider: string, key: string) =>
    made.call('openAttempt', { paymentId }, { body: { provider }, headers: { 'idempotency-key': key } });
  return { ...made, server, paymentId, attempt };
};

test('an order that a call created is answered with its page and its provider’s term', async () => {
  const { attempt } = await room();
  const { status, body } = await attempt('counter', 'k1');
  expect(status).toBe(201);
  expect(body).toEqual({
    reference: expect.stringMatching(/^\d{15}$/),
    provider: 'counter',
    merchant: 'shop',
    state: 'open',
    amountVnd: 150_000,
    redirectUrl: `https://counter.example/pay/${body.reference}`,
    expiresAt: '2026-11-20T09:14:00+07:00',
  });
});

test('none is given for a fee that is paid, under review, taken back or over, and the caller is told why', async () => {
  const house = await readyHouse();
  const refusals: Record<string, (fee: Awaited<ReturnType<typeof house.attempted>>) => Promise<unknown>> = {
    'the fee is paid': ({ attempt }) => house.told(signedNotice(noticeFields(attempt))),
    'money that came for this fee is under review': ({ attempt }) =>
      house.told(signedNotice(noticeFields(attempt, SUSPECTED))),
    'the fee is no longer open': ({ payment }) => house.cancel(payment.paymentId),
    'the term of the fee is over': async ({ payment }) => {
      house.clock.now = payment.expiresAt;
    },
  };
  for (const [n, [detail, happens]] of Object.entries(refusals).entries()) {
    const fee = await house.attempted(`f${n}`, `g${n}`);
    await happens(fee);
    const refused = { ok: false, failure: { kind: 'not_allowed_now', detail } };
    expect(await house.attempt(fee.payment.paymentId, {}, `h${n}`)).toEqual(refused);
  }
});

test('none is given for a fee that nobody opened', async () => {
  expect(await (await readyHouse()).attempt(`pay_${'z'.repeat(26)}`)).toEqual({
    ok: false,
    failure: { kind: 'not_found', what: 'payment' },
  });
});

test('is shown with its page beside its QR code where the provider has one, and with neither while none is known', async () => {
  const house = await readyHouse();
  const { attempt } = await house.attempted();
  const qr = { payload: 'x', bankName: 'B', accountNumber: '1', accountName: 'A', memo: 'M' };
  const url = 'https://provider.example/pay';
  const created = { kind: 'created', checkout: { kind: 'qr', ...qr, url } } as const;
  const { redirectUrl, ...shown } = attemptView({ ...attempt, creation: created }, 0);
  expect([redirectUrl, shown]).toEqual([url, expect.objectContaining({ qr: { ...qr, svg: expect.any(String) } })]);
  const unknown = attemptView({ ...attempt, creation: undefined }, 0);
  expect(unknown).not.toHaveProperty('redirectUrl');
  expect(unknown).not.toHaveProperty('qr');
});

describe('a provider and a merchant', () => {
  const house = async () => {
    const made = await readyHouse([counter(counterServer().post), transfer]);
    await made.merchant('shop', { current: counterCredentials, previous: [] }, 'H26', 'counter');
    await made.merchant('bank', { current: transferCredentials, previous: [] }, 'H26', 'transfer');
    const feeOf = async (amountVnd: number, id: string) =>
      must(await made.fee({ items: [{ ...ITEMS[0], amountVnd }] }, id)).paymentId;
    return { ...made, feeOf };
  };
  const field = (path: string, message: string) => ({
    ok: false,
    failure: { kind: 'invalid_input', fields: [{ path, message }] },
  });

  test('are named by what is wrong with them', async () => {
    const { attempt, feeOf } = await house();
    const paymentId = await feeOf(50_000, 'a');
    expect(await attempt(paymentId, { provider: 'nobody' })).toEqual(field('provider', 'no such payment provider'));
    const noMerchant = field('merchant', 'the agency has no such merchant');
    expect(await attempt(paymentId, { merchant: 'nobody' })).toEqual(noMerchant);
  });

  test('of another agency serve no fee, though it is set up', async () => {
    const { attempt, feeOf, merchant } = await house();
    await merchant('theirs', { current: counterCredentials, previous: [] }, 'H26.11', 'counter');
    expect(await attempt(await feeOf(50_000, 'a'), { provider: 'counter', merchant: 'theirs' })).toEqual(
      field('merchant', 'the agency has no such merchant'),
    );
  });

  test('take what is still due up to their limit, to the dong', async () => {
    const { attempt, feeOf, told, known } = await house();
    const tooLarge = field('provider', 'the provider takes no amount as large');
    expect(must(await attempt(await feeOf(50_000_000, 'a'), { provider: 'counter' }, 'a1')).amountVnd).toBe(50_000_000);
    const paymentId = await feeOf(50_000_001, 'b');
    expect(await attempt(paymentId, { provider: 'counter' }, 'b1')).toEqual(tooLarge);
    const { reference } = must(await attempt(paymentId, { provider: 'transfer' }, 'b2'));
    await told(transferMessage([{ id: 'FT1', amount: 1, content: reference }]), 'bank', 'transfer');
    expect((await known(paymentId)).state).toBe('partially_paid');
    expect(must(await attempt(paymentId, { provider: 'counter' }, 'b3')).amountVnd).toBe(50_000_000);
  });

  test('are part of what was asked for: another under the same key is a conflict', async () => {
    const { attempt, feeOf } = await house();
    const paymentId = await feeOf(50_000, 'a');
    must(await attempt(paymentId, { provider: 'counter' }));
    expect(await attempt(paymentId, { provider: 'transfer' })).toMatchObject({ failure: { kind: 'conflict' } });
  });

  test('without credentials give no way to pay', async () => {
    const made = await house();
    const paymentId = await made.feeOf(50_000, 'a');
    const merchants = { ...made.merchants, terminals: async () => [] };
    const open = openAttempt({ ...made, merchants, ...orderUrlsOf('https://motcua.example.vn', anyPepper) });
    const asked = await open({
      paymentId,
      token: 'b'.repeat(26),
      choice: { provider: 'counter', locale: 'vi' },
      viewer: backOffice(),
      payerIp: '203.0.113.7',
      now: made.clock.now,
      by: { recordedBy: 'test', requestId: 'r' },
    });
    expect(asked).toEqual({
      ok: false,
      failure: { kind: 'not_configured', detail: 'the merchant has no credentials' },
    });
    expect((await made.known(paymentId)).attempts).toEqual([]);
  });
});

test('a transfer is answered with what its QR code says, a picture of it and the account; no page', async () => {
  const { attempt } = await room();
  const { body } = await attempt('transfer', 'k1');
  expect(body.qr).toEqual({
    payload: `TRANSFER|0011223344|150000|${body.reference}`,
    svg: expect.stringMatching(/^<svg .*<\/svg>$/s),
    bankName: 'Ngân hàng Thử',
    accountNumber: '0011223344',
    accountName: 'UBND XA AN KHANH',
    memo: body.reference,
  });
  expect(body).not.toHaveProperty('redirectUrl');
});

test.each<[Mood, number, string]>([
  ['declines', 409, 'not_allowed_now'],
  ['is_down', 503, 'temporarily_unavailable'],
  ['knows_no_shop', 503, 'not_configured'],
])(
  'where the provider %s the caller is told so by %d %s, again so, and sees the failed attempt',
  async (mood, status, kind) => {
    const { attempt, server, call, paymentId } = await room();
    server.mood = mood;
    expect(await attempt('counter', 'k1')).toMatchObject({ status, body: { kind } });
    server.mood = 'works';
    expect(await attempt('counter', 'k1')).toMatchObject({ status, body: { kind } });
    expect((await attempt('counter', 'k2')).status).toBe(201);
    const { attempts, facts, state } = (await call('readPayment', { paymentId })).body;
    expect(attempts.map((each: { readonly state: string }) => each.state).sort()).toEqual(['failed', 'open']);
    expect(attempts.find((each: { readonly state: string }) => each.state === 'failed')).not.toHaveProperty(
      'redirectUrl',
    );
    expect([facts.length, state]).toEqual([5, 'pending']);
  },
);
