import { createHash } from 'node:crypto';
import * as z from 'zod';
import { DAY_MS, InstantMs } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { oneMoreTry } from '../domain/tries.ts';
import type { Tries } from '../ports.ts';

const Stored = z.object({ at: z.array(InstantMs), version: z.int() });

/** How often a try is written again where others try the same at the same moment; then it counts as one too many. */
const WRITES = 5;

/** The look-up's tries in a table that forgets them after a day: `LOOK#<SHA-256 of what is counted>` / `LOOK`. */
export const tableTries = (table: Table): Tries => {
  const keyOf = (counted: string) => ({
    pk: `LOOK#${createHash('sha256').update(counted).digest('hex')}`,
    sk: 'LOOK',
  });
  return {
    async take(counted, now) {
      const key = keyOf(counted);
      for (let write = 0; write < WRITES; write += 1) {
        const item = await table.get(key.pk, key.sk);
        const stored = item && Stored.parse(item);
        const at = oneMoreTry(stored?.at ?? [], now);
        if (!at) return false;
        const next = { ...key, at, version: (stored?.version ?? 0) + 1, ttl: Math.ceil((now + DAY_MS) / 1000) };
        if (await table.putIfVersion(next, stored?.version)) return true;
      }
      return false;
    },
    async forget(counted) {
      const key = keyOf(counted);
      const item = await table.get(key.pk, key.sk);
      const stored = item && Stored.parse(item);
      if (stored) await table.putIfVersion({ ...item, at: [], version: stored.version + 1 }, stored.version);
    },
  };
};
