import { TIMER_SHARDS, type TimerAxis, type Timers, timerPartition } from '../../kernel/timers.ts';
import { type Item, LAST, type Table } from './table.ts';

/** How timers are read: their axis, how a moment is written at the beginning of a sort key, how many are looked at together, and what an item says. */
export interface TimerReading<T> {
  readonly axis: TimerAxis;
  readonly sortable: (moment: number) => string;
  readonly pageSize: number;
  readonly read: (item: Item) => T;
}

/** What waits in a table's `timer` index. */
export const timersIn = <T>(
  table: Pick<Table, 'queryIndex'>,
  { axis, sortable, pageSize, read }: TimerReading<T>,
): Timers<T> => ({
  shards: Array.from({ length: TIMER_SHARDS }, (_, shard) => shard),
  async *waiting(shard, to) {
    const query = {
      index: 'timer',
      pk: timerPartition(axis, shard),
      to: `${sortable(to)}${LAST}`,
      limit: pageSize,
    } as const;
    let page = await table.queryIndex(query);
    yield page.items.map(read);
    while (page.cursor !== undefined) {
      page = await table.queryIndex({ ...query, cursor: page.cursor });
      yield page.items.map(read);
    }
  },
});
