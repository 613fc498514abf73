import type { DossierCode } from '../../../shared/kernel/ids.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { timersIn } from '../../../shared/platform/ledger/timer-index.ts';
import type { DeadlineIndex, RunningClock, TimerIndex } from '../ports.ts';
import { listPartition, sortableMoment, sortablePosition } from './dossier-book.ts';

/** Sorts after every key of a position, and just after a whole key. */
const END = '\uffff';
const NEXT = '\u0001';

/** Running clocks in the table's `list` index. */
export const deadlineIndex = (table: Pick<Table, 'queryIndex'>): DeadlineIndex => ({
  async running({ agencyCode, fromPosition, toPosition, after, limit }) {
    const first = sortablePosition(fromPosition);
    const from = after !== undefined && after > first ? `${after}${NEXT}` : first;
    const to = `${sortablePosition(toPosition)}${END}`;
    if (from > to) return [];
    const { items } = await table.queryIndex({ index: 'list', pk: listPartition(agencyCode), from, to, limit });
    return items.map((item) => ({
      ...(item.document as unknown as Omit<RunningClock, 'key'>),
      key: item.listSk ?? '',
    }));
  },
});

/** How many dossiers of a shard are looked at together. */
const PAGE = 25;

const dossierCodeOf = (item: Item): DossierCode => (item.document as { readonly dossierCode: DossierCode }).dossierCode;

/** Waiting dossiers in the table's `timer` index. */
export const timerIndex = (table: Pick<Table, 'queryIndex'>): TimerIndex =>
  timersIn(table, { axis: 'VN', sortable: sortablePosition, pageSize: PAGE, read: dossierCodeOf });

/** Dossiers whose pause ends at a moment that was told beforehand, in the table's `timer` index. */
export const pauseIndex = (table: Pick<Table, 'queryIndex'>): TimerIndex =>
  timersIn(table, { axis: 'WALL', sortable: sortableMoment, pageSize: PAGE, read: dossierCodeOf });
