import type { Caller } from '../../../shared/kernel/callers.ts';
import type { PaymentId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Payment } from '../domain/payment.ts';
import { refusalTo, refusalToMoneyWork, type Viewer } from '../domain/viewer.ts';
import type { PaymentLedger } from '../ports.ts';

/** A payment as its facts say now; `not_found` also where the viewer may not know of it. */
export const readPayment =
  ({ ledger }: { readonly ledger: PaymentLedger }) =>
  async (paymentId: PaymentId, viewer: Viewer): Promise<Result<Payment>> => {
    const payment = await ledger.payment(paymentId);
    if (!payment) return fail({ kind: 'not_found', what: 'payment' });
    const refusal = refusalTo(viewer, 'read', payment);
    return refusal ? fail(refusal) : ok(payment);
  };

/** The same for those who may decide about its money. */
export const readMoneyWork =
  ({ ledger }: { readonly ledger: PaymentLedger }) =>
  async (paymentId: PaymentId, caller: Caller): Promise<Result<Payment>> => {
    const payment = await ledger.payment(paymentId);
    if (!payment) return fail({ kind: 'not_found', what: 'payment' });
    const refusal = refusalToMoneyWork(caller, payment);
    return refusal ? fail(refusal) : ok(payment);
  };
