import type { Caller } from '../../../shared/kernel/callers.ts';
import type { PaymentId } from '../../../shared/kernel/ids.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import type { Payment } from '../domain/payment.ts';
import { transactionOf } from '../domain/refund-calls.ts';
import { awaitsCall, type Refund } from '../domain/refunds.ts';
import type { MerchantRows, PaymentLedger } from '../ports.ts';
import { readMoneyWork } from './read-payment.ts';

/** A refund, and whether its provider cannot be called because the merchant is gone by whose account the money came. */
export interface ListedRefund {
  readonly payment: Payment;
  readonly refund: Refund;
  readonly isWithoutMerchant: boolean;
}

/** The refunds of a payment, in the order in which they were asked for. */
export const listRefunds = ({
  ledger,
  merchants,
}: {
  readonly ledger: PaymentLedger;
  readonly merchants: Pick<MerchantRows, 'find'>;
}) => {
  const hasMerchant = async (payment: Payment, refund: Refund): Promise<boolean> => {
    const transaction = transactionOf(payment, refund);
    return (
      transaction !== undefined && (await merchants.find(transaction.provider, transaction.merchant)) !== undefined
    );
  };
  return async (paymentId: PaymentId, caller: Caller): Promise<Result<readonly ListedRefund[]>> => {
    const read = await readMoneyWork({ ledger })(paymentId, caller);
    if (!read.ok) return read;
    const payment = read.value;
    const listed = payment.refunds.map(async (refund): Promise<ListedRefund> => {
      const isWithoutMerchant = awaitsCall(refund) && !(await hasMerchant(payment, refund));
      return { payment, refund, isWithoutMerchant };
    });
    return ok(await Promise.all(listed));
  };
};
