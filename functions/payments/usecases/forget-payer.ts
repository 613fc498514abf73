import type { RecordedBy } from '../../../shared/kernel/book.ts';
import { factsOf } from '../../../shared/kernel/facts-by-kind.ts';
import type { DossierCode, PaymentId, TransferId } from '../../../shared/kernel/ids.ts';
import type { PaymentLedger, Places } from '../ports.ts';
import type { Erasures } from '../receipt-ports.ts';
import type { TransferLedger } from '../transfer-ports.ts';
import { feesOf } from './open-payment.ts';

/** What forgetting the payers of a dossier needs. */
export interface ForgetPayersPorts {
  readonly ledger: Pick<PaymentLedger, 'payment' | 'ofDossier' | 'erase'>;
  readonly places: Pick<Places, 'holders'>;
  readonly transferLedger: Pick<TransferLedger, 'erase'>;
}

/**
 * Has what providers sent of a dossier's fees erased, and what payers wrote in the transfers that were matched to them, after the dossier's
 * personal data were; again it changes nothing. Fees are found by the places that they took, which are never behind; those of releases that
 * gave none, by their list.
 */
export const forgetPayers =
  ({ ledger, places, transferLedger }: ForgetPayersPorts) =>
  async (dossierCode: DossierCode, by: RecordedBy): Promise<void> => {
    const listed = await ledger.ofDossier(dossierCode);
    const known = new Set<string>(listed.map(({ paymentId }) => paymentId));
    const others = (await places.holders(feesOf(dossierCode))).filter((holder) => !known.has(holder));
    const placed = await Promise.all(others.map((holder) => ledger.payment(holder as PaymentId)));
    const payments = [...listed, ...placed].flatMap((payment) => payment ?? []);
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
 * erasure finds only what was matched by then. Whoever matches looks after the match, and whoever erases lists after the erasure: of the
 * two the later one finds the other.
 */
export const forgetPayerOf =
  ({ erasures, transferLedger }: ForgetPayerPorts) =>
  async (transferId: TransferId, dossierCode: DossierCode, by: RecordedBy): Promise<void> => {
    if (await erasures.isErased(dossierCode)) await transferLedger.erase(transferId, by);
  };
