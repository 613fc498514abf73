import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { RefoldQueue } from '../../../shared/platform/refold-queue.ts';
import type { Rebuildable } from '../ports.ts';

/** A capability's table, scanned in segments for facts and registrations, and its refold queue. */
export const rebuildableTable = (
  capability: string,
  prefix: string,
  table: Table,
  queue: RefoldQueue,
  segments = 4,
): Rebuildable => ({
  capability,
  segments,
  async *aggregates(segment, since) {
    let cursor: string | undefined;
    do {
      const page = await table.scan(segment, segments, cursor);
      yield page.items
        .filter(
          (item) =>
            item.pk.startsWith(`${prefix}#`) && /^(FACT|CARD)#/.test(item.sk) && (item.recordedAt as number) >= since,
        )
        .map((item) => item.pk.slice(prefix.length + 1));
      cursor = page.cursor;
    } while (cursor);
  },
  refold: (ids) => queue.send(ids),
});
