import { describe, expect, test } from 'vitest';
import { provider as stripe } from '../../../functions/payments/providers/stripe/client.ts';
import type { Refunding, RefundOrder } from '../../../functions/payments/refund-ports.ts';
import {
  RECEIVED_AT,
  signedEvent,
  stripeCredentials,
  stripeEvent,
  stripeHeader,
  stripeMessage,
  stripeServer,
} from '../../support/stripe.ts';

const order: RefundOrder = {
  refundReference: 'zyxwvtsrqpnmkjhgfedcba9876',
  dossierCode: 'H26.10-261120-0007',
  reference: '0123456789abcdefghjkmnpqrs',
  orderedAt: RECEIVED_AT,
  providerOrderId: 'cs_test_0123456789abcdefghjkmnpqrs',
  providerTransactionId: 'pi_3MpQ1d2eZvKYlo2C1hkT7t7Y',
  receivedVnd: 150_000,
  amountVnd: 50_000,
  beforeVnd: 0,
  earlierRefundIds: [],
  reservedAt: RECEIVED_AT,
  providerRefundId: undefined,
  at: RECEIVED_AT,
};

/** The refund of docs.stripe.com/api/refunds/object. */
const published = {
  id: 're_1Nispe2eZvKYlo2Cd31jOCgZ',
  object: 'refund',
  amount: 1000,
  balance_transaction: 'txn_1Nispe2eZvKYlo2CYezqFhEx',
  charge: 'ch_1NirD82eZvKYlo2CIvbtLWuY',
  created: 1_692_942_318,
  currency: 'usd',
  destination_details: {
    card: { reference: '123456789012', reference_status: 'available', type: 'refund' },
    type: 'card',
  },
  metadata: {},
  payment_intent: 'pi_1GszsK2eZvKYlo2CfhZyoZLp',
  reason: null,
  receipt_number: null,
  source_transfer_reversal: null,
  status: 'succeeded',
  transfer_reversal: null,
};

const { refundReference: reference, providerTransactionId: payment_intent } = order;
const ours = { ...published, amount: 50_000, currency: 'vnd', payment_intent, metadata: { reference } };
const others = { ...published, id: 're_of_others', payment_intent };
const known = { ...order, providerRefundId: ours.id };

const list = (data: readonly unknown[], has_more: unknown = false) => ({
  object: 'list',
  url: '/v1/refunds',
  has_more,
  data,
});

const answering = (status: number, json: unknown) => {
  const server = stripeServer();
  server.reply = { status, json };
  return { server, refunding: stripe('live', server.call).terminal(stripeCredentials).refunding as Refunding };
};

describe('an event about a refund', () => {
  const { terminal } = { terminal: stripe('live', stripeServer().call).terminal(stripeCredentials) };
  const hintsOf = (type: string, refund: unknown, secret = stripeCredentials.webhookSecret) => {
    const body = stripeEvent(type, refund);
    return terminal.refundHints?.(stripeMessage(body, stripeHeader(body, secret)));
  };
  const our = { ...ours, metadata: { reference, order: order.reference } };

  test.each(['refund.failed', 'refund.updated', 'charge.refund.updated'])('%s names it and its order', (type) => {
    const hints = [{ reference: order.reference, refundReference: reference }];
    expect(hintsOf(type, { ...our, status: 'failed' })).toEqual({ ok: true, value: hints });
    expect(terminal.read(signedEvent(type, our))).toEqual({ ok: true, value: [] });
  });

  test('that others made, and an event of anything else, names none', () => {
    for (const refund of [ours, { ...ours, metadata: null }, { ...our, metadata: { reference, order: 'a#b' } }, 7])
      expect(hintsOf('refund.failed', refund)).toEqual({ ok: true, value: [] });
    expect(hintsOf('refund.created', our)).toEqual({ ok: true, value: [] });
  });

  test('that another secret signed is not believed', () => {
    expect(hintsOf('refund.failed', our, 'whsec_of_others')).toEqual({ ok: false, failure: 'bad_signature' });
  });
});

/** What is made of a refund however Stripe tells it: in answer to the call, by its id, among others of its payment. */
const told = async (refund: unknown) => {
  const { refunding } = answering(200, refund);
  const listed = answering(200, list([others, refund, others])).refunding;
  return Promise.all([refunding.send(order), refunding.ask(known), listed.ask(order)]);
};

