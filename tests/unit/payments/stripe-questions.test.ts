import { expect, test } from 'vitest';
import type { Order, Question } from '../../../functions/payments/ports.ts';
import { provider as stripe } from '../../../functions/payments/providers/stripe/client.ts';
import { RECEIVED_AT, stripeCredentials, stripeServer, stripeSession, unpaid } from '../../support/stripe.ts';

const MINUTE_MS = 60_000;

const question: Question = {
  reference: '0123456789abcdefghjkmnpqrs',
  amountVnd: 150_000,
  createdAt: RECEIVED_AT,
  expiresAt: RECEIVED_AT + 60 * MINUTE_MS,
  providerOrderId: 'cs_test_0123456789abcdefghjkmnpqrs',
  at: RECEIVED_AT + 65 * MINUTE_MS,
};
const order: Pick<Order, 'reference' | 'amountVnd'> = question;

const paid = {
  reference: order.reference,
  providerTransactionId: `pi_${order.reference}`,
  outcome: 'paid',
  code: 'paid',
  amountVnd: 150_000,
  currency: 'VND',
};

const asked = async (status: number, json: unknown, other: Partial<Question> = {}) => {
  const server = stripeServer();
  server.reply = { status, json };
  const terminal = stripe('live', server.call).terminal(stripeCredentials);
  return { answer: await terminal.ask?.({ ...question, ...other }), sent: server.sent[0] };
};

test.each<[string, Record<string, unknown>, object]>([
  ['paid', {}, { kind: 'told', callback: paid }],
  [
    'paid in another currency',
    { currency: 'usd', amount_total: 600 },
    { kind: 'told', callback: { ...paid, amountVnd: 6, currency: 'USD' } },
  ],
  ['open', unpaid.open, { kind: 'unfinished' }],
  [
    'expired',
    unpaid.expired,
    { kind: 'told', callback: { ...paid, outcome: 'failed', code: 'expired', providerTransactionId: '0' } },
  ],
  [
    'complete, the money under way',
    { ...unpaid.underWay, payment_intent: { id: 'pi_1', status: 'processing' } },
    { kind: 'unknown', why: 'under_way' },
  ],
  ['complete, and how its payment stands not said', unpaid.underWay, { kind: 'unknown', why: 'under_way' }],
  [
    'complete, the money not brought',
    { ...unpaid.underWay, payment_intent: { id: 'pi_1', status: 'requires_payment_method' } },
    {
      kind: 'told',
      callback: { ...paid, outcome: 'failed', code: 'async_payment_failed', providerTransactionId: 'pi_1' },
    },
  ],
  ['in a state that is to come', { ...unpaid.underWay, status: 'paused' }, { kind: 'unknown', why: 'under_way' }],
  ['paid without a sum', { amount_total: null }, { kind: 'unknown', why: 'malformed' }],
])('a session that is %s', async (_, other, answer) => {
  expect(await asked(200, stripeSession(order, other))).toMatchObject({
    answer,
    sent: {
      url: `https://api.stripe.com/v1/checkout/sessions/cs_test_${order.reference}?expand%5B%5D=payment_intent`,
      headers: { Authorization: `Bearer ${stripeCredentials.apiKey}` },
    },
  });
});

test.each([302, 401, 404, 429, 500])('a question that is answered %i knows nothing', async (status) => {
  const { answer } = await asked(status, stripeSession(order));
  expect(answer).toEqual({ kind: 'unknown', why: 'no_answer' });
});

const payment = (other: object = {}) => ({
  id: `pi_${order.reference}`,
  object: 'payment_intent',
  amount: 150_000,
  amount_received: 150_000,
  currency: 'vnd',
  metadata: { reference: order.reference },
  status: 'succeeded',
  ...other,
});
const result = (data: readonly unknown[], other: object = {}) => ({
  object: 'search_result',
  data,
  has_more: false,
  ...other,
});
const notPaid = { amount_received: 0, status: 'requires_payment_method' };

test.each<[string, unknown, object]>([
  ['that was paid', result([payment()]), { kind: 'told', callback: paid }],
  [
    'that was paid at the second try',
    result([payment({ id: 'pi_2', ...notPaid }), payment()]),
    { kind: 'told', callback: paid },
  ],
  [
    'whose money is under way',
    result([payment({ amount_received: 0, status: 'processing' })]),
    { kind: 'unknown', why: 'under_way' },
  ],
  ['that was tried', result([payment(notPaid)]), { kind: 'unfinished' }],
  [
    'that was never tried',
    result([]),
    { kind: 'told', callback: { ...paid, outcome: 'failed', code: 'none', providerTransactionId: '0' } },
  ],
  [
    'among others',
    result([payment(), payment({ metadata: { reference: 'another' } })]),
    { kind: 'unknown', why: 'another_order' },
  ],
  ['without its reference', result([payment({ metadata: {} })]), { kind: 'unknown', why: 'malformed' }],
  ['among more than were answered', result([], { has_more: true }), { kind: 'unknown', why: 'malformed' }],
  ['answered by a list of all', { object: 'list', data: [], has_more: false }, { kind: 'unknown', why: 'malformed' }],
])('an order whose session nobody wrote down, %s', async (_, json, answer) => {
  const told = await asked(200, json, { providerOrderId: undefined });
  expect(told.answer).toEqual(answer);
  const url = new URL(told.sent?.url ?? '');
  expect(url.origin + url.pathname).toBe('https://api.stripe.com/v1/payment_intents/search');
  expect(url.searchParams.get('query')).toBe(`metadata["reference"]:"${order.reference}"`);
});

test('an order that was never tried says nothing final while somebody may still create it', async () => {
  const { answer } = await asked(200, result([]), { providerOrderId: undefined, at: question.expiresAt - 1 });
  expect(answer).toEqual({ kind: 'unfinished' });
});
