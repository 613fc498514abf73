import { aggregateKey } from '../../../shared/platform/ledger/aggregate.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { transferBook } from '../domain/transfer-book.ts';
import type { TransferLedger } from '../transfer-ports.ts';
import { approvalKey, paymentFacts } from './ledger-payments.ts';
import { transferFacts } from './transfer-facts.ts';

/** The ledger of money without an order: `TXN#<transferId>` facts, `BANKREF#<provider>#<merchant>#<reference>` transfers back that were told. */
export const ledgerTransfers = (table: Table, now: () => number): TransferLedger => {
  const transfers = transferFacts(table, now);
  const payments = paymentFacts(table, now);
  return {
    transfer: (transferId) => transfers.state(transferId),

    record: (transferId, decided, by) =>
      transfers.record(
        transferId,
        decided,
        by,
        decided.approvalId ? [{ ...approvalKey(decided.approvalId), transferId }] : [],
      ),

    async recordMatch(decided, paymentId, matched, by) {
      const money = await payments.item(paymentId, matched, by);
      return transfers.record(matched.transferId, decided, by, [money]);
    },

    async recordApproval(transferId, approval, match, by) {
      const money = match && (await payments.item(match.paymentId, match.matched, by));
      return transfers.record(transferId, approval, by, money ? [money] : []);
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