describe('a refund', () => {
  test.each([
    ['succeeded', 'done'],
    ['pending', 'pending'],
    ['requires_action', 'pending'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
  ])('that is %s is %s', async (status, kind) => {
    const answer = { kind, code: status, providerRefundId: ours.id };
    expect(await told({ ...ours, status })).toEqual([answer, answer, answer]);
  });

  test('that came back says why', async () => {
    const failed = { ...ours, status: 'failed', failure_reason: 'lost_or_stolen_card' };
    const [answer] = await told(failed);
    expect(answer).toEqual({ kind: 'failed', code: 'lost_or_stolen_card', providerRefundId: ours.id });
    const [unsayable] = await told({ ...failed, failure_reason: 'Nguyễn Thị Ánh' });
    expect(unsayable).toMatchObject({ kind: 'failed', code: 'failed' });
  });

  test.each<[string, object, string]>([
    ['in a state that is to come', { status: 'scheduled' }, 'status.scheduled'],
    ['in no state', { status: null }, 'status.null'],
    ['of another sum', { amount: 49_999 }, 'another_amount'],
    ['of a sum in another currency', { currency: 'usd' }, 'another_amount'],
    ['of a broken sum', { amount: 50_000.5 }, 'malformed'],
    ['of less than nothing', { amount: -50_000 }, 'malformed'],
    ['without an id', { id: null }, 'malformed'],
    ['that is none', { object: 'charge' }, 'malformed'],
  ])('%s is not believed', async (_, other, why) => {
    const answer = { kind: 'unknown', why };
    expect(await told({ ...ours, ...other })).toEqual([answer, answer, answer]);
  });

  test.each<[string, object]>([
    ['another reference', { metadata: { reference: 'another' } }],
    ['no reference', { metadata: {} }],
    ['no metadata', { metadata: null }],
    ['another payment', { payment_intent: 'pi_another' }],
    ['no payment', { payment_intent: null }],
  ])('with %s is another one', async (_, other) => {
    const { refunding } = answering(200, { ...ours, ...other });
    expect(await refunding.send(order)).toEqual({ kind: 'unknown', why: 'another_refund' });
    expect(await refunding.ask(known)).toEqual({ kind: 'unknown', why: 'another_refund' });
  });

  test('with another id is another one', async () => {
    const { refunding } = answering(200, { ...ours, id: 're_another' });
    expect(await refunding.ask(known)).toEqual({ kind: 'unknown', why: 'another_refund' });
  });
});

const fault = (type: string, code?: string | null, param?: string) => ({ error: { type, code, param, message: '' } });
const invalid = (code?: string | null, param?: string) => fault('invalid_request_error', code, param);

describe('no refund is made, for certain,', () => {
  test.each<[string, unknown, string]>([
    ['of what was given back', invalid('charge_already_refunded'), 'charge_already_refunded'],
    ['of what is disputed', invalid('charge_disputed'), 'charge_disputed'],
    ['of what is disputed, in other words', invalid('refund_disputed_payment'), 'refund_disputed_payment'],
    ['of what cannot be given back', invalid('charge_not_refundable', 'charge'), 'charge_not_refundable'],
    ['of more than is left', invalid(undefined, 'amount'), 'invalid_request_error'],
    ['of more than is left, with its code', invalid('amount_too_large', 'amount'), 'amount_too_large'],
    ['of more than is left, with an empty code', invalid(null, 'amount'), 'invalid_request_error'],
  ])('%s', async (_, json, code) => {
    expect(await answering(400, json).refunding.send(order)).toEqual({ kind: 'declined', code });
  });
});

describe('it is not known whether money moved', () => {
  test.each<[string, number, unknown, string]>([
    ['the same call is under way', 409, fault('idempotency_error', 'idempotency_key_in_use'), 'http.409'],
    ['the key was used for another', 400, fault('idempotency_error'), 'refused.idempotency_error'],
    ['it asked too often', 429, invalid('rate_limit'), 'http.429'],
    ['another had the payment', 429, invalid('lock_timeout'), 'http.429'],
    ['the key of the account is wrong', 401, invalid(), 'refused.invalid_request_error'],
    ['the key may not do it', 403, invalid('charge_not_refundable_by_you'), 'refused.charge_not_refundable_by_you'],
    [
      'the account does not know the payment',
      404,
      invalid('resource_missing', 'payment_intent'),
      'refused.resource_missing',
    ],
    ['the account has not enough', 400, invalid('balance_insufficient'), 'refused.balance_insufficient'],
    ['a parameter is unknown', 400, invalid('parameter_unknown', 'amount'), 'refused.parameter_unknown'],
    ['Stripe itself failed', 500, fault('api_error', 'charge_already_refunded'), 'http.500'],
    [
      'the code is of another kind',
      400,
      fault('api_error', 'charge_already_refunded'),
      'refused.charge_already_refunded',
    ],
    ['no reason is given', 400, {}, 'refused.http.400'],
    ['it was sent elsewhere', 302, ours, 'http.302'],
    ['the answer is empty', 200, {}, 'malformed'],
    ['the answer is an error', 200, invalid('charge_already_refunded'), 'malformed'],
  ])('where %s', async (_, status, json, why) => {
    expect(await answering(status, json).refunding.send(order)).toEqual({ kind: 'unknown', why });
  });

  test.each([302, 400, 401, 404, 409, 429, 500])('where a question is answered %i', async (status) => {
    const unknown = { kind: 'unknown', why: 'no_answer' };
    expect(await answering(status, ours).refunding.ask(known)).toEqual(unknown);
    expect(await answering(status, list([])).refunding.ask(order)).toEqual(unknown);
  });

  test('where nobody answers', async () => {
    const { server, refunding } = answering(200, ours);
    server.mood = 'nothing';
    const unknown = { kind: 'unknown', why: 'no_answer' };
    expect(await refunding.send(order)).toEqual(unknown);
    expect(await refunding.ask(order)).toEqual(unknown);
    expect(await refunding.ask(known)).toEqual(unknown);
  });
});

test.each<[string, unknown, object]>([
  ['there are none', list([]), { kind: 'absent' }],
  ['there are those of others', list([others, { ...others, metadata: null }]), { kind: 'absent' }],
  ['there are more', list([others], true), { kind: 'unknown', why: 'too_many_refunds' }],
  [
    'it is there, and there are more',
    list([ours], true),
    { kind: 'done', code: 'succeeded', providerRefundId: ours.id },
  ],
  ['it is not said whether there are more', list([], null), { kind: 'unknown', why: 'malformed' }],
  [
    'they are of another payment',
    list([ours, { ...others, payment_intent: 'pi_another' }]),
    { kind: 'unknown', why: 'another_payment' },
  ],
  ['they are a search', { ...list([]), object: 'search_result' }, { kind: 'unknown', why: 'malformed' }],
  ['one of them is broken', list([ours, { ...others, amount: null }]), { kind: 'unknown', why: 'malformed' }],
])('among the refunds of its payment, where %s', async (_, json, answer) => {
  expect(await answering(200, json).refunding.ask(order)).toEqual(answer);
});

test('it is asked for in the same words whenever it is, under its reference', async () => {
  const { server, refunding } = answering(200, ours);
  expect(order.refundReference).toBe(refunding.reference(order.refundReference, RECEIVED_AT));
  await refunding.send(order);
  await refunding.send({ ...order, at: RECEIVED_AT + 86_400_000, beforeVnd: 100_000, earlierRefundIds: ['re_1'] });
  const [first, again] = server.sent;
  expect(again).toEqual(first);
  expect(first).toMatchObject({
    method: 'POST',
    url: 'https://api.stripe.com/v1/refunds',
    headers: { Authorization: `Bearer ${stripeCredentials.apiKey}`, 'Idempotency-Key': order.refundReference },
    form: {
      ...{ payment_intent, amount: '50000' },
      ...{ 'metadata[reference]': reference, 'metadata[order]': order.reference },
    },
  });
});

test('it is asked about by its id, or among the refunds of its payment', async () => {
  const { server, refunding } = answering(200, ours);
  await refunding.ask(known);
  await refunding.ask(order);
  expect(server.sent).toMatchObject([
    { method: 'GET', url: `https://api.stripe.com/v1/refunds/${ours.id}` },
    { method: 'GET', url: `https://api.stripe.com/v1/refunds?payment_intent=${payment_intent}&limit=100` },
  ]);
});
