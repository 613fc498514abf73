import type { AgencyCode } from '../kernel/ids.ts';
import type { ListPage } from '../kernel/paging.ts';
import { type Item, justAfter, LAST, type Table } from './ledger/table.ts';

/** A page of a list in the table's `list` index, in the order of its keys. */
export const listPagesIn =
  <T>(table: Pick<Table, 'queryIndex'>, listPk: string, rowOf: (item: Item) => T) =>
  async ({ after, limit }: { readonly after: string | undefined; readonly limit: number }): Promise<ListPage<T>> => {
    const from = after === undefined ? {} : { from: justAfter(after) };
    // One more than asked says whether there are more; a page of large rows may end before.
    const { items, cursor } = await table.queryIndex({ index: 'list', pk: listPk, ...from, limit: limit + 1 });
    const page = items.slice(0, limit);
    const hasMore = items.length > limit || cursor !== undefined;
    return { items: page.map(rowOf), after: hasMore ? page.at(-1)?.listSk : undefined };
  };

/** Where an agency's keys begin and end, its descendants' among them: `H26.1` has `H26.1#...` and `H26.1.2#...`, not `H26.10#...`. */
export const agencyRange = (agencyCode: AgencyCode | undefined): readonly [string, string] =>
  agencyCode === undefined ? ['0', LAST] : [`${agencyCode}#`, `${agencyCode}.${LAST}`];

/** A page of one list of the table's `list` index. */
export interface ListedPage {
  readonly partition: string;
  /** The agency whose places are read, with its descendants; all where it is left out. */
  readonly agencyCode: AgencyCode | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** The places of a list in the order of their keys, those after a key; a moment behind. */
export async function placesOf(
  table: Pick<Table, 'queryIndex'>,
  { partition, agencyCode, after, limit }: ListedPage,
): Promise<readonly Item[]> {
  const [first, to] = agencyRange(agencyCode);
  const from = after !== undefined && after >= first ? justAfter(after) : first;
  if (from > to) return [];
  return (await table.queryIndex({ index: 'list', pk: partition, from, to, limit })).items;
}
