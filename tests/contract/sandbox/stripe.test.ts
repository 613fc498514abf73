import Stripe from 'stripe';
import { expect, test } from 'vitest';
import type { Outcome } from '../../../functions/sandbox/domain/outcomes.ts';
import type { PlayedNotice } from '../../../functions/sandbox/ports.ts';
import { NOW, sandboxHouse } from '../../support/sandbox-house.ts';

const credentials = { apiKey: `sk_test_${'A'.repeat(32)}`, webhookSecret: `whsec_${'B'.repeat(32)}` };
const REFERENCE = '0123456789abcdefghjkmnpqrs';

const asked = (other: Partial<Stripe.Checkout.SessionCreateParams> = {}): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  client_reference_id: REFERENCE,
  line_items: [
    { quantity: 1, price_data: { currency: 'vnd', unit_amount: 150_000, product_data: { name: 'Phí, lệ phí' } } },
  ],
  payment_intent_data: { metadata: { reference: REFERENCE } },
  success_url: 'https://motcua.example.vn/back?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'https://motcua.example.vn/left',
  expires_at: NOW / 1000 + 3600,
  ...other,
});

/** The sandbox, and Stripe's own package as its client. */
const house = async (apiKey = credentials.apiKey) => {
  const made = await sandboxHouse({ provider: 'stripe', merchant: 'motcua', credentials });
  const opened = await made.attempt(REFERENCE);
  const fetched = async (address: string | URL | Request, { method = 'GET', headers, body }: RequestInit = {}) => {
    const { pathname, search } = new URL(String(address));
    const given = Object.fromEntries(new Headers(headers));
    const path = `/sandbox/stripe${pathname}${search}`;
    const { status, json } = await made.call(method, path, { body: String(body ?? ''), headers: given });
    return Response.json(json, { status });
  };
  const client = new Stripe(apiKey, {
    httpClient: Stripe.createFetchHttpClient(fetched as typeof fetch),
    maxNetworkRetries: 0,
  });
  return { made, opened, client };
};

type House = Awaited<ReturnType<typeof house>>;

const create = async ({ client, opened }: House) => {
  const session = await client.checkout.sessions.create(asked(), { idempotencyKey: REFERENCE });
  await opened.orderedAt(session.url ?? undefined);
  return session;
};

const does = async ({ made }: House, outcome: Outcome) => {
  const path = `/sandbox/stripe/orders/${REFERENCE}/outcome`;
  return (await made.call('POST', path, { json: { outcome } })).json as { returnUrl: string | null };
};

const eventOf = (notice: PlayedNotice | undefined): Stripe.Event => {
  if (!notice || 'query' in notice) throw new Error('no event');
  const { body, headers } = notice;
  const header = headers['Stripe-Signature'] ?? '';
  return Stripe.webhooks.constructEvent(body, header, credentials.webhookSecret, 300, undefined, NOW);
};

test("Stripe's own package creates a session, opens it again and finds its payment", async () => {
  const sides = await house();
  const session = await create(sides);
  expect(session).toMatchObject({ object: 'checkout.session', status: 'open', payment_status: 'unpaid' });
  expect(await sides.client.checkout.sessions.retrieve(session.id)).toMatchObject({ id: session.id, url: session.url });
  await does(sides, 'callback_lost');
  const expand = ['payment_intent'];
  const paid = await sides.client.checkout.sessions.retrieve(session.id, { expand });
  expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', amount_total: 150_000, url: null });
  const query = `metadata["reference"]:"${REFERENCE}"`;
  const { data } = await sides.client.paymentIntents.search({ query });
  expect(data).toMatchObject([{ status: 'succeeded', amount_received: 150_000, currency: 'vnd' }]);
  expect(paid.payment_intent).toEqual(data[0]);
});

test('the same creation again is the same session under the same key, and is refused with other parameters', async () => {
  const sides = await house();
  const first = await create(sides);
  expect(await create(sides)).toMatchObject({ id: first.id, url: first.url });
  const other = asked({ success_url: 'https://elsewhere.example' });
  const again = sides.client.checkout.sessions.create(other, { idempotencyKey: REFERENCE });
  await expect(again).rejects.toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
});

