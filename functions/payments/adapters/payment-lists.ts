import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { paymentBook, workPartition } from '../domain/book.ts';
import type { PaymentLists } from '../ports.ts';
import { placesOf } from './work-lists.ts';

/** Payments by state and flag in the table's `list` index. */
export const paymentLists = (table: Pick<Table, 'queryIndex'>): PaymentLists => ({
  async page({ name, ...page }) {
    const places = await placesOf(table, { partition: workPartition(name), ...page });
    return places.map(({ pk, listSk = '' }) => ({ key: listSk, paymentId: idIn(paymentBook, pk) }));
  },
});
