import * as z from 'zod';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { Transfers } from '../ports.ts';

const Stored = z.object({
  transactionId: z.string(),
  accountNumber: z.string(),
  content: z.string(),
  amountVnd: z.int(),
  at: z.int(),
});

const keyOf = (accountNumber: string): string => `BANK#${accountNumber}`;

/** Transfers to bank accounts, in the sandbox's table: `BANK#<account>` / `TXN#<transaction>`, each once. */
export const transfersIn = (sandboxTable: Table): Transfers => ({
  async keep(transfer) {
    const { accountNumber, transactionId } = transfer;
    await sandboxTable.putIfAbsent({ pk: keyOf(accountNumber), sk: `TXN#${transactionId}`, ...transfer });
  },
  async to(accountNumber) {
    const items: readonly Item[] = await sandboxTable.query(keyOf(accountNumber));
    return items.map((item) => Stored.parse(item)).sort((a, b) => a.at - b.at);
  },
});
