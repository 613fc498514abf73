import type { ReceiptId } from '../../../shared/kernel/ids.ts';

/** A receipt of a fee, or a credit note on one; `kind` is in payments' words, the amount in dong. */
export interface FeeReceipt {
  readonly receiptId: ReceiptId;
  readonly kind: string;
  readonly number: number;
  readonly amountVnd: number;
}
