import type { Outcome, RecordedBy } from '../../../shared/kernel/book.ts';
import type { TransferId } from '../../../shared/kernel/ids.ts';
import { aggregateKey } from '../../../shared/platform/ledger/aggregate.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { Transfer } from '../domain/transfer.ts';
import { transferBook } from '../domain/transfer-book.ts';
import { type TransferFact, type TransferFactOf, withoutPayer } from '../domain/transfer-facts.ts';
import { transferIdOf } from '../domain/transfer-id.ts';
import type { UnmatchedMoney } from '../ports.ts';

/**
 * The transfers' facts and heads in the payments' table. What a word of theirs means holds nothing personal, so its digest needs no secret.
 */
export const transferFacts = (table: Table, now: () => number): Ledger<TransferFact, Transfer, TransferId> =>
  ledgerOver(transferBook, table, now, async (digest) => digest);

/** Keeps what a provider tells of money without an order; the key of its aggregate, and whether it was known. Once it was erased what the payer wrote is left out. */
export const keepTold = async (
  transfers: Pick<Ledger<TransferFact, Transfer, TransferId>, 'record'>,
  money: UnmatchedMoney & Pick<TransferFactOf<'told'>, 'knownAt'>,
  by: RecordedBy,
): Promise<{ readonly key: string; readonly outcome: Outcome }> => {
  const transferId = transferIdOf(money);
  const fact = { kind: 'told' as const, ...money };
  const told = await transfers.record(transferId, fact, by);
  const outcome = told === 'erased' ? await transfers.record(transferId, withoutPayer(fact), by) : told;
  return { key: aggregateKey(transferBook, transferId), outcome };
};