test.each<[string, Partial<Stripe.Checkout.SessionCreateParams>, string]>([
  ['a term under 30 minutes', { expires_at: NOW / 1000 + 1799 }, 'expires_at'],
  ['a term over 24 hours', { expires_at: NOW / 1000 + 86_401 }, 'expires_at'],
  ['a word that Stripe has not', { reference: REFERENCE } as object, 'reference'],
  ['another mode', { mode: 'setup' }, 'mode'],
])('no session is created for %s', async (_, other, param) => {
  const { client } = await house();
  const refused = client.checkout.sessions.create(asked(other), { idempotencyKey: REFERENCE });
  await expect(refused).rejects.toMatchObject({ type: 'StripeInvalidRequestError', param });
});

test('another key is let at nothing, and what is not there is not found', async () => {
  const stranger = await house('sk_test_of_somebody_else');
  await expect(create(stranger)).rejects.toMatchObject({ type: 'StripeAuthenticationError' });
  const { client } = await house();
  const missing = client.checkout.sessions.retrieve(`cs_test_${REFERENCE}`);
  await expect(missing).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing' });
});

test.each<[Outcome, readonly (readonly [string, string])[]]>([
  ['pay', [['checkout.session.completed', 'paid']]],
  ['decline', [['checkout.session.expired', 'unpaid']]],
  [
    'pay_late',
    [
      ['checkout.session.completed', 'unpaid'],
      ['checkout.session.async_payment_succeeded', 'paid'],
    ],
  ],
])('%s is told by events that Stripe’s own package believes', async (outcome, told) => {
  const sides = await house();
  await create(sides);
  await does(sides, outcome);
  const events = sides.made.sent.map((notice) => eventOf(notice));
  const wordsOf = ({ type, data }: Stripe.Event) => [type, (data.object as Stripe.Checkout.Session).payment_status];
  expect(events.map(wordsOf)).toEqual(told);
  expect(new Set(events.map(({ id }) => id)).size).toBe(told.length);
});

test('a payer who is done and one who leaves go back to the addresses that were given', async () => {
  const sides = await house();
  const { id } = await create(sides);
  expect(await does(sides, 'pay')).toMatchObject({ returnUrl: `https://motcua.example.vn/back?session=${id}` });
  expect(await does(sides, 'decline')).toMatchObject({ returnUrl: 'https://motcua.example.vn/left' });
});

/** An order of 150.000 đ that was paid, with its payment. */
const paidOrder = async () => {
  const sides = await house();
  const { id } = await create(sides);
  await does(sides, 'pay');
  const { payment_intent: payment } = await sides.client.checkout.sessions.retrieve(id);
  const refunding = { payment_intent: String(payment), amount: 100_000, metadata: { reference: 'rfd-1' } };
  const chooses = (outcome: string) => {
    sides.made.now += 1000;
    return sides.made.call('POST', `/sandbox/stripe/refunds/${REFERENCE}/outcome`, { json: { outcome } });
  };
  return { ...sides, refunds: sides.client.refunds, refunding, chooses };
};

test("Stripe's own package gives money back in parts, finds each refund, and never more than is left", async () => {
  const { made, refunds, refunding } = await paidOrder();
  const first = await refunds.create(refunding, { idempotencyKey: 'rfd-1' });
  made.now += 1000;
  expect(first).toMatchObject({ object: 'refund', status: 'succeeded', currency: 'vnd', ...refunding });
  const tooMuch = refunds.create(refunding, { idempotencyKey: 'rfd-2' });
  await expect(tooMuch).rejects.toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400, param: 'amount' });
  const second = await refunds.create({ ...refunding, amount: 50_000 });
  expect(await refunds.retrieve(second.id)).toEqual(second);
  const { payment_intent } = refunding;
  expect(await refunds.list({ payment_intent })).toMatchObject({ data: [second, first], has_more: false });
  expect(await refunds.list({ payment_intent, limit: 1 })).toMatchObject({ data: [second], has_more: true });
  const nothing = refunds.create({ ...refunding, amount: 1 }, { idempotencyKey: 'rfd-3' });
  await expect(nothing).rejects.toMatchObject({ statusCode: 400, code: 'charge_already_refunded' });
});

