import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';

/** Sorts after every key that goes on from here, and just after a whole key. */
const END = '\uffff';
const NEXT = '\u0001';

/** Where an agency's keys begin and end, its descendants' among them: `H26.1` has `H26.1#...` and `H26.1.2#...`, not `H26.10#...`. */
export const agencyRange = (agencyCode: AgencyCode | undefined): readonly [string, string] =>
  agencyCode === undefined ? ['0', END] : [`${agencyCode}#`, `${agencyCode}.${END}`];

/** A page of one list of the table's `list` index. */
export interface WorkPage {
  readonly partition: string;
  /** The agency whose places are read, with its descendants; all where it is left out. */
  readonly agencyCode: AgencyCode | undefined;
  readonly after: string | undefined;
  readonly limit: number;
}

/** The places of a list in the order of their keys, those after a key; a moment behind. */
export async function placesOf(
  table: Pick<Table, 'queryIndex'>,
  { partition, agencyCode, after, limit }: WorkPage,
): Promise<readonly Item[]> {
  const [first, to] = agencyRange(agencyCode);
  const from = after !== undefined && after >= first ? `${after}${NEXT}` : first;
  if (from > to) return [];
  return (await table.queryIndex({ index: 'list', pk: partition, from, to, limit })).items;
}
