import { expect, test } from 'vitest';
import { paymentsApiRoom } from '../../support/payments-api.ts';
import { counter, counterCredentials, counterServer, type Mood } from '../../support/toy-providers/counter.ts';
import { transfer, transferCredentials } from '../../support/toy-providers/transfer.ts';

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
