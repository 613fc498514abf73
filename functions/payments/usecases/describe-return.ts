import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Attempt, Payment } from '../domain/payment.ts';
import type { Callback, Merchants, PaymentLedger, ProviderMessage } from '../ports.ts';
import { verifyMessage } from './verify-message.ts';

/** What the browser brought back, and what the ledger says: the two may differ, since the ledger waits for the callback. */
export interface Return {
  /** What the provider told the browser. For display only. */
  readonly told: Callback['outcome'];
  readonly payment: Payment;
  readonly attempt: Attempt;
}

/** Explains the address to which a provider sent the browser back. Changes nothing: only a callback does. */
export const describeReturn =
  ({ ledger, merchants }: { readonly ledger: PaymentLedger; readonly merchants: Merchants }) =>
  async (
    to: { readonly provider: string; readonly merchant: string },
    message: ProviderMessage,
  ): Promise<Result<Return>> => {
    const merchant = await merchants.find(to.provider, to.merchant);
    if (!merchant) return fail({ kind: 'not_found', what: 'merchant' });
    const verified = await verifyMessage({ merchants })(merchant, message);
    if (!verified.ok) return fail({ kind: 'signature_invalid' });
    const { reference, outcome } = verified.value;
    const found = await ledger.findAttempt(to.provider, to.merchant, reference);
    const payment = found && (await ledger.payment(found.paymentId));
    const attempt = payment?.attempts.find(({ attemptId }) => attemptId === found?.attemptId);
    return payment && attempt ? ok({ told: outcome, payment, attempt }) : fail({ kind: 'not_found', what: 'attempt' });
  };
