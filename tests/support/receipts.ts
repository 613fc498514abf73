import { receiptIds } from '../../functions/payments/adapters/pepper-receipt-ids.ts';
import { receiptNumbersIn } from '../../functions/payments/adapters/receipt-numbers.ts';
import type { PaymentLedger, Providers } from '../../functions/payments/ports.ts';
import type { ReceiptFiles, ReceiptRules } from '../../functions/payments/receipt-ports.ts';
import { makeReceipt } from '../../functions/payments/usecases/make-receipt.ts';
import type { Table } from '../../shared/platform/ledger/table.ts';
import { pepperFrom } from '../../shared/platform/pepper.ts';

/** A valid tax code of ten digits, and the signs of a receipt. */
export const SIGNS = { taxCode: '0101243150', formSign: '01BLP0-001', receiptSign: 'AA-26E' };

/** Where sealed receipts lie in the tests. */
export const playedReceiptFiles: ReceiptFiles = {
  downloadUrl: async ({ objectKey, objectVersionId }, fileName) =>
    `https://files.example/${objectKey}?versionId=${objectVersionId}&name=${fileName}`,
};

/** Receipts made over a payments' house; every agency of H26 has signs. */
export const receiptMaker = (
  house: {
    readonly ledger: PaymentLedger;
    readonly providers: Providers;
    readonly table: Table;
    readonly clock: { readonly now: number };
  },
  rules: ReceiptRules = { of: async (agencyCode) => (agencyCode.startsWith('H26') ? SIGNS : undefined) },
) =>
  makeReceipt({
    ...house,
    rules,
    numbers: receiptNumbersIn(house.table, () => house.clock.now),
    receiptId: receiptIds(async () => pepperFrom('a pepper of the tests, at least 32 characters')),
  });
