import type { Outcome, RecordedBy } from '../../../shared/kernel/book.ts';
import { aggregateKey } from '../../../shared/platform/ledger/aggregate.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { FactOf } from '../domain/facts.ts';
import type { Transfer } from '../domain/transfer.ts';
import { transferBook } from '../domain/transfer-book.ts';
import type { TransferFactOf } from '../domain/transfer-facts.ts';
import type { TransferLedger } from '../transfer-ports.ts';
import { approvalKey, paymentFacts } from './ledger-payments.ts';
import { claimedFor } from './money-owners.ts';
import { transferFacts } from './transfer-facts.ts';

/** The decision that holds, and the fee's money where it is a match. */
interface Holding {
  readonly decided: Pick<TransferFactOf<'decided'>, 'decision' | 'paymentId'>;
  readonly matched: FactOf<'matched'> | undefined;
}

/** The ledger of money without an order: `TXN#<transferId>` facts, `BANKREF#<provider>#<merchant>#<reference>` transfers back that were told, `TXN#<provider>#<merchant>#<transaction>` / `OWNER` whose money each is. */
export const ledgerTransfers = (table: Table, now: () => number): TransferLedger => {
  const transfers = transferFacts(table, now);
  const payments = paymentFacts(table, now);
  const claimed = claimedFor(table);

  /** Keeps a fact by which a decision holds, with whose money the transfer is by it and the fee's money, all or none. What is written off is nobody's. */
  const keepHolding = async (
    transfer: Transfer,
    fact: TransferFactOf<'decided' | 'approval'>,
    { decided, matched }: Holding,
    by: RecordedBy,
  ): Promise<Outcome | 'anothers'> => {
    const { transferId } = transfer;
    const { decision, paymentId } = decided;
    const owner = decision === 'match' ? paymentId : decision === 'refund' ? transferId : undefined;
    const money = matched && paymentId ? [await payments.item(paymentId, matched, by)] : [];
    if (owner === undefined) return transfers.record(transferId, fact, by, money);
    return claimed(transfer, owner, (claim) =>
      claim ? transfers.recordAt(claim, transferId, fact, by, money) : transfers.record(transferId, fact, by, money),
    );
  };

  return {
    transfer: (transferId) => transfers.state(transferId),

    async record(transfer, decided, by) {
      const { transferId } = transfer;
      const { approvalId } = decided;
      if (approvalId) return transfers.record(transferId, decided, by, [{ ...approvalKey(approvalId), transferId }]);
      return keepHolding(transfer, decided, { decided, matched: undefined }, by);
    },

    recordMatch: (transfer, decided, matched, by) => keepHolding(transfer, decided, { decided, matched }, by),

    async recordApproval(transfer, approval, matched, by) {
      const decided = transfer.decisions.find(({ approvalId }) => approvalId === approval.approvalId);
      if (!decided || !approval.approve) return transfers.record(transfer.transferId, approval, by);
      return keepHolding(transfer, approval, { decided, matched }, by);
    },

    erase: (transferId, by) => transfers.record(transferId, { kind: 'erased', erasedAt: now() }, by),

    async recordRefund({ transferId, provider, merchant }, refunded, by) {
      const pk = `BANKREF#${provider}#${merchant}#${refunded.bankReference}`;
      return transfers.record(transferId, refunded, by, [
        { pk, sk: 'BANKREF', aggregate: aggregateKey(transferBook, transferId) },
      ]);
    },
  };
};
