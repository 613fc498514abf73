import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { factsOf } from '../../../shared/kernel/facts-by-kind.ts';
import type { DossierCode, TransferId } from '../../../shared/kernel/ids.ts';
import type { PaymentLedger } from '../ports.ts';
import type { Erasures } from '../receipt-ports.ts';
import type { TransferLedger } from '../transfer-ports.ts';

/**
 * Has what providers sent of a dossier's fees erased, and what payers wrote in the transfers that were matched to them, after the dossier's
 * personal data were; again it changes nothing.
 */
export const forgetPayers =
  ({ ledger, transferLedger }: { readonly ledger: PaymentLedger; readonly transferLedger: TransferLedger }) =>
  async (dossierCode: DossierCode, by: RecordedBy): Promise<void> => {
    const payments = await ledger.ofDossier(dossierCode);
    for (const { paymentId } of payments) await ledger.erase(paymentId, by);
    const matched = payments.flatMap(({ facts }) => factsOf(facts, 'matched'));
    for (const { fact } of matched) await transferLedger.erase(fact.transferId, by);
  };

/** What forgetting the payer of a transfer needs, when that is matched to a fee. */
export interface ForgetPayerPorts {
  readonly erasures: Erasures;
  readonly transferLedger: Pick<TransferLedger, 'erase'>;
}

/**
 * Has what the payer of a transfer wrote erased where the personal data of the dossier to whose fee it was matched are: whoever hears of an
 * erasure finds only what was matched by then.
 */
export const forgetPayerOf =
  ({ erasures, transferLedger }: ForgetPayerPorts) =>
  async (transferId: TransferId, dossierCode: DossierCode, by: RecordedBy): Promise<void> => {
    if (await erasures.isErased(dossierCode)) await transferLedger.erase(transferId, by);
  };
