import * as z from 'zod';
import { AmountVnd } from '../../../../shared/kernel/money.ts';
import { Reference } from '../../domain/names.ts';
import type { Callback } from '../../ports.ts';

/** What Stripe calls an object of its own, as far as a fact may hold it. */
export const StripeId = z.string().regex(/^[A-Za-z0-9._-]{1,100}$/);

/** An amount in its currency's smallest unit, which for VND is the dong itself. */
export const Amount = AmountVnd;

/** A currency, as Stripe writes it. */
export const Currency = z.string().regex(/^[a-z]{3}$/i);

/** A checkout session (docs.stripe.com/api/checkout/sessions/object), of an event and of an answer alike. */
export const Session = z.object({
  object: z.literal('checkout.session'),
  id: StripeId,
  mode: z.string(),
  status: z.string().nullish(),
  payment_status: z.string(),
  amount_total: Amount.nullish(),
  currency: Currency.nullish(),
  client_reference_id: z.string().nullish(),
  payment_intent: z.union([StripeId, z.object({ id: StripeId, status: z.string() })]).nullish(),
});

/** A checkout session. */
export type Session = z.infer<typeof Session>;

/** How an order ended, with the word for it that notice and answer share. */
export type Ending = Pick<Callback, 'outcome' | 'code'>;

/** Money came. */
export const PAID: Ending = { outcome: 'paid', code: 'paid' };

/** Nobody paid while the page could be paid on. */
export const EXPIRED: Ending = { outcome: 'failed', code: 'expired' };

/** The payer was done, and then a delayed way of paying brought nothing. */
export const NOT_BROUGHT: Ending = { outcome: 'failed', code: 'async_payment_failed' };

/** How many digits a currency, in upper case, has after the point; the dong has none. */
const fractionOf = (currency: string): number =>
  currency === 'VND'
    ? 0
    : (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0);

/** A sum in whole units. Any but VND is a mismatch for a person to look at, so that its fractions are left out here. */
export const sumOf = (amount: number, given: string): Pick<Callback, 'amountVnd' | 'currency'> => {
  const currency = given.toUpperCase();
  return { amountVnd: AmountVnd.parse(Math.floor(amount / 10 ** fractionOf(currency))), currency };
};

/** The payment of a session: Stripe makes it once the payer tries to pay. */
export const paymentOf = ({
  payment_intent: payment,
}: Session): { readonly id: string; readonly status?: string } | undefined =>
  typeof payment === 'string' ? { id: payment } : (payment ?? undefined);

/**
 * What a session's ending says; undefined where it names no sum. One that is none of ours, as another program of the same account may
 * make, has no reference.
 */
export function callbackOf(session: Session, ending: Ending): Callback | undefined {
  const { amount_total: amount, currency } = session;
  if (typeof amount !== 'number' || typeof currency !== 'string') return undefined;
  return {
    ...ending,
    reference: Reference.safeParse(session.client_reference_id).data,
    providerTransactionId: paymentOf(session)?.id ?? (ending.outcome === 'paid' ? session.id : '0'),
    ...sumOf(amount, currency),
  };
}
