import type { RefundId } from '../../../shared/kernel/ids.ts';
import type { AmountVnd } from '../../../shared/kernel/money.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { arrivalsOf } from './money.ts';
import type { Payment } from './payment.ts';
import { allotted, type Receipt, stillCollectedVnd } from './receipts.ts';
import { type Refund, refundSum } from './refunds.ts';

/** What had come by a moment: what came later changes nothing of what was told of it. */
export const receivedBy = ({ transactions }: Payment, moment: Instant): AmountVnd =>
  Math.max(
    0,
    ...arrivalsOf(transactions, ({ since }) => since)
      .filter(({ at }) => at <= moment)
      .map(({ afterVnd }) => afterVnd),
  );

/** When a fee was paid and what of the money was collected for it; undefined where it was not paid. What is too much was not collected. */
export function collectionOf(payment: Payment): { readonly at: Instant; readonly amountVnd: AmountVnd } | undefined {
  const { paidAt, ended } = payment;
  if (paidAt === undefined || ended) return undefined;
  return { at: paidAt, amountVnd: Math.min(payment.amountVnd, receivedBy(payment, paidAt)) };
}

/** The refunds that were done, in the order in which they were. */
export const doneRefunds = ({ refunds }: Payment): readonly (Refund & { readonly doneAt: Instant })[] =>
  refunds
    .flatMap((refund) => (refund.doneAt === undefined ? [] : [{ ...refund, doneAt: refund.doneAt }]))
    .sort((a, b) => a.doneAt - b.doneAt || (a.refundId < b.refundId ? -1 : 1));

/** A credit note that is to be made of a receipt: of which refund, and what of it was given back of which items. */
export interface Credit {
  readonly cause: RefundId;
  readonly creditsReceiptId: Receipt['receiptId'];
  readonly amountVnd: AmountVnd;
  readonly items: Receipt['items'];
  /** By which provider's transaction the money went back. */
  readonly provider: string;
  readonly transactionId: string;
}

/**
 * The credit notes that a payment still lacks, in the order in which its refunds were done: of each as far as it gives back money of the
 * receipt. Refunds take what is too much first, and held money that went back was never receipted. Together the notes never come to more
 * than the receipt.
 */
export function creditsDue(payment: Payment): readonly Credit[] {
  const receipt = payment.receipts.find(({ cause }) => cause === 'paid');
  if (!receipt) return [];
  const transactions = new Map(payment.transactions.map((transaction) => [transaction.key, transaction]));
  const done = doneRefunds(payment).filter((refund) => transactions.get(refund.transaction)?.standing === 'received');
  const notes = new Map(payment.receipts.map(({ cause, amountVnd }) => [cause, amountVnd]));
  const isNoted = ({ refundId }: Refund) => notes.has(refundId);
  let refundedVnd = refundSum(done.filter(isNoted));
  let creditedVnd = done.reduce((sum, { refundId }) => sum + (notes.get(refundId) ?? 0), 0);
  return done
    .filter((refund) => !isNoted(refund))
    .flatMap((refund) => {
      refundedVnd += refund.amountVnd;
      const goneVnd =
        receipt.amountVnd - stillCollectedVnd(receipt.amountVnd, receivedBy(payment, refund.doneAt) - refundedVnd);
      const amountVnd = Math.max(0, Math.min(refund.amountVnd, goneVnd - creditedVnd));
      if (amountVnd === 0) return [];
      const items = allotted(receipt.items, amountVnd, creditedVnd).filter((item) => item.amountVnd > 0);
      creditedVnd += amountVnd;
      const transactionId = refund.transfer?.bankReference ?? refund.providerRefundId ?? refund.sent?.refundReference;
      return [
        {
          cause: refund.refundId,
          creditsReceiptId: receipt.receiptId,
          ...{ amountVnd, items },
          provider: transactions.get(refund.transaction)?.provider ?? '',
          transactionId: transactionId ?? refund.refundId,
        },
      ];
    });
}
