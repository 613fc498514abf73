import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { awaitsAnswerOnReturn } from '../domain/expiry.ts';
import type { Attempt, Payment } from '../domain/payment.ts';
import type { Callback, Merchants, PaymentLedger, ProviderMessage, Questions } from '../ports.ts';
import { verifyReturn } from './verify-message.ts';

/** What the browser brought back, and what the ledger says: the two may differ, since the ledger waits for the callback. */
export interface Return {
  /** What the provider told the browser. For display only. */
  readonly told: Callback['outcome'];
  readonly payment: Payment;
  readonly attempt: Attempt;
  /** True where nobody has told how the attempt ended, and its provider was not yet asked because of the return. */
  readonly isToBeAsked: boolean;
}

/** What explaining a return needs. */
export interface DescribeReturnPorts {
  readonly ledger: PaymentLedger;
  readonly merchants: Merchants;
  readonly questions: Pick<Questions, 'find'>;
}

/** Explains the address to which a provider sent the browser back. Changes nothing: only what a provider says to us does. */
export const describeReturn =
  ({ ledger, merchants, questions }: DescribeReturnPorts) =>
  async (
    to: { readonly provider: string; readonly merchant: string },
    message: ProviderMessage,
  ): Promise<Result<Return>> => {
    const merchant = await merchants.find(to.provider, to.merchant);
    if (!merchant) return fail({ kind: 'not_found', what: 'merchant' });
    const verified = await verifyReturn({ merchants })(merchant, message);
    if (!verified.ok) return fail({ kind: 'signature_invalid', detail: 'the signature is not that of the merchant' });
    const { reference, outcome } = verified.value ?? {};
    if (reference === undefined || outcome === undefined) return fail({ kind: 'not_found', what: 'attempt' });
    const found = await ledger.findAttempt(to.provider, to.merchant, reference);
    const payment = found && (await ledger.payment(found.paymentId));
    const attempt = payment?.attempts.find(({ attemptId }) => attemptId === found?.attemptId);
    if (!payment || !attempt) return fail({ kind: 'not_found', what: 'attempt' });
    const isToBeAsked =
      awaitsAnswerOnReturn(payment, attempt, message.receivedAt) &&
      (await questions.find(payment.paymentId, attempt.attemptId))?.returnedAt === undefined;
    return ok({ told: outcome, payment, attempt, isToBeAsked });
  };
