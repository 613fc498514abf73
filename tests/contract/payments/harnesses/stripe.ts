import type { ProviderMessage } from '../../../../functions/payments/ports.ts';
import { provider } from '../../../../functions/payments/providers/stripe/client.ts';
import type { NoticeOutcome, ProviderHarness } from '../../../support/payment-provider-suite.ts';
import { signedEvent, stripeCredentials, stripeServer, stripeSession, unpaid } from '../../../support/stripe.ts';

const server = stripeServer();

const states = {
  paid: {},
  failed: unpaid.expired,
  suspected: unpaid.underWay,
  unfinished: unpaid.open,
} satisfies Record<NoticeOutcome | 'unfinished', object>;

const withHeader = (message: ProviderMessage, change: (header: string) => string): ProviderMessage => ({
  ...message,
  headers: { ...message.headers, 'stripe-signature': change(message.headers['stripe-signature'] ?? '') },
});

const withBody = (message: ProviderMessage, change: (body: string) => string): ProviderMessage => ({
  ...message,
  body: Buffer.from(change(Buffer.from(message.body).toString('utf8'))),
});

/** Stripe as its documents say that it answers and tells; its own package signs. */
export const harness: ProviderHarness = {
  provider: provider('live', server.call),
  credentials: stripeCredentials,
  otherCredentials: { ...stripeCredentials, webhookSecret: 'whsec_of_another_endpoint' },
  outcomes: ['paid', 'failed'],
  creation: {
    answers: (how) => {
      server.reply = undefined;
      server.mood = how;
    },
    held: () => server.sessions.size,
    repeats: true,
  },
  notice: (order, outcome, credentials) =>
    signedEvent(
      outcome === 'paid' ? 'checkout.session.completed' : 'checkout.session.expired',
      stripeSession(order, states[outcome]),
      (credentials as typeof stripeCredentials).webhookSecret,
    ),
  nothing: (credentials) =>
    signedEvent(
      'payment_intent.created',
      { id: 'pi_1', object: 'payment_intent' },
      (credentials as typeof stripeCredentials).webhookSecret,
    ),
  forgeries: (message) => [
    withBody(message, (body) => body.replace('"amount_total": 150000', '"amount_total": 1')),
    withBody(message, (body) => body.replace('checkout.session.completed', 'checkout.session.expired')),
    withBody(message, (body) => JSON.stringify(JSON.parse(body))),
    withBody(message, (body) => `${body} `),
    withHeader(message, () => ''),
    withHeader(message, (header) => header.replace('v1=', 'v0=')),
    withHeader(message, (header) => header.replace(/v1=.*/, `v1=${'0'.repeat(64)}`)),
    withHeader(message, (header) => header.replace(/^t=\d+/, (at) => `t=${Number(at.slice(2)) + 1}`)),
    withHeader(message, (header) => `t=1,${header}`),
    withHeader(message, (header) => header.replace(/^t=\d+,/, '')),
  ],
  query: {
    replies: (json) => {
      server.mood = 'create';
      server.reply = { status: 200, json };
    },
    orderId: ({ reference }) => `cs_test_${reference}`,
    answer: (order, outcome) => stripeSession(order, states[outcome]),
    outcomes: ['paid', 'failed'],
    forgeries: (body, order) => {
      const session = body as object;
      const another = { ...order, reference: `${order.reference}1` };
      return [
        { ...session, id: `cs_test_${another.reference}` },
        { ...session, client_reference_id: another.reference },
        { ...session, client_reference_id: null },
        { ...session, object: 'payment_intent' },
        { ...session, mode: 'setup' },
        { ...session, payment_status: 'no_payment_required' },
        { ...session, payment_status: undefined },
        { ...session, amount_total: -1 },
        { error: { type: 'invalid_request_error', code: 'resource_missing' } },
      ];
    },
  },
  check: {
    replies: (answer) => {
      server.mood = answer === undefined ? 'nothing' : 'create';
      server.reply = answer as typeof server.reply;
    },
    taken: { status: 200, json: { object: 'search_result', data: [], has_more: false, next_page: null } },
    refused: [401, 403].map((status) => ({ status, json: { error: { type: 'invalid_request_error' } } })),
    unproven: [
      { status: 200, json: {} },
      { status: 200, json: 'down' },
      { status: 429, json: { error: { type: 'rate_limit_error' } } },
      { status: 500, json: { error: { type: 'api_error' } } },
    ],
  },
  endsRetries: ({ status }) => status >= 200 && status < 300,
};
