import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { ReturnView } from '../pages/payment-return.ts';
import type { BroughtBack, Fees, ReturnedAttempt } from '../ports.ts';

const QUICK_SECONDS = 5;
const SLOW_SECONDS = 30;

const outcomeOf = (attempt: ReturnedAttempt): ReturnView['outcome'] => {
  if (attempt.isPaid) return 'paid';
  if (attempt.paymentState === 'under_review') return 'under_review';
  return attempt.told === 'failed' ? 'failed' : 'waiting';
};

/** While the callback is awaited the page looks again: every 5 s, after five minutes every 30 s, after half an hour no more. */
const refreshAfter = (waitedMs: number): number | undefined => {
  if (waitedMs > 30 * MINUTE_MS) return undefined;
  return waitedMs < 5 * MINUTE_MS ? QUICK_SECONDS : SLOW_SECONDS;
};

/** What the ledger knows of the payment whose provider sent the browser back. Changes nothing. */
export const showReturn =
  ({ fees }: { readonly fees: Fees }) =>
  async (message: BroughtBack): Promise<ReturnView> => {
    const attempt = await fees.broughtBack(message);
    if (!attempt) return { outcome: 'unknown', refreshSeconds: undefined };
    const { dossierCode, amountVnd, reference } = attempt;
    const outcome = outcomeOf(attempt);
    const refreshSeconds = outcome === 'waiting' ? refreshAfter(message.receivedAt - attempt.openedAt) : undefined;
    return { outcome, payment: { dossierCode, amountVnd, reference }, refreshSeconds };
  };
