import * as fc from 'fast-check';
import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import type { Order } from '../../../functions/payments/ports.ts';
import { provider as stripe } from '../../../functions/payments/providers/stripe/client.ts';
import type { RefundOrder } from '../../../functions/payments/refund-ports.ts';
import {
  RECEIVED_AT,
  signedEvent,
  stripeCredentials,
  stripeEvent,
  stripeHeader,
  stripeMessage,
  stripeServer,
  stripeSession,
} from '../../support/stripe.ts';

const server = stripeServer();
const provider = stripe('live', server.call);
const terminal = provider.terminal(stripeCredentials);
const { webhookSecret } = stripeCredentials;
const order = { reference: '0123456789abcdefghjkmnpqrs', amountVnd: 150_000 };

/** Whether Stripe's own package believes a message at the moment of its arrival. */
const believes = (body: string, header: string): boolean => {
  try {
    Stripe.webhooks.constructEvent(body, header, webhookSecret, 300, undefined, RECEIVED_AT);
    return true;
  } catch {
    return false;
  }
};

interface Sent {
  readonly url: string;
  readonly body: string;
  readonly headers: Headers;
}

/** Stripe's own package, and what it sends to a server that answers one thing. */
const stripePackage = (answer: unknown) => {
  const sent: Sent[] = [];
  const sdk = new Stripe(stripeCredentials.apiKey, {
    httpClient: Stripe.createFetchHttpClient(async (url: string | URL | Request, init?: RequestInit) => {
      sent.push({ url: String(url), body: String(init?.body ?? ''), headers: new Headers(init?.headers) });
      return Response.json(answer);
    }),
  });
  return { sdk, sent };
};

const expectAlike = (ours: (typeof server.sent)[number] | undefined, theirs: Sent | undefined) => {
  expect(ours?.url).toBe(theirs?.url);
  expect(ours?.form).toEqual(Object.fromEntries(new URLSearchParams(theirs?.body)));
  for (const name of ['Authorization', 'Content-Type', 'Idempotency-Key'])
    expect(new Headers(ours?.headers).get(name)).toBe(theirs?.headers.get(name));
};

