import * as z from 'zod';
import { DAY_MS } from '../../../../shared/kernel/time.ts';
import { type CallProvider, jsonOfSuccess, type ProviderRequest } from '../../adapters/provider-call.ts';
import type { RefundAnswer, Refunding, RefundOrder } from '../../refund-ports.ts';
import type { Addresses } from '../addresses.ts';
import { authorized, formPost } from './authorization.ts';
import type { manifest } from './manifest.ts';
import { refusalIn, type StripeRefusal } from './refusal.ts';
import { Amount, Currency, StripeId } from './session.ts';

/** A refund (docs.stripe.com/api/refunds/object). Those that others made of the payment bear another reference, or none. */
const Refund = z.object({
  object: z.literal('refund'),
  id: StripeId,
  payment_intent: StripeId.nullish(),
  amount: Amount,
  currency: Currency,
  status: z.string().nullish(),
  failure_reason: z.string().nullish(),
  metadata: z.object({ reference: z.string().optional() }).nullish(),
});

type Refund = z.infer<typeof Refund>;

const List = z.object({ object: z.literal('list'), has_more: z.boolean(), data: z.array(Refund) });

/** A bank may send a refund that succeeded back for so long; it has failed then (docs.stripe.com/refunds: up to 30 days). */
const REVERSIBLE_MS = 30 * DAY_MS;

/** So many refunds are listed at once, which Stripe allows at most. */
const PAGE = 100;

/** The states of refunds. One for which the payer must first name an account is under way; of one that was cancelled or came back nobody has money. */
const kinds: ReadonlyMap<string | null | undefined, 'done' | 'pending' | 'failed'> = new Map([
  ['succeeded', 'done'],
  ['pending', 'pending'],
  ['requires_action', 'pending'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/**
 * Codes by which Stripe makes no refund, whenever it is asked (docs.stripe.com/error-codes). An account without enough money is not among
 * them: it may have enough later.
 */
const DECLINED = new Set([
  'amount_too_large',
  'amount_too_small',
  'charge_already_refunded',
  'charge_disputed',
  'charge_not_refundable',
  'refund_disputed_payment',
]);

/** More than is left of a payment is refused without a code, by the parameter alone. */
const isForGood = ({ type, code, param }: StripeRefusal): boolean =>
  type === 'invalid_request_error' && (code === undefined ? param === 'amount' : DECLINED.has(code));

const unknown = (why: string): RefundAnswer => ({ kind: 'unknown', why });

/**
 * The parameters of a refund (docs.stripe.com/api/refunds/create). Its reference lies on it, and is the key under which the same call is the
 * same refund for at least 24 hours, longer than a call can be under way: after that the list knows it.
 */
const refundOf = (apiKey: string, order: RefundOrder): ProviderRequest =>
  formPost(apiKey, order.refundReference, {
    payment_intent: order.providerTransactionId,
    amount: String(order.amountVnd),
    'metadata[reference]': order.refundReference,
    'metadata[order]': order.reference,
  });

const isIts = ({ refundReference }: RefundOrder, { metadata }: Refund): boolean =>
  metadata?.reference === refundReference;

const isOfPayment = ({ providerTransactionId }: RefundOrder, { payment_intent }: Refund): boolean =>
  payment_intent === providerTransactionId;

const isOfAmount = ({ amountVnd }: RefundOrder, { amount, currency }: Refund): boolean =>
  amount === amountVnd && currency.toLowerCase() === 'vnd';

/** What a refund says. It is not signed: it is believed over the connection, where it is this one of this payment and amount. */
function saidBy(order: RefundOrder, refund: Refund): RefundAnswer {
  const { id: providerRefundId, status, failure_reason: reason } = refund;
  if (!isIts(order, refund) || !isOfPayment(order, refund)) return unknown('another_refund');
  if (!isOfAmount(order, refund)) return unknown('another_amount');
  const kind = kinds.get(status);
  if (!kind) return unknown(`status.${String(status).slice(0, 20)}`);
  const isReason = kind === 'failed' && /^[a-z_]{1,40}$/.test(reason ?? '');
  return { kind, code: String(isReason ? reason : status), providerRefundId };
}

/** What Stripe's answer about one refund says. */
export function readRefund(order: RefundOrder, body: unknown): RefundAnswer {
  const refund = Refund.safeParse(body);
  if (!refund.success) return unknown('malformed');
  const known = order.providerRefundId ?? refund.data.id;
  return refund.data.id === known ? saidBy(order, refund.data) : unknown('another_refund');
}

/** What the refunds of a payment say of one of them: a list that has no more and has it not, has it for certain not. */
export function readRefunds(order: RefundOrder, body: unknown): RefundAnswer | { readonly kind: 'absent' } {
  const list = List.safeParse(body);
  if (!list.success) return unknown('malformed');
  const { data, has_more } = list.data;
  if (!data.every((refund) => isOfPayment(order, refund))) return unknown('another_payment');
  const found = data.find((refund) => isIts(order, refund));
  if (found) return saidBy(order, found);
  return has_more ? unknown('too_many_refunds') : { kind: 'absent' };
}

/** How Stripe gives money back: a refund of a payment, and what became of it by its id; while that is not known, by the payment's refunds. */
export const refundingAt = (apiKey: string, at: Addresses<typeof manifest>, call: CallProvider): Refunding => ({
  reference: (token) => token,
  reversibleMs: REVERSIBLE_MS,
  async send(order) {
    const reply = await call(at.refunds, refundOf(apiKey, order));
    if (!reply) return unknown('no_answer');
    const refusal = refusalIn(reply);
    if (refusal && isForGood(refusal)) return { kind: 'declined', code: refusal.word };
    if (refusal) return unknown(`refused.${refusal.word}`);
    const body = jsonOfSuccess(reply);
    return body === undefined ? unknown(`http.${reply.status}`) : readRefund(order, body);
  },
  async ask(order) {
    const { providerRefundId: id, providerTransactionId } = order;
    const ofPayment = new URLSearchParams({ payment_intent: providerTransactionId, limit: String(PAGE) });
    const url = id === undefined ? `${at.refunds}?${ofPayment}` : `${at.refunds}/${id}`;
    const body = jsonOfSuccess(await call(url, { method: 'GET', headers: authorized(apiKey) }));
    if (body === undefined) return unknown('no_answer');
    return id === undefined ? readRefunds(order, body) : readRefund(order, body);
  },
});
