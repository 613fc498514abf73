import { createSecretKey, type KeyObject } from 'node:crypto';
import * as z from 'zod';
import { MINUTE_MS } from '../../../../shared/kernel/time.ts';
import { type HttpReply, jsonOf } from '../../../../shared/platform/outgoing-http.ts';
import type { Creation } from '../../domain/facts.ts';
import type { Found, Order } from '../../ports.ts';
import { addressesAt } from '../addresses.ts';
import type { MakeProvider } from '../registry.ts';
import { formPost } from './authorization.ts';
import { answerEvent, readEvent, readRefundHints, readReturn } from './callback.ts';
import { manifest } from './manifest.ts';
import { askStripe, checkStripe } from './query.ts';
import { refundingAt } from './refund.ts';
import { refusalIn } from './refusal.ts';
import { StripeId } from './session.ts';
import { markedReturn } from './signature.ts';

/** Stripe lets no session end sooner than 30 minutes after it is made, which may be a while after its attempt was recorded. */
const SHORTEST_MS = 35 * MINUTE_MS;

const words = {
  vi: (dossierCode: string) => `Phí, lệ phí hồ sơ ${dossierCode}`,
  en: (dossierCode: string) => `Fees of dossier ${dossierCode}`,
};

/**
 * The parameters of a session (docs.stripe.com/api/checkout/sessions/create), the same for the same order whenever they are made: VND has
 * no decimals; our reference lies on the session and on the payment that will come of it, which can be searched.
 */
const sessionParameters = (key: KeyObject, order: Order): Readonly<Record<string, string>> => {
  const { reference, amountVnd, dossierCode, locale, createdAt, expiresAt, returnUrl } = order;
  return {
    mode: 'payment',
    client_reference_id: reference,
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': 'vnd',
    'line_items[0][price_data][unit_amount]': String(amountVnd),
    'line_items[0][price_data][product_data][name]': words[locale](dossierCode),
    'payment_intent_data[metadata][reference]': reference,
    success_url: markedReturn(key, returnUrl, reference, 'paid'),
    cancel_url: markedReturn(key, returnUrl, reference, 'failed'),
    locale,
    expires_at: String(Math.ceil(Math.max(expiresAt, createdAt + SHORTEST_MS) / 1000)),
  };
};

const Created = z.object({
  object: z.literal('checkout.session'),
  id: StripeId,
  client_reference_id: z.string(),
  url: z.url({ protocol: /^https?$/ }).max(4000),
  expires_at: z.int().positive(),
});

/** Codes of an account that is not set up for this, whatever the order (docs.stripe.com/error-codes). */
const ACCOUNT = /^(account_|api_key_|livemode_mismatch|platform_|secret_key_required|testmode_charges_only)/;

/** What Stripe's answer says of an order. */
export function readCreation(order: Pick<Order, 'reference'>, reply: HttpReply | undefined): Creation {
  const unreachable = (code: string): Creation => ({ kind: 'refused', why: 'unreachable', code });
  if (!reply) return unreachable('no_answer');
  const { status } = reply;
  if (status >= 200 && status < 300) {
    const created = Created.safeParse(jsonOf(reply));
    if (!created.success || created.data.client_reference_id !== order.reference) return unreachable('malformed');
    const { id, url, expires_at } = created.data;
    return { kind: 'created', checkout: { kind: 'redirect', url }, providerOrderId: id, expiresAt: expires_at * 1000 };
  }
  const refusal = refusalIn(reply);
  if (!refusal) return unreachable(`http.${status}`);
  const why = status === 401 || status === 403 || ACCOUNT.test(refusal.word) ? 'misconfigured' : 'declined';
  return { kind: 'refused', why, code: refusal.word };
}

const foundBy = (creation: Creation): Found =>
  creation.kind === 'refused' && creation.why === 'unreachable' ? { kind: 'unknown', why: creation.code } : creation;

/**
 * Stripe Checkout: a call creates a session, whose page the payer is sent to. Looking for it is creating it again under the same key,
 * which holds for longer than an attempt lasts: the list of sessions cannot be asked for our reference, and a search lags behind.
 */
export const provider: MakeProvider = (origin, call) => {
  const at = addressesAt(manifest, origin);
  return {
    manifest,
    reference: (token) => token,
    terminal(credentials) {
      const { apiKey, webhookSecret } = manifest.credentials().parse(credentials);
      const key = createSecretKey(webhookSecret, 'utf8');
      const create = async (order: Order): Promise<Creation> =>
        readCreation(order, await call(at.sessions, formPost(apiKey, order.reference, sessionParameters(key, order))));
      return {
        create,
        find: async (order) => foundBy(await create(order)),
        read: (message) => readEvent(key, message),
        refundHints: (message) => readRefundHints(key, message),
        back: (message) => readReturn(key, message),
        ask: askStripe(apiKey, at, call),
        check: checkStripe(apiKey, at, call),
        refunding: refundingAt(apiKey, at, call),
      };
    },
    answer: answerEvent,
  };
};