test('the same refund again is the same one under the same key, and is refused with other parameters', async () => {
  const { refunds, refunding } = await paidOrder();
  const first = await refunds.create(refunding, { idempotencyKey: 'rfd-1' });
  expect(await refunds.create(refunding, { idempotencyKey: 'rfd-1' })).toMatchObject({ id: first.id });
  const other = refunds.create({ ...refunding, amount: 50_000 }, { idempotencyKey: 'rfd-1' });
  await expect(other).rejects.toMatchObject({ type: 'StripeIdempotencyError', statusCode: 400 });
  expect((await refunds.list({ payment_intent: refunding.payment_intent })).data).toHaveLength(1);
});

test('a refund that is pending is done, or fails and leaves its money to the next', async () => {
  const { refunds, refunding, chooses } = await paidOrder();
  await chooses('pending');
  const { id, status } = await refunds.create(refunding);
  expect(status).toBe('pending');
  await chooses('declined');
  expect(await refunds.retrieve(id)).toMatchObject({ status: 'failed', failure_reason: 'expired_or_canceled_card' });
  await expect(refunds.create(refunding)).rejects.toMatchObject({ statusCode: 400, code: 'charge_disputed' });
  await chooses('pending');
  const next = await refunds.create({ ...refunding, amount: 150_000 });
  await chooses('done');
  expect(await refunds.retrieve(next.id)).toMatchObject({ status: 'succeeded' });
  expect(await refunds.retrieve(id)).toMatchObject({ status: 'failed' });
});

test.each<[string, object, object]>([
  ['another payment of the order', { payment_intent: `pi_${REFERENCE}_1` }, { code: 'resource_missing' }],
  ['no whole sum', { amount: 1.5 }, { code: 'parameter_invalid', param: 'amount' }],
  ['a word that Stripe has not', { order: REFERENCE }, { code: 'parameter_unknown', param: 'order' }],
])('no refund is made of %s', async (_, other, why) => {
  const { refunds, refunding } = await paidOrder();
  const refused = refunds.create({ ...refunding, ...other } as Stripe.RefundCreateParams);
  await expect(refused).rejects.toMatchObject({ type: 'StripeInvalidRequestError', ...why });
});

test('another key gives nothing back, and a refund that is not there is not found', async () => {
  const { made, refunds, refunding } = await paidOrder();
  const headers = { authorization: 'Bearer sk_test_of_somebody_else' };
  const body = new URLSearchParams({ payment_intent: refunding.payment_intent, amount: '1000' }).toString();
  expect(await made.call('POST', '/sandbox/stripe/v1/refunds', { body, headers })).toMatchObject({ status: 401 });
  expect((await refunds.list({ payment_intent: refunding.payment_intent })).data).toEqual([]);
  const missing = `/sandbox/stripe/v1/refunds/re_${'0'.repeat(24)}`;
  const own = { authorization: `Bearer ${credentials.apiKey}` };
  expect(await made.call('GET', missing, { headers: own })).toMatchObject({ status: 404 });
  expect(await made.call('GET', missing, { headers })).toMatchObject({ status: 401 });
});

test('of two payments of one order each gives back its own', async () => {
  const sides = await house();
  await create(sides);
  await does(sides, 'pay_twice');
  const sessions = sides.made.sent.map((notice) => eventOf(notice).data.object as Stripe.Checkout.Session);
  const [first, second] = sessions.map(({ payment_intent }) => String(payment_intent));
  expect(first).not.toBe(second);
  for (const payment of [first, second]) {
    const payment_intent = String(payment);
    await sides.client.refunds.create({ payment_intent, amount: 150_000 });
    expect((await sides.client.refunds.list({ payment_intent })).data).toMatchObject([{ payment_intent }]);
  }
});