describe("beside Stripe's own package", () => {
  test('what it signs is believed, whatever the text', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(texts, fc.stringMatching(/^whsec_[A-Za-z0-9]{8,40}$/), (name, secret) => {
        const session = stripeSession(order, { customer_details: { name }, metadata: { 'a=b&c': name } });
        const message = signedEvent('checkout.session.completed', session, secret);
        const read = provider.terminal({ ...stripeCredentials, webhookSecret: secret }).read(message);
        expect(read).toMatchObject({ ok: true, value: [order] });
        expect(terminal.read(message)).toEqual({ ok: false, failure: 'bad_signature' });
      }),
      { numRuns: 200 },
    );
  });

  test('the moment of an event is the one that it reads, to the second', () => {
    const event = JSON.parse(stripeEvent('checkout.session.completed', stripeSession(order))) as object;
    fc.assert(
      fc.property(fc.integer({ min: 1_600_000_000, max: 4_000_000_000 }), (created) => {
        const body = JSON.stringify({ ...event, created });
        const header = stripeHeader(body, webhookSecret);
        const theirs = Stripe.webhooks.constructEvent(body, header, webhookSecret, 300, undefined, RECEIVED_AT);
        const occurredAt = new Date(theirs.created * 1000).getTime();
        expect(terminal.read(stripeMessage(body, header))).toMatchObject({ ok: true, value: [{ occurredAt }] });
      }),
    );
  });

  test('no character of body or header can be changed, taken out or put in', () => {
    const body = stripeEvent('checkout.session.completed', stripeSession(order));
    const header = stripeHeader(body, webhookSecret);
    const changed = (text: string, at: number, by: string, width: number) =>
      text.slice(0, at % text.length) + by + text.slice((at % text.length) + width);
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('0', 'x', ' ', '}'), fc.constantFrom(0, 1), (at, by, width) => {
        const [otherBody, otherHeader] = [changed(body, at, by, width), changed(header, at, by, width)];
        if (otherBody !== body) expect(terminal.read(stripeMessage(otherBody, header)).ok).toBe(false);
        const believed = terminal.read(stripeMessage(body, otherHeader)).ok;
        if (believed) expect(believes(body, otherHeader)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  const body = stripeEvent('checkout.session.completed', stripeSession(order));
  const good = stripeHeader(body, webhookSecret);
  const at = Math.floor(RECEIVED_AT / 1000);
  const hashOf = (header: string) => header.split('v1=')[1] ?? '';
  const others = hashOf(stripeHeader(body, 'whsec_being_rotated_in'));

  test.each<[string, string, boolean]>([
    ['as it comes', good, true],
    ['with another secret first', `t=${at},v1=${others},v1=${hashOf(good)}`, true],
    ['with another secret last', `t=${at},v1=${hashOf(good)},v1=${others}`, true],
    ['with a test signature beside', `${good},v0=${'6'.repeat(64)}`, true],
    ['with the moment last', `v1=${hashOf(good)},t=${at}`, true],
    ['of another secret alone', `t=${at},v1=${others}`, false],
    ['under another scheme', `t=${at},v0=${hashOf(good)}`, false],
    ['without a moment', `v1=${hashOf(good)}`, false],
    ['without a signature', `t=${at}`, false],
    ['of nothing', '', false],
    ['300 s old', stripeHeader(body, webhookSecret, RECEIVED_AT - 300_000), true],
    ['301 s old', stripeHeader(body, webhookSecret, RECEIVED_AT - 301_000), false],
  ])('a header %s is judged alike: %#', (_, header, believed) => {
    expect(believes(body, header)).toBe(believed);
    expect(terminal.read(stripeMessage(body, header)).ok).toBe(believed);
  });

  test.each([
    ['from the future, which the package believes', stripeHeader(body, webhookSecret, RECEIVED_AT + 301_000)],
    ['with two moments, of which the package takes the last', `t=1,${good}`],
  ])('stricter: a header %s', (_, header) => {
    expect(believes(body, header)).toBe(true);
    expect(terminal.read(stripeMessage(body, header))).toEqual({ ok: false, failure: 'bad_signature' });
  });

  test('a broken signature beside a good one hides it not', () => {
    const header = `t=${at},v1=,v1=xyz,v1=${hashOf(good)}`;
    expect(terminal.read(stripeMessage(body, header)).ok).toBe(true);
  });

  test('a session is asked for as the package asks', async () => {
    const asked: Order = {
      ...order,
      dossierCode: 'H26.10-261120-0007',
      locale: 'vi',
      createdAt: RECEIVED_AT,
      expiresAt: RECEIVED_AT + 3_600_000,
      payerIp: '203.0.113.7',
      returnUrl: 'https://motcua.example.vn/payments/return/stripe/H26',
      webhookUrl: 'https://motcua.example.vn/webhooks/payments/stripe/H26',
      pageUrl: 'https://motcua.example.vn/t/TOKEN/pay/REFERENCE',
    };
    await terminal.create(asked);
    const ours = server.sent.at(-1);
    const { success_url = '', cancel_url = '' } = ours?.form ?? {};
    const { sdk, sent } = stripePackage(stripeSession(order));
    await sdk.checkout.sessions.create(
      {
        mode: 'payment',
        client_reference_id: order.reference,
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: 'vnd',
              unit_amount: 150_000,
              product_data: { name: 'Phí, lệ phí hồ sơ H26.10-261120-0007' },
            },
          },
        ],
        payment_intent_data: { metadata: { reference: order.reference } },
        success_url,
        cancel_url,
        locale: 'vi',
        expires_at: (RECEIVED_AT + 3_600_000) / 1000,
      },
      { idempotencyKey: order.reference },
    );
    expectAlike(ours, sent.at(-1));
    for (const url of [success_url, cancel_url])
      expect(url).toMatch(/^https:\/\/motcua\.example\.vn\/payments\/return/);
  });

  test('a refund is asked for, and asked about, as the package does', async () => {
    const refundReference = 'zyxwvtsrqpnmkjhgfedcba9876';
    const payment_intent = 'pi_1GszsK2eZvKYlo2CfhZyoZLp';
    const refund: RefundOrder = {
      refundReference,
      dossierCode: 'H26.10-261120-0007',
      reference: order.reference,
      orderedAt: RECEIVED_AT,
      providerOrderId: undefined,
      providerTransactionId: payment_intent,
      receivedVnd: order.amountVnd,
      amountVnd: 50_000,
      beforeVnd: 0,
      earlierRefundIds: [],
      reservedAt: RECEIVED_AT,
      providerRefundId: undefined,
      at: RECEIVED_AT,
    };
    const { sdk, sent } = stripePackage({ object: 'list', data: [], has_more: false });
    await terminal.refunding?.send(refund);
    await sdk.refunds.create(
      { payment_intent, amount: 50_000, metadata: { reference: refundReference, order: order.reference } },
      { idempotencyKey: refundReference },
    );
    expectAlike(server.sent.at(-1), sent.at(-1));
    await terminal.refunding?.ask(refund);
    await sdk.refunds.list({ payment_intent, limit: 100 });
    expect(server.sent.at(-1)?.url).toBe(sent.at(-1)?.url);
    await terminal.refunding?.ask({ ...refund, providerRefundId: 're_1Nispe2eZvKYlo2Cd31jOCgZ' });
    await sdk.refunds.retrieve('re_1Nispe2eZvKYlo2Cd31jOCgZ');
    expect(server.sent.at(-1)?.url).toBe(sent.at(-1)?.url);
  });
});
