import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { sortable } from '../../../shared/kernel/time.ts';
import { type Item, justAfter, LAST, type Table } from '../../../shared/platform/ledger/table.ts';
import { timersIn } from '../../../shared/platform/ledger/timer-index.ts';
import type { ClockName } from '../domain/clocks.ts';
import type { DeadlineIndex, RunningClock, TimerIndex } from '../ports.ts';
import { listPartition, sortableMoment, standingPartition } from './dossier-book.ts';

/** So many clocks that stand still are counted at once. */
const COUNTED_AT_ONCE = 1000;

const dossierCodeOf = (item: Item): DossierCode => (item.document as { readonly dossierCode: DossierCode }).dossierCode;

const isFromReceiptToResult = (item: Item): boolean =>
  (item.document as { readonly clock: ClockName }).clock === 'resolve';

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
    yield page.items.filter(isFromReceiptToResult).length;
    while (page.cursor !== undefined) {
      page = await table.queryIndex({ ...query, cursor: page.cursor });
      yield page.items.filter(isFromReceiptToResult).length;
    }
  },
  async dueFrom(moment, limit) {
    const dossiers = new Set<DossierCode>();
    for (const pk of [listPartition('*'), standingPartition('*')]) {
      if (dossiers.size >= limit) break;
      const query = { index: 'list', pk, from: sortableMoment(moment), limit: limit - dossiers.size } as const;
      for (const item of (await table.queryIndex(query)).items) dossiers.add(dossierCodeOf(item));
    }
    return [...dossiers];
  },
});

/** How many dossiers of a shard are looked at together. */
const PAGE = 25;

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
