import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { type Item, justAfter, LAST, type Table } from '../../../shared/platform/ledger/table.ts';
import { timersIn } from '../../../shared/platform/ledger/timer-index.ts';
import type { DeadlineIndex, ProvisionalList, RunningClock, TimerIndex } from '../ports.ts';
import { listPartition, PROVISIONAL, sortableMoment, standingPartition } from './dossier-book.ts';

/** So many clocks that stand still are counted at once. */
const COUNTED_AT_ONCE = 1000;

/** Clocks in the table's `list` index. */
export const deadlineIndex = (table: Pick<Table, 'queryIndex'>): DeadlineIndex => ({
  async running({ agencyCode, from: soonest, to: latest, after, limit }) {
    const first = sortableMoment(soonest);
    const from = after !== undefined && after > first ? justAfter(after) : first;
    const to = `${sortableMoment(latest)}${LAST}`;
    if (from > to) return [];
    const { items } = await table.queryIndex({ index: 'list', pk: listPartition(agencyCode), from, to, limit });
    return items.map((item) => ({
      ...(item.document as unknown as Omit<RunningClock, 'key'>),
      key: item.listSk ?? '',
    }));
  },
  async *standing(agencyCode) {
    const query = { index: 'list', pk: standingPartition(agencyCode), limit: COUNTED_AT_ONCE } as const;
    let page = await table.queryIndex(query);
    yield page.items.length;
    while (page.cursor !== undefined) {
      page = await table.queryIndex({ ...query, cursor: page.cursor });
      yield page.items.length;
    }
  },
});

/** How many dossiers of a shard are looked at together. */
const PAGE = 25;

const dossierCodeOf = (item: Item): DossierCode => (item.document as { readonly dossierCode: DossierCode }).dossierCode;

/** Dossiers that wait for a moment in the table's `timer` index. */
export const timerIndex = (table: Pick<Table, 'queryIndex'>): TimerIndex =>
  timersIn(table, { axis: 'WALL', sortable: sortableMoment, pageSize: PAGE, read: dossierCodeOf });

/** Dossiers that an earlier release put there by working time, and no fold has placed anew. */
export const earlierTimerIndex = (table: Pick<Table, 'queryIndex'>): TimerIndex =>
  timersIn(table, {
    axis: 'VN',
    sortable: (position) => sortable(position, 12),
    pageSize: PAGE,
    read: dossierCodeOf,
  });

/** Open dossiers with a provisional date in the table's `list` index. */
export const provisionalList = (table: Pick<Table, 'queryIndex'>): ProvisionalList => ({
  async first(limit) {
    const { items } = await table.queryIndex({ index: 'list', pk: PROVISIONAL, limit });
    return items.map(dossierCodeOf);
  },
});
