import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { EPOCH_KEY } from '../../../shared/platform/ledger/epoch.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { TableEpoch } from '../ports.ts';

/** Two restores of a table lie further apart than this. */
const APART_MS = 10 * MINUTE_MS;

/**
 * The epoch of a table, in an item of its own. A backup may have been made before an epoch was raised, and then does not know it: the
 * next one is never below what the clock says, so that none is used twice.
 */
export const tableEpoch = (table: Pick<Table, 'get' | 'putIfVersion'>): TableEpoch => ({
  async raise(restore, now) {
    for (;;) {
      const before = await table.get(EPOCH_KEY.pk, EPOCH_KEY.sk);
      if (before?.raisedFor === restore) return before.epoch as number;
      const epoch = Math.max(((before?.epoch as number | undefined) ?? 0) + 1, Math.floor(now / APART_MS));
      const version = before?.version as number | undefined;
      const raised = { ...EPOCH_KEY, epoch, raisedFor: restore, version: (version ?? 0) + 1 };
      if (await table.putIfVersion(raised, version)) return epoch;
    }
  },
});
