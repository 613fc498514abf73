import type { AmountVnd } from '../../../shared/kernel/money.ts';

/** What a payment is, in the order of precedence: the first that holds. */
export const paymentStates = [
  'refunded',
  'partially_refunded',
  'under_review',
  'paid',
  'paid_after_close',
  'partially_paid',
  'expired',
  'cancelled',
  'pending',
  'created',
] as const;

/** What a payment is. */
export type PaymentState = (typeof paymentStates)[number];

/** What decides a payment's state. */
export interface Standing {
  readonly dueVnd: AmountVnd;
  readonly receivedVnd: AmountVnd;
  readonly refundedVnd: AmountVnd;
  /** Money came that a person must judge: held, or of another account or currency. */
  readonly awaitsJudgement: boolean;
  readonly ended: 'cancelled' | 'expired' | undefined;
  /** The fee ended, and a person decided that the money which had come stays. */
  readonly isKept: boolean;
  readonly attempted: boolean;
}

/** The state of a payment. Money that was received in full is never less than paid until it is given back. */
export function stateOf(standing: Standing): PaymentState {
  const { dueVnd, receivedVnd, refundedVnd, ended } = standing;
  if (receivedVnd > 0 && refundedVnd >= receivedVnd) return 'refunded';
  if (refundedVnd > 0 && receivedVnd - refundedVnd < dueVnd) return 'partially_refunded';
  if (standing.awaitsJudgement && receivedVnd < dueVnd) return 'under_review';
  if (standing.isKept) return 'cancelled';
  if (receivedVnd >= dueVnd) return ended ? 'paid_after_close' : 'paid';
  if (receivedVnd > 0) return 'partially_paid';
  if (ended) return ended;
  return standing.attempted ? 'pending' : 'created';
}
