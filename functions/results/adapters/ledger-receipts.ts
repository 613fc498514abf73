import { madeId } from '../../../shared/kernel/ids.ts';
import { storedAs } from '../../../shared/kernel/stored.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { receiptBook } from '../domain/receipt-book.ts';
import type { ReceiptRegister } from '../ports.ts';

const storedId = storedAs(madeId('rct'));

/** Receipts on the ledger of the results' table; `VER#<code>` and `SHA#<sha256>` find them as they find results. */
export const ledgerReceipts = (table: Table, now: () => number): ReceiptRegister => {
  const ledger = ledgerOver(receiptBook, table, now);
  return {
    read: (receiptId) => ledger.state(receiptId),
    async order(receiptId, ordered, by) {
      // First the way to it, as for results.
      const taken = await table.putIfAbsent({ pk: `VER#${ordered.verificationCode}`, sk: 'VER', receiptId });
      return taken && taken.receiptId !== receiptId ? 'conflict' : ledger.record(receiptId, ordered, by);
    },
    async file(receiptId, filed, by) {
      await table.putIfAbsent({ pk: `SHA#${filed.sha256}`, sk: receiptId });
      return ledger.record(receiptId, filed, by);
    },
    receiptOfCode: async (code) => storedId((await table.get(`VER#${code}`, 'VER'))?.receiptId),
    receiptsOfFile: async (sha256) =>
      (await table.query(`SHA#${sha256}`)).map(({ sk }) => storedId(sk)).filter((id) => id !== undefined),
  };
};
