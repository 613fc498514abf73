import * as z from 'zod';
import type { RecordedBy } from '../../../shared/kernel/book.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { PaymentId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { Line, Lines } from '../../../shared/kernel/text.ts';
import type { Payment } from '../domain/payment.ts';
import { refusalTo } from '../domain/viewer.ts';
import type { PaymentLedger } from '../ports.ts';

/** Why a fee is taken back, and by whom. */
export const CancelInput = z.strictObject({ reason: Lines(1000).min(1), by: Line(200) });

/** A request to take a fee back. */
export interface CancelPayment {
  readonly paymentId: PaymentId;
  readonly cancellation: z.output<typeof CancelInput>;
  readonly viewer: Caller;
  readonly by: RecordedBy;
}

/**
 * Takes a fee back, unless money has come for it or nothing is due of it. Money that comes at the same moment is not lost: the payment is then
 * paid after its close. A repeat answers the payment as it is now, another reason is a conflict.
 */
export const cancelPayment =
  ({ ledger }: { readonly ledger: PaymentLedger }) =>
  async ({ paymentId, cancellation, viewer, by }: CancelPayment): Promise<Result<Payment>> => {
    const payment = await ledger.payment(paymentId);
    if (!payment) return fail({ kind: 'not_found', what: 'payment' });
    const forbidden = refusalTo(viewer, 'decide', payment);
    if (forbidden) return fail(forbidden);
    const isRepeat = payment.facts.some(({ fact }) => fact.kind === 'cancelled');
    if (payment.amountVnd === 0) return fail({ kind: 'not_allowed_now', detail: 'nothing is due of this fee' });
    if (!isRepeat && payment.transactions.length > 0)
      return fail({ kind: 'not_allowed_now', detail: 'money has come for this fee' });
    if (!isRepeat && payment.ended) return fail({ kind: 'not_allowed_now', detail: 'the fee is no longer open' });
    const outcome = await ledger.record(paymentId, { kind: 'cancelled', ...cancellation }, by);
    if (outcome === 'conflict') return fail({ kind: 'conflict', key: paymentId });
    const cancelled = await ledger.payment(paymentId);
    return cancelled ? ok(cancelled) : fail({ kind: 'not_found', what: 'payment' });
  };
