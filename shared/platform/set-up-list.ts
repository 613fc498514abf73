import type { ListPage } from '../kernel/paging.ts';
import type { Item, Table } from './ledger/table.ts';

/** Sorts just after a whole key. */
const NEXT = '\u0001';

/** A page of a list in the table's `list` index, in the order of its keys. */
export const setUpListIn =
  <T>(table: Pick<Table, 'queryIndex'>, listPk: string, rowOf: (item: Item) => T) =>
  async ({ after, limit }: { readonly after: string | undefined; readonly limit: number }): Promise<ListPage<T>> => {
    const from = after === undefined ? {} : { from: `${after}${NEXT}` };
    // One more than asked says whether there are more; a page of large rows may end before.
    const { items, cursor } = await table.queryIndex({ index: 'list', pk: listPk, ...from, limit: limit + 1 });
    const page = items.slice(0, limit);
    const hasMore = items.length > limit || cursor !== undefined;
    return { items: page.map(rowOf), after: hasMore ? page.at(-1)?.listSk : undefined };
  };
