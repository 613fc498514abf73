import type { PaymentId, ReceiptId } from '../../../shared/kernel/ids.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';

/** Ids of receipts from the installation's pepper. The purpose is permanent: another word gives other ids, and with them other numbers. */
export const receiptIds =
  (pepper: () => Promise<Pepper>) =>
  async (paymentId: PaymentId, cause: string): Promise<ReceiptId> =>
    `rct_${(await pepper()).token('receipt', paymentId, cause)}`;
