import { fileNameOf } from '../../payments/domain/receipts.ts';
import type { PaymentLedger } from '../../payments/ports.ts';
import type { ReceiptFiles } from '../../payments/receipt-ports.ts';
import { listDossierPayments } from '../../payments/usecases/list-dossier-payments.ts';
import type { Receipts } from '../ports.ts';

/** Receipts of a dossier's fees through the use cases of payments. */
export const citizenReceipts = (ports: { readonly ledger: PaymentLedger; readonly files: ReceiptFiles }): Receipts => ({
  async find(dossierCode, receiptId) {
    const payments = await listDossierPayments(ports)(dossierCode, { dossierCode });
    const receipt = payments.flatMap(({ receipts }) => receipts).find((each) => each.receiptId === receiptId);
    if (!receipt) return undefined;
    const { receiptKind: kind, sealed } = receipt;
    const downloadUrl = sealed && (await ports.files.downloadUrl(sealed, fileNameOf(receipt)));
    return { ...receipt, kind, downloadUrl };
  },
});
