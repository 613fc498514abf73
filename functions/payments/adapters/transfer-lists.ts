import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { placesOf } from '../../../shared/platform/list-pages.ts';
import { awaitingStates, paymentBook, workPartition } from '../domain/book.ts';
import { transferBook, transferPartition } from '../domain/transfer-book.ts';
import type { AwaitingFee, TransferLists } from '../transfer-ports.ts';

/** So many places are read by one query. */
const PAGE = 200;

async function allPlaces(table: Pick<Table, 'queryIndex'>, partition: string, agencyCode: AgencyCode) {
  const places: Item[] = [];
  for (;;) {
    const page = await placesOf(table, { partition, agencyCode, after: places.at(-1)?.listSk, limit: PAGE });
    places.push(...page);
    if (page.length < PAGE) return places;
  }
}

/** What a fee's place says of it; its key ends with its opening and its id. */
const awaitingIn = ({ pk, listSk = '', document }: Item): AwaitingFee => ({
  paymentId: idIn(paymentBook, pk),
  openedAt: Number(listSk.split('#').at(-2)),
  dueVnd: Number((document as { readonly dueVnd?: number } | undefined)?.dueVnd ?? 0),
});

/** Transfers by state, and the fees that they may be for, in the table's `list` index. */
export const transferLists = (table: Pick<Table, 'queryIndex'>): TransferLists => ({
  async page({ state, ...page }) {
    const places = await placesOf(table, { partition: transferPartition(state), ...page });
    return places.map(({ pk, listSk = '' }) => ({ key: listSk, transferId: idIn(transferBook, pk) }));
  },
  async awaiting(agencyCode) {
    const lists = awaitingStates.map((state) => allPlaces(table, workPartition(state), agencyCode));
    return (await Promise.all(lists)).flat().map(awaitingIn);
  },
});
