import type { Recorded } from '../../../shared/kernel/book.ts';
import type { EventOf } from '../../../shared/kernel/events.ts';
import type { AgencyCode, DossierCode, PaymentId } from '../../../shared/kernel/ids.ts';
import type { AmountVnd } from '../../../shared/kernel/money.ts';
import type { FactOf } from './facts.ts';

/** A receipt or a credit note, with its file once that is sealed. */
export interface Receipt extends Omit<FactOf<'receipt'>, 'kind'> {
  readonly sealed: Omit<FactOf<'receipt_sealed'>, 'kind' | 'receiptId'> | undefined;
}

/** The receipts of a payment in the order in which they were made. */
export const receiptsOf = (
  made: readonly Recorded<FactOf<'receipt'>>[],
  sealed: readonly Recorded<FactOf<'receipt_sealed'>>[],
): readonly Receipt[] => {
  const files = new Map(sealed.map(({ fact: { kind: _, receiptId, ...file } }) => [receiptId, file]));
  return made.map(({ fact: { kind: _, ...receipt } }) => ({ ...receipt, sealed: files.get(receipt.receiptId) }));
};

/** The announcement of each receipt, from which it is drawn. */
export const receiptMilestones = (payment: {
  readonly paymentId: PaymentId;
  readonly dossierCode: DossierCode;
  readonly agencyCode: AgencyCode;
  readonly receipts: readonly Receipt[];
}): readonly EventOf<'receipt.made'>[] => {
  const { paymentId, dossierCode, agencyCode, receipts } = payment;
  const numbers = new Map(receipts.map(({ receiptId, number }) => [receiptId, number]));
  return receipts.map((receipt) => {
    const { receiptId, receiptKind: kind, creditsReceiptId, issuedAt: at } = receipt;
    const { taxCode, formSign, receiptSign, number, amountVnd, transactions } = receipt;
    return {
      id: `${paymentId}:receipt:${receipt.cause}`,
      type: 'receipt.made',
      at,
      data: {
        ...{ paymentId, dossierCode, agencyCode, receiptId, kind },
        creditsReceiptId: creditsReceiptId ?? null,
        creditsNumber: (creditsReceiptId && numbers.get(creditsReceiptId)) ?? null,
        ...{ taxCode, formSign, receiptSign, number, amountVnd, transactions },
        items: receipt.items.map((item) => ({ name: item.name, kind: item.kind, amountVnd: item.amountVnd })),
      },
    };
  });
};

type Item = FactOf<'receipt'>['items'][number];

/** What of a sum was collected for each item: the items in their order as far as the money goes. */
export const allotted = (items: readonly Item[], amountVnd: AmountVnd): readonly Item[] => {
  let left = amountVnd;
  return items.flatMap(({ code, name, kind, amountVnd: dueVnd }) => {
    const collectedVnd = Math.min(dueVnd, left);
    left -= collectedVnd;
    return collectedVnd === dueVnd || collectedVnd > 0 ? [{ code, name, kind, amountVnd: collectedVnd }] : [];
  });
};

/**
 * What of a refund gives back money of the receipt, where refunds take what is too much first: undefined where nothing does. `collectedVnd` is the
 * receipt's sum, `receivedVnd` all that came, `beforeVnd` what was given back before, `refundVnd` the refund.
 */
export const creditedVnd = (sums: {
  readonly collectedVnd: AmountVnd;
  readonly receivedVnd: AmountVnd;
  readonly beforeVnd: AmountVnd;
  readonly refundVnd: AmountVnd;
}): AmountVnd => {
  const { collectedVnd, receivedVnd, beforeVnd, refundVnd } = sums;
  const stillCollected = (refundedVnd: AmountVnd) => Math.max(0, Math.min(collectedVnd, receivedVnd - refundedVnd));
  return stillCollected(beforeVnd) - stillCollected(beforeVnd + refundVnd);
};
