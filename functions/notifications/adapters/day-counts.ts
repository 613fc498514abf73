import * as z from 'zod';
import { sortable, startOfVietNamDate } from '../../../shared/kernel/time.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { Day } from '../domain/limits.ts';
import type { ResetWord } from '../ports.ts';

/** Over so many items a day's counts are spread, so that those who count at the same time seldom meet. */
const SHARDS = 16;

/** So often a count is written that others move at the same time. */
const TRIES = 20;

/** So long after a day has begun its counts and resets stay readable, in seconds. */
const KEPT_S = 40 * 86_400;

const Counts = z.record(z.string(), z.int());

const Shard = z.object({ counted: Counts, held: Counts, writtenAs: z.string(), version: z.int() });

const Reset = z.object({ scope: z.string(), from: z.int() });

/** What is added to a day's counts. */
export interface Added {
  readonly counted: Readonly<Record<string, number>>;
  readonly held: Readonly<Record<string, number>>;
}

const partition = (date: string): string => `LIMIT#${date}`;

/** When the table may forget what concerns a day, in seconds; nobody reads another day's counts meanwhile. */
const forgottenAt = (date: string): number => startOfVietNamDate(date) / 1000 + KEPT_S;

const sum = (...parts: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const total: Record<string, number> = {};
  for (const [scope, count] of parts.flatMap(Object.entries<number>)) total[scope] = (total[scope] ?? 0) + count;
  return total;
};

const mapOf = (parts: readonly Readonly<Record<string, number>>[]) => new Map(Object.entries(sum(...parts)));

const dayIn = (items: readonly Item[]): Day => {
  const shards = items.filter(({ sk }) => sk.startsWith('SHARD#')).map((item) => Shard.parse(item));
  const resets = items.filter(({ sk }) => sk.startsWith('RESET#')).map((item) => Reset.parse(item));
  const resetAt = new Map<string, number>();
  for (const { scope, from } of resets) resetAt.set(scope, Math.max(from, resetAt.get(scope) ?? 0));
  return { counted: mapOf(shards.map(({ counted }) => counted)), held: mapOf(shards.map(({ held }) => held)), resetAt };
};

/**
 * A day's counts in the notifications' table, `LIMIT#<date>` / `SHARD#<n>`, and what operators began anew, `RESET#<scope>#<token>`. What
 * one process adds while a write of its own is under way is written together. `random` is in [0, 1).
 */
export const dayCountsIn = (
  table: Pick<Table, 'get' | 'query' | 'putIfVersion' | 'putIfAbsent'>,
  random: () => number,
) => {
  const own = `SHARD#${sortable(Math.floor(random() * SHARDS), 2)}`;
  const process = random().toString(36).slice(2);
  let writes = 0;
  let pending = new Map<string, Added>();
  let last: Promise<void> = Promise.resolve();
  let known: { readonly date: string; readonly shard: z.infer<typeof Shard> | undefined } | undefined;

  const find = async (date: string) => {
    const item = await table.get(partition(date), own);
    return { date, shard: item && Shard.parse(item) };
  };

  const write = async (date: string, added: Added): Promise<void> => {
    writes += 1;
    const writtenAs = `${process}#${writes}`;
    for (let tries = 0; tries < TRIES; tries += 1) {
      known = known?.date === date && tries === 0 ? known : await find(date);
      const { shard } = known;
      // The client repeats a write whose answer was lost, and then finds its own.
      if (shard?.writtenAs === writtenAs) return;
      const next = {
        counted: sum(shard?.counted ?? {}, added.counted),
        held: sum(shard?.held ?? {}, added.held),
        writtenAs,
        version: (shard?.version ?? 0) + 1,
      };
      const item = { pk: partition(date), sk: own, ...next, ttl: forgottenAt(date) };
      if (await table.putIfVersion(item, shard?.version)) {
        known = { date, shard: next };
        return;
      }
    }
    throw new Error(`messages of ${date} could not be counted`);
  };

  const writePending = async (): Promise<void> => {
    const taken = pending;
    pending = new Map();
    for (const [date, added] of taken) await write(date, added);
  };

  return {
    /** What is counted of a day. */
    read: async (date: string): Promise<Day> => dayIn(await table.query(partition(date))),
    /** Adds to a day's counts; they are kept when this returns. */
    add(date: string, { counted = {}, held = {} }: Partial<Added>): Promise<void> {
      const before = pending.get(date);
      pending.set(date, { counted: sum(before?.counted ?? {}, counted), held: sum(before?.held ?? {}, held) });
      last = last.catch(() => undefined).then(writePending);
      return last;
    },
    /** Begins a scope anew for the rest of a day. */
    async reset(date: string, { scope, token, ...word }: ResetWord): Promise<void> {
      const key = { pk: partition(date), sk: `RESET#${scope}#${token}` };
      await table.putIfAbsent({ ...key, scope, ...word, ttl: forgottenAt(date) });
    },
  };
};

/** A day's counts. */
export type DayCounts = ReturnType<typeof dayCountsIn>;
