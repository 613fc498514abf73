import { createHash } from 'node:crypto';

/** The timers of one axis are spread over so many partitions of the `timer` index. */
export const TIMER_SHARDS = 8;

/** What timers count in: working time on the official calendar, or wall time; by wall time too, but swept apart from others of the same table: mornings. */
export type TimerAxis = 'VN' | 'WALL' | 'MORNINGS';

/** The partition of one shard's timers: `T#VN#3`. */
export const timerPartition = (axis: TimerAxis, shard: number): string => `T#${axis}#${shard}`;

const shardOf = (id: string): number => createHash('sha256').update(id).digest().readUInt32BE() % TIMER_SHARDS;

/** The index key of what waits for a moment (as a sort key's beginning): `<when>#<id>#...`, in the shard of the id. */
export const timerKey = (
  axis: TimerAxis,
  when: string,
  ...path: readonly [id: string, ...more: readonly string[]]
): { readonly pk: string; readonly sk: string } => ({
  pk: timerPartition(axis, shardOf(path[0])),
  sk: [when, ...path].join('#'),
});

/** What waits for its moment, spread over shards. Which there is, is a moment behind. */
export interface Timers<T> {
  readonly shards: readonly number[];
  /** Pages of what waits for a moment at or before `to`, in milliseconds on its axis, soonest first. */
  waiting(shard: number, to: number): AsyncIterable<readonly T[]>;
}

/** What a sweep did. What threw is named and left to the next sweep; the rest is done. */
export interface SweptTimers<T> {
  readonly done: number;
  readonly failed: readonly { readonly timer: T; readonly error: unknown }[];
}

/** Acts on all that waits: the shards side by side, the timers of one page at the same time. `act` may say whether it did something. */
export async function sweepTimers<T>(
  timers: Timers<T>,
  to: number,
  act: (timer: T, shard: number) => Promise<boolean | undefined>,
): Promise<SweptTimers<T>> {
  let done = 0;
  const failed: { timer: T; error: unknown }[] = [];
  const sweepShard = async (shard: number): Promise<void> => {
    for await (const page of timers.waiting(shard, to)) {
      const outcomes = await Promise.allSettled(page.map((timer) => act(timer, shard)));
      for (const [i, outcome] of outcomes.entries()) {
        if (outcome.status === 'rejected') failed.push({ timer: page[i] as T, error: outcome.reason });
        else if (outcome.value) done += 1;
      }
    }
  };
  await Promise.all(timers.shards.map(sweepShard));
  return { done, failed };
}
