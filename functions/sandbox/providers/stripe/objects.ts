import type { Instant } from '../../../../shared/kernel/time.ts';
import type { Ending } from '../../domain/endings.ts';
import type { OpenedOrder } from '../../ports.ts';

const PREFIX = 'cs_test_';

/** A session's id in the sandbox: from it the order is found again. */
export const sessionIdOf = (reference: string): string => `${PREFIX}${reference}`;

/** A moment in whole seconds, as Stripe counts. */
export const secondsOf = (instant: Instant): number => Math.floor(instant / 1000);

/** Where a session stands. */
export interface Standing {
  readonly status: 'open' | 'complete' | 'expired';
  readonly payment_status: 'unpaid' | 'paid';
  readonly amountVnd: number;
  /** The payment, once the payer tried to pay. */
  readonly payment: string | null;
}

type Ordered = Pick<OpenedOrder, 'reference'>;

const paymentIdOf = ({ reference }: Ordered, { transaction }: Pick<Ending, 'transaction'>): string =>
  `pi_${reference}_${transaction}`;

/** The order and the transaction of a payment, by its id in the sandbox. */
export const paymentNamed = (
  id: string | undefined,
): { readonly reference: string; readonly transaction: string } | undefined => {
  const [, reference, transaction] = /^pi_([A-Za-z0-9._-]{1,100})_(\d+)$/.exec(id ?? '') ?? [];
  return reference !== undefined && transaction !== undefined ? { reference, transaction } : undefined;
};

/** A session that nobody has decided about. */
export const openStanding = (
  { amountVnd, expiresAt }: Pick<OpenedOrder, 'amountVnd' | 'expiresAt'>,
  now: Instant,
): Standing => ({
  status: now < expiresAt ? 'open' : 'expired',
  payment_status: 'unpaid',
  amountVnd,
  payment: null,
});

/** A session by its ending: paid, or left until it expired. */
export const endedStanding = (order: Ordered, ending: Ending): Standing =>
  ending.outcome === 'paid'
    ? { status: 'complete', payment_status: 'paid', amountVnd: ending.amountVnd, payment: paymentIdOf(order, ending) }
    : { status: 'expired', payment_status: 'unpaid', amountVnd: ending.amountVnd, payment: null };

/** A checkout session (docs.stripe.com/api/checkout/sessions/object); its page is there while it is open. */
export const sessionObject = (
  order: OpenedOrder,
  { amountVnd, payment, ...standing }: Standing,
  page: string | null,
) => ({
  id: sessionIdOf(order.reference),
  object: 'checkout.session',
  amount_subtotal: amountVnd,
  amount_total: amountVnd,
  cancel_url: order.cancelUrl ?? null,
  client_reference_id: order.reference,
  created: secondsOf(order.createdAt),
  currency: 'vnd',
  customer: null,
  expires_at: secondsOf(order.expiresAt),
  livemode: false,
  metadata: {},
  mode: 'payment',
  payment_intent: payment,
  ...standing,
  success_url: order.returnUrl,
  url: standing.status === 'open' ? page : null,
});

/** The payment that came of an order (docs.stripe.com/api/payment_intents/object). */
export const paymentObject = (order: Ordered, ending: Ending) => ({
  id: paymentIdOf(order, ending),
  object: 'payment_intent',
  amount: ending.amountVnd,
  amount_received: ending.amountVnd,
  created: secondsOf(ending.at),
  currency: 'vnd',
  livemode: false,
  metadata: { reference: order.reference },
  status: 'succeeded',
});
