import Stripe from 'stripe';
import type { CallProvider } from '../../functions/payments/adapters/provider-call.ts';
import type { Order, ProviderMessage } from '../../functions/payments/ports.ts';

/** The moment at which the tests' events arrive. */
export const RECEIVED_AT = Date.parse('2026-11-20T09:05:00+07:00');

export const stripeCredentials = { apiKey: 'sk_test_of_the_tests', webhookSecret: 'whsec_of_the_tests' };

type Ordered = Pick<Order, 'reference' | 'amountVnd'>;

/** A session as Stripe's API shows it, with fields that nobody of ours reads; paid unless it says otherwise. */
export const stripeSession = ({ reference, amountVnd }: Ordered, other: Readonly<Record<string, unknown>> = {}) => ({
  id: `cs_test_${reference}`,
  object: 'checkout.session',
  adaptive_pricing: { enabled: true },
  amount_subtotal: amountVnd,
  amount_total: amountVnd,
  client_reference_id: reference,
  created: 1_763_604_000,
  currency: 'vnd',
  customer_details: { email: 'anh@example.vn', name: 'Nguyễn Thị Ánh', tax_ids: [] },
  expires_at: 1_763_607_600,
  livemode: false,
  mode: 'payment',
  payment_intent: `pi_${reference}`,
  payment_status: 'paid',
  status: 'complete',
  url: null,
  ...other,
});

/** Sessions that were not paid. */
export const unpaid = {
  open: { status: 'open', payment_status: 'unpaid', payment_intent: null },
  expired: { status: 'expired', payment_status: 'unpaid', payment_intent: null },
  underWay: { payment_status: 'unpaid' },
} as const;

/** An event's body, as Stripe writes JSON. */
export const stripeEvent = (type: string, object: unknown): string =>
  JSON.stringify(
    { id: 'evt_1SVXk2', object: 'event', api_version: '2026-10-28.endive', data: { object }, livemode: false, type },
    undefined,
    2,
  );

/** The header that Stripe's own package makes for a body. */
export const stripeHeader = (body: string, secret: string, sentAt = RECEIVED_AT): string =>
  Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: Math.floor(sentAt / 1000) });

/** A body and its header as they arrive. */
export const stripeMessage = (body: string, header: string, receivedAt = RECEIVED_AT): ProviderMessage => ({
  query: {},
  headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': header },
  body: Buffer.from(body),
  receivedAt,
});

/** An event that Stripe's own package signed. */
export const signedEvent = (
  type: string,
  object: unknown,
  secret: string = stripeCredentials.webhookSecret,
): ProviderMessage => {
  const body = stripeEvent(type, object);
  return stripeMessage(body, stripeHeader(body, secret));
};

/** What Stripe's server does with the next calls. */
export type StripeMood = 'create' | 'decline' | 'no_such_merchant' | 'nothing' | 'create_silently';

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
}

interface Reply {
  readonly status: number;
  readonly json: unknown;
}

const error = (status: number, type: string, code?: string): Reply => ({ status, json: { error: { type, code } } });

/** Stripe's API as its documents tell of it: what was first answered under an `Idempotency-Key` is answered again, other parameters are refused. */
export const stripeServer = () => {
  const sessions = new Map<string, { readonly body: string; readonly session: unknown }>();
  const created = (sent: Sent, body: string): Reply => {
    const key = sent.headers['Idempotency-Key'] ?? '';
    const kept = sessions.get(key);
    if (kept) return kept.body === body ? { status: 200, json: kept.session } : error(400, 'idempotency_error');
    const { client_reference_id: reference = '', expires_at } = sent.form;
    const amountVnd = Number(sent.form['line_items[0][price_data][unit_amount]']);
    const url = `https://checkout.stripe.com/c/pay/cs_test_${reference}#fidkdWxOYHwnPyd1blpxYHZxWjA0`;
    const session = stripeSession({ reference, amountVnd }, { ...unpaid.open, url, expires_at: Number(expires_at) });
    sessions.set(key, { body, session });
    return { status: 200, json: session };
  };
  const state = {
    sessions,
    sent: [] as Sent[],
    mood: 'create' as StripeMood,
    /** What it answers instead, whatever is asked. */
    reply: undefined as Reply | undefined,
  };
  const answerTo = (sent: Sent, body: string): Reply | undefined => {
    const { mood, reply } = state;
    if (mood === 'nothing') return undefined;
    if (reply) return reply;
    if (mood === 'no_such_merchant') return error(401, 'invalid_request_error');
    if (mood === 'decline') return error(400, 'invalid_request_error', 'amount_too_small');
    const done = created(sent, body);
    return mood === 'create_silently' ? undefined : done;
  };
  const call: CallProvider = async (url, { method, headers = {}, body = '' }) => {
    const sent = { url, method, headers, form: Object.fromEntries(new URLSearchParams(body)) };
    state.sent.push(sent);
    const answer = answerTo(sent, body);
    return answer && { status: answer.status, bytes: Buffer.from(JSON.stringify(answer.json) ?? '') };
  };
  return Object.assign(state, { call });
};
