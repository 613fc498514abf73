import { describe, expect, test } from 'vitest';
import { provider as stripe } from '../../../functions/payments/providers/stripe/client.ts';
import { LEASE_MS } from '../../../functions/payments/usecases/create-order.ts';
import { messageOf, must, orderFor, readyHouse } from '../../support/payments.ts';
import {
  RECEIVED_AT,
  signedEvent,
  stripeCredentials,
  stripeHeader,
  stripeMessage,
  stripeServer,
  stripeSession,
  unpaid,
} from '../../support/stripe.ts';

const MINUTE_MS = 60_000;

const order = orderFor('stripe', RECEIVED_AT, 60);

const stripeNow = () => {
  const server = stripeServer();
  const terminal = stripe('live', server.call).terminal(stripeCredentials);
  return { server, terminal };
};

const { terminal } = stripeNow();

const paid = {
  reference: order.reference,
  providerTransactionId: `pi_${order.reference}`,
  outcome: 'paid',
  code: 'paid',
  amountVnd: 150_000,
  currency: 'VND',
};

const completed = 'checkout.session.completed';

describe('an event', () => {
  test.each<[string, string, Record<string, unknown>, object | undefined]>([
    ['paid at once', completed, {}, paid],
    ['completed while the money is under way', completed, unpaid.underWay, undefined],
    ['of money that came later', 'checkout.session.async_payment_succeeded', {}, paid],
    [
      'of money that never came',
      'checkout.session.async_payment_failed',
      unpaid.underWay,
      { ...paid, outcome: 'failed', code: 'async_payment_failed' },
    ],
    [
      'of a page that was left',
      'checkout.session.expired',
      unpaid.expired,
      { ...paid, outcome: 'failed', code: 'expired', providerTransactionId: '0' },
    ],
    ['that cost nothing', completed, { payment_status: 'no_payment_required', amount_total: 0 }, undefined],
    ['of a subscription of others', completed, { mode: 'subscription', payment_intent: null }, undefined],
    ['that sets up a card, without a sum', completed, { mode: 'setup', amount_total: null, currency: null }, undefined],
    ['of a kind that is to come', 'checkout.session.paused', { payment_status: 7 }, undefined],
    ['of another program of the account', completed, { client_reference_id: null }, { ...paid, reference: undefined }],
    [
      'whose reference is none of ours',
      completed,
      { client_reference_id: 'order 17/ă' },
      { ...paid, reference: undefined },
    ],
    [
      'with its payment written out',
      completed,
      { payment_intent: { id: 'pi_1', status: 'succeeded' } },
      { ...paid, providerTransactionId: 'pi_1' },
    ],
    [
      'paid without a payment',
      completed,
      { payment_intent: null },
      { ...paid, providerTransactionId: `cs_test_${order.reference}` },
    ],
    [
      'in dollars, whose cents a session counts',
      completed,
      { currency: 'usd', amount_total: 1050 },
      { ...paid, amountVnd: 10, currency: 'USD' },
    ],
    [
      'in yen, which have no smaller unit',
      completed,
      { currency: 'jpy', amount_total: 1050 },
      { ...paid, amountVnd: 1050, currency: 'JPY' },
    ],
  ])('%s', (_, type, other, told) => {
    const read = terminal.read(signedEvent(type, stripeSession(order, other)));
    expect(read).toEqual({ ok: true, value: told === undefined ? [] : [told] });
  });

  test.each<[string, string]>([
    ['no JSON', 'paid'],
    ['nothing', ''],
    ['no object', '[]'],
    ['no type', '{"data":{"object":{}}}'],
    ['no session', `{"type":"${completed}","data":{"object":{"object":"charge"}}}`],
    ['a sum beyond what a number holds', bodyWith('"amount_total":9007199254740993')],
    ['a sum with a fraction', bodyWith('"amount_total":150000.5')],
    ['a sum that is a text', bodyWith('"amount_total":"150000"')],
    ['a sum below nothing', bodyWith('"amount_total":-150000')],
    ['no sum', bodyWith('"amount_total":null')],
    ['a payment that no key can hold', bodyWith('"payment_intent":"pi 1#2"')],
  ])('that is signed and says %s is malformed', (_, body) => {
    const message = stripeMessage(body, stripeHeader(body, stripeCredentials.webhookSecret));
    expect(terminal.read(message)).toEqual({ ok: false, failure: 'malformed' });
  });

  test.each([
    [-301_000, false],
    [-300_000, true],
    [300_000, true],
    [301_000, false],
  ])('that was signed %i ms from its arrival: %s', (apart, believed) => {
    const { body } = signedEvent(completed, stripeSession(order));
    const text = Buffer.from(body).toString('utf8');
    const header = stripeHeader(text, stripeCredentials.webhookSecret, RECEIVED_AT + apart);
    expect(terminal.read(stripeMessage(text, header)).ok).toBe(believed);
  });
});

