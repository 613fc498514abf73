import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { paymentBook, workPartition } from '../domain/book.ts';
import type { PaymentLists } from '../ports.ts';

/** Sorts after every key that goes on from here, and just after a whole key. */
const END = '\uffff';
const NEXT = '\u0001';

/** Where an agency's keys begin and end, its descendants' among them: `H26.1` has `H26.1#...` and `H26.1.2#...`, not `H26.10#...`. */
export const agencyRange = (agencyCode: AgencyCode | undefined): readonly [string, string] =>
  agencyCode === undefined ? ['0', END] : [`${agencyCode}#`, `${agencyCode}.${END}`];

/** Payments by state and flag in the table's `list` index. */
export const paymentLists = (table: Pick<Table, 'queryIndex'>): PaymentLists => ({
  async page({ name, agencyCode, after, limit }) {
    const [first, to] = agencyRange(agencyCode);
    const from = after !== undefined && after >= first ? `${after}${NEXT}` : first;
    if (from > to) return [];
    const { items } = await table.queryIndex({ index: 'list', pk: workPartition(name), from, to, limit });
    return items.map(({ pk, listSk = '' }) => ({ key: listSk, paymentId: idIn(paymentBook, pk) }));
  },
});
