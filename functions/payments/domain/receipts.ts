import type { Recorded } from '../../../shared/kernel/book.ts';
import type { EventOf } from '../../../shared/kernel/events.ts';
import type { AgencyCode, DossierCode, PaymentId } from '../../../shared/kernel/ids.ts';
import type { AmountVnd } from '../../../shared/kernel/money.ts';
import { sortable } from '../../../shared/kernel/time.ts';
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
  return made
    .map(({ fact: { kind: _, ...receipt } }) => ({ ...receipt, sealed: files.get(receipt.receiptId) }))
    .sort((a, b) => a.issuedAt - b.issuedAt || a.number - b.number);
};

/** The name under which a receipt's file is downloaded. */
export const fileNameOf = ({ year, number }: Pick<Receipt, 'year' | 'number'>): string =>
  `bien-lai-${year}-${sortable(number, 8)}.pdf`;

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
        items: receipt.items.map(({ code: _, ...item }) => item),
      },
    };
  });
};

type Item = FactOf<'receipt'>['items'][number];

/**
 * What of a sum was collected for each item: the items in their order as far as the money goes, where `pastVnd` of them is left out first.
 * Items of 0 stay, with their exemption.
 */
export const allotted = (items: readonly Item[], amountVnd: AmountVnd, pastVnd: AmountVnd = 0): readonly Item[] => {
  let past = pastVnd;
  let left = amountVnd;
  return items.flatMap((item) => {
    const skipped = Math.min(item.amountVnd, past);
    const collectedVnd = Math.min(item.amountVnd - skipped, left);
    past -= skipped;
    left -= collectedVnd;
    return collectedVnd > 0 || item.amountVnd === 0 ? [{ ...item, amountVnd: collectedVnd }] : [];
  });
};

/** What is still collected of a receipt's sum where so much is left of all that came. */
export const stillCollectedVnd = (collectedVnd: AmountVnd, leftVnd: number): AmountVnd =>
  Math.max(0, Math.min(collectedVnd, leftVnd));
