import type { ApprovalId } from '../../../shared/kernel/ids.ts';
import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { placesOf } from '../../../shared/platform/list-pages.ts';
import { approvalPartition } from '../domain/approvals.ts';
import { paymentBook, workPartition } from '../domain/book.ts';
import { transferBook } from '../domain/transfer-book.ts';
import type { PaymentLists } from '../ports.ts';

/** Payments by state and flag, and what second persons are asked, in the table's `list` index. */
export const paymentLists = (table: Pick<Table, 'queryIndex'>): PaymentLists => ({
  async page({ name, ...page }) {
    const places = await placesOf(table, { partition: workPartition(name), ...page });
    return places.map(({ pk, listSk = '' }) => ({ key: listSk, paymentId: idIn(paymentBook, pk) }));
  },
  async approvals({ state, ...page }) {
    const places = await placesOf(table, { partition: approvalPartition(state), ...page });
    return places.map(({ pk, listSk = '' }) => ({
      key: listSk,
      approvalId: listSk.split('#').at(-1) as ApprovalId,
      about: pk.startsWith(`${transferBook.prefix}#`)
        ? { transferId: idIn(transferBook, pk) }
        : { paymentId: idIn(paymentBook, pk) },
    }));
  },
});
