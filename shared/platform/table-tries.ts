import * as z from 'zod';
import { InstantMs } from '../kernel/time.ts';
import { type Count, countedFor, freeAt, type Tries } from '../kernel/tries.ts';
import type { Table } from './ledger/table.ts';
import type { Pepper } from './pepper.ts';

const Stored = z.object({ at: z.array(InstantMs), version: z.int(), ttl: z.int() });

/** How often a try is written again where others try the same at the same moment; then it counts as one too many. */
const WRITES = 5;

/** When a try may be repeated that lost to others at the same moment. */
const BUSY_MS = 1000;

/** Tries in a table that forgets them: `TRY#<pepper's hash of what is counted>` / `TRY`, with the moments of the tries that count. */
export const tableTries = (table: Table, pepper: () => Promise<Pepper>): Tries => {
  const keyOf = async ({ name }: Count) => ({ pk: `TRY#${(await pepper()).token('tries', name)}`, sk: 'TRY' });

  /** Replaces the moments that count by others; undefined where `change` leaves them as they are, false where others were faster. */
  const replace = async (
    count: Count,
    now: number,
    change: (taken: readonly number[]) => readonly number[] | undefined,
  ): Promise<boolean | undefined> => {
    const key = await keyOf(count);
    const within = countedFor(count.limits);
    for (let write = 0; write < WRITES; write += 1) {
      const item = await table.get(key.pk, key.sk);
      const stored = item && Stored.parse(item);
      // The table may be late in forgetting.
      const counting = stored && now < stored.ttl * 1000 ? stored.at.filter((at) => at > now - within) : [];
      const at = change(counting);
      if (!at) return undefined;
      const ttl = Math.ceil((Math.max(now, ...at) + within) / 1000);
      const next = { ...key, at: [...at], version: (stored?.version ?? 0) + 1, ttl };
      if (await table.putIfVersion(next, stored?.version)) return true;
    }
    return false;
  };

  const takeOne = async (count: Count, now: number): Promise<number> => {
    let retryAt = 0;
    const isWritten = await replace(count, now, (taken) => {
      retryAt = freeAt(taken, count.limits);
      return now < retryAt ? undefined : [...taken, now].sort((a, b) => a - b);
    });
    return isWritten === false ? now + BUSY_MS : isWritten ? 0 : retryAt;
  };

  const giveBackOne = async (count: Count, at: number): Promise<void> => {
    await replace(count, at, (taken) => {
      const place = taken.indexOf(at);
      return place < 0 ? undefined : taken.toSpliced(place, 1);
    });
  };

  const giveBack = async (counts: readonly Count[], at: number): Promise<void> => {
    await Promise.all(counts.map((count) => giveBackOne(count, at)));
  };

  return {
    async take(counts, now) {
      for (const [place, full] of counts.entries()) {
        const retryAt = await takeOne(full, now);
        if (retryAt === 0) continue;
        await giveBack(counts.slice(0, place), now);
        return { full, retryAt };
      }
      return undefined;
    },
    giveBack,
  };
};
