import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { RefoldQueue } from '../../../shared/platform/refold-queue.ts';
import type { Rebuildable } from '../ports.ts';

/** A capability's table, scanned for facts and registrations, and its refold queue. */
export const rebuildableTable = (prefix: string, table: Pick<Table, 'scan'>, queue: RefoldQueue): Rebuildable => ({
  async page({ segment, segments, since }, from) {
    // What was written in the last seconds is the stream's to fold.
    const { items, cursor } = await table.scan(segment, segments, from, 'eventual');
    const ids = items
      .filter(({ pk, sk }) => pk.startsWith(`${prefix}#`) && /^(FACT|CARD)#/.test(sk))
      .filter(({ recordedAt }) => (recordedAt as number) >= since)
      .map(({ pk }) => pk.slice(prefix.length + 1));
    return { ids: [...new Set(ids)], cursor };
  },
  refold: (ids) => queue.send(ids),
});
