import type { FoldedBook } from '../../../shared/platform/ledger/aggregate.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { breakFacts } from './ledger-breaks.ts';
import { paymentFacts } from './ledger-payments.ts';
import { transferFacts } from './transfer-facts.ts';
import { unmatchedItems } from './unmatched-items.ts';

/** Every book of the payments' table, folded. */
export const paymentBooks = (table: Table, now: () => number): readonly FoldedBook[] => [
  paymentFacts(table, now),
  transferFacts(table, now),
  breakFacts(table, now),
  unmatchedItems(table, now),
];