function bodyWith(member: string): string {
  const [name = ''] = member.split(':');
  const session = JSON.stringify(stripeSession(order)).replace(new RegExp(`${name}:("[^"]*"|[^,]*)`), member);
  return `{"type":"${completed}","data":{"object":${session}}}`;
}

describe('a creation', () => {
  test('asks for whole dong, for our reference twice, and says where the payer goes back to', async () => {
    const { server, terminal } = stripeNow();
    const created = await terminal.create(order);
    expect(created).toEqual({
      kind: 'created',
      checkout: { kind: 'redirect', url: expect.stringMatching(/^https:\/\/checkout\.stripe\.com\//) },
      providerOrderId: `cs_test_${order.reference}`,
      expiresAt: order.expiresAt,
    });
    const [sent] = server.sent;
    expect(sent).toMatchObject({
      url: 'https://api.stripe.com/v1/checkout/sessions',
      method: 'POST',
      headers: { Authorization: `Bearer ${stripeCredentials.apiKey}`, 'Idempotency-Key': order.reference },
    });
    expect(sent?.form).toMatchObject({
      'line_items[0][price_data][currency]': 'vnd',
      'line_items[0][price_data][unit_amount]': '150000',
      'line_items[0][price_data][product_data][name]': 'Phí, lệ phí hồ sơ H26.10-261120-0007',
      client_reference_id: order.reference,
      'payment_intent_data[metadata][reference]': order.reference,
      locale: 'vi',
    });
  });

  test.each<[string, number, number]>([
    ['as long as the attempt', 60, 60],
    ['no shorter than Stripe takes, with some minutes to create it in', 5, 35],
  ])('may be paid %s', async (_, minutes, until) => {
    const { server, terminal } = stripeNow();
    await terminal.create({ ...order, expiresAt: RECEIVED_AT + minutes * MINUTE_MS });
    expect(server.sent[0]?.form.expires_at).toBe(String((RECEIVED_AT + until * MINUTE_MS) / 1000));
  });

  test.each<[string, number, unknown, string, string]>([
    [
      'too small a sum',
      400,
      { error: { type: 'invalid_request_error', code: 'amount_too_small' } },
      'declined',
      'amount_too_small',
    ],
    ['other words under the same key', 400, { error: { type: 'idempotency_error' } }, 'declined', 'idempotency_error'],
    [
      'an account that may not',
      400,
      { error: { type: 'invalid_request_error', code: 'account_invalid' } },
      'misconfigured',
      'account_invalid',
    ],
    ['a wrong key', 401, { error: { type: 'invalid_request_error' } }, 'misconfigured', 'invalid_request_error'],
    [
      'a key that may not',
      403,
      { error: { type: 'invalid_request_error', code: 'more than a code' } },
      'misconfigured',
      'http.403',
    ],
    ['a refusal without words', 404, 'gone', 'declined', 'http.404'],
    ['the same creation under way', 409, { error: { type: 'idempotency_error' } }, 'unreachable', 'http.409'],
    [
      'too many calls',
      429,
      { error: { type: 'invalid_request_error', code: 'rate_limit' } },
      'unreachable',
      'http.429',
    ],
    ['its own fault', 500, { error: { type: 'api_error' } }, 'unreachable', 'http.500'],
    ['a redirect', 302, '', 'unreachable', 'http.302'],
    ['no session', 200, { object: 'list', data: [] }, 'unreachable', 'malformed'],
    [
      'a session of another order',
      200,
      stripeSession({ ...order, reference: 'another' }, { url: 'https://checkout.stripe.com/1' }),
      'unreachable',
      'malformed',
    ],
    ['a session without a page', 200, stripeSession(order), 'unreachable', 'malformed'],
    [
      'a page that is no address',
      200,
      stripeSession(order, { url: 'javascript:alert(1)' }),
      'unreachable',
      'malformed',
    ],
  ])('that is answered with %s', async (_, status, json, why, code) => {
    const { server, terminal } = stripeNow();
    server.reply = { status, json };
    expect(await terminal.create(order)).toEqual({ kind: 'refused', why, code });
    const found = await terminal.find?.(order);
    expect(found).toEqual(why === 'unreachable' ? { kind: 'unknown', why: code } : { kind: 'refused', why, code });
  });

  test('is looked for by the same words under the same key, however much later', async () => {
    const { server, terminal } = stripeNow();
    await terminal.create(order);
    await terminal.find?.({ ...order, payerIp: '198.51.100.1' });
    const [first, second] = server.sent;
    expect(second).toEqual(first);
    expect(server.sessions.size).toBe(1);
  });
});

describe('a return', () => {
  const returned = async () => {
    const { server, terminal } = stripeNow();
    await terminal.create({ ...order, returnUrl: 'https://motcua.example.vn/back?lang=vi' });
    const { success_url = '', cancel_url = '' } = server.sent[0]?.form ?? {};
    const fieldsOf = (url: string) => Object.fromEntries(new URL(url).searchParams);
    return { done: fieldsOf(success_url), left: fieldsOf(cancel_url) };
  };

  test('is believed by our own mark, from a page that was paid on and from one that was left', async () => {
    const { done, left } = await returned();
    expect(done.lang).toBe('vi');
    const { reference } = order;
    expect(terminal.back?.(messageOf(done))).toEqual({ ok: true, value: { reference, outcome: 'paid' } });
    expect(terminal.back?.(messageOf(left))).toEqual({ ok: true, value: { reference, outcome: 'failed' } });
  });

  test('is not believed with another word, twice a word, or the mark of another', async () => {
    const { done, left } = await returned();
    const others = stripe('live', async () => undefined).terminal({ ...stripeCredentials, webhookSecret: 'another' });
    expect(others.back?.(messageOf(done))).toEqual({ ok: false, failure: 'bad_signature' });
    for (const fields of [
      { ...done, outcome: 'failed' },
      { ...left, outcome: 'paid' },
      { ...done, reference: '1123456789abcdefghjkmnpqrs' },
      { ...done, reference: [order.reference, order.reference] },
      { ...done, outcome: 'suspected' },
      { ...done, mark: '' },
      { ...done, mark: left.mark ?? '' },
      {},
    ])
      expect(terminal.back?.(messageOf(fields))).toEqual({ ok: false, failure: 'bad_signature' });
  });

  test('has no mark that could sign a notice', async () => {
    const { done } = await returned();
    const body = `paid.${order.reference}`;
    expect(terminal.read(stripeMessage(body, `t=return,v1=${done.mark}`))).toEqual({
      ok: false,
      failure: 'bad_signature',
    });
  });
});

describe('an order whose writer died before Stripe answered', () => {
  const died = async () => {
    const server = stripeServer();
    let isAnswered = false;
    const call: typeof server.call = async (url, request) => {
      const answer = await server.call(url, request);
      return isAnswered ? answer : new Promise<never>(() => {});
    };
    const house = await readyHouse([stripe('live', call)]);
    await house.merchant('H26-stripe', { current: stripeCredentials, previous: [] }, 'H26', 'stripe');
    const { paymentId } = must(await house.fee());
    let request = 0;
    const open = () => {
      request += 1;
      return house.attempt(paymentId, { provider: 'stripe' }, 'b', undefined, `r-${request}`);
    };
    void open();
    while (server.sent.length === 0) await new Promise((resolve) => setImmediate(resolve));
    isAnswered = true;
    return { server, house, open };
  };

  test('is the one session that Stripe holds, once the lease has ended', async () => {
    const { server, house, open } = await died();
    house.clock.now += LEASE_MS;
    const attempt = must(await open());
    expect(attempt).toMatchObject({ state: 'open', creation: { providerOrderId: `cs_test_${attempt.reference}` } });
    expect(server.sent).toHaveLength(2);
    expect(server.sessions.size).toBe(1);
    expect(must(await open())).toEqual(attempt);
  });

  test('stays unknown while Stripe says that the same creation is under way, and is found later', async () => {
    const { server, house, open } = await died();
    house.clock.now += LEASE_MS;
    server.reply = { status: 409, json: { error: { type: 'idempotency_error' } } };
    expect(await open()).toMatchObject({ ok: false, failure: { kind: 'unknown_outcome' } });
    server.reply = undefined;
    house.clock.now += LEASE_MS;
    expect(must(await open())).toMatchObject({ state: 'open', creation: { kind: 'created' } });
    expect(server.sessions.size).toBe(1);
  });
});
