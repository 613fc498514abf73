import { isFact } from '../../../shared/platform/ledger/aggregate.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { RefoldQueue } from '../../../shared/platform/refold-queue.ts';
import type { Rebuildable } from '../ports.ts';

/** A capability's table, scanned for facts and registrations of whatever book, and its refold queue. */
export const rebuildableTable = (table: Pick<Table, 'scan'>, queue: RefoldQueue): Rebuildable => ({
  async page({ segment, segments, since }, from) {
    // What was written in the last seconds is the stream's to fold.
    const { items, cursor } = await table.scan(segment, segments, from, 'eventual');
    const facts = items.filter((item) => isFact(item) && (item.recordedAt as number) >= since);
    return { aggregates: [...new Set(facts.map(({ pk }) => pk))], cursor };
  },
  refold: (aggregates) => queue.send(aggregates),
});
