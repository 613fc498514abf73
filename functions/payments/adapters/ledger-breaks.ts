import type { BreakId } from '../../../shared/kernel/ids.ts';
import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { justAfter, LAST, type Table } from '../../../shared/platform/ledger/table.ts';
import { type Break, breakBook, breaksPartition } from '../domain/break-book.ts';
import type { BreakFact } from '../domain/break-facts.ts';
import type { Breaks } from '../statement-ports.ts';

/** The breaks' facts and heads in the payments' table. */
export const breakFacts = (table: Table, now: () => number): Ledger<BreakFact, Break, BreakId> =>
  ledgerOver(breakBook, table, now);

/** The ledger of differences between statements and payments: `BRK#<breakId>`. */
export const ledgerBreaks = (table: Table, now: () => number): Breaks => {
  const ledger = breakFacts(table, now);
  return {
    find: (breakId) => ledger.state(breakId),
    record: (breakId, fact, by) => ledger.record(breakId, fact, by),
    async page(statement, after, limit) {
      const { items } = await table.queryIndex({
        index: 'list',
        pk: breaksPartition(statement),
        ...(after === undefined ? {} : { from: justAfter(after), to: LAST }),
        limit,
      });
      return items.map(({ pk }) => idIn(breakBook, pk));
    },
  };
};
