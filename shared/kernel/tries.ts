import type { Limit } from './stranger-limits.ts';
import type { Instant } from './time.ts';

/** Tries that count together, and how many of them there may be. */
export interface Count {
  readonly of: 'target' | 'source' | 'neighbourhood' | 'installation';
  /** What is counted, in words that no other count has. */
  readonly name: string;
  readonly limits: readonly Limit[];
}

/** Counts tries of people without a key. */
export interface Tries {
  /**
   * Takes a place in each count, or in none where one is full: then it answers which, and when its next place is free. Simultaneous
   * tries are each counted.
   */
  take(
    counts: readonly Count[],
    now: Instant,
  ): Promise<{ readonly full: Count; readonly retryAt: Instant } | undefined>;
  /** Gives back the places that were taken at a moment, where they still count. */
  giveBack(counts: readonly Count[], takenAt: Instant): Promise<void>;
}

/** When the next place is free, `taken` being in the order of time: 0 where it is so at once. */
export const freeAt = (taken: readonly Instant[], limits: readonly Limit[]): Instant =>
  Math.max(0, ...limits.map(({ atMost, withinMs }) => (taken.at(-atMost) ?? -withinMs) + withinMs));

/** How long a try counts for. */
export const countedFor = (limits: readonly Limit[]): number => Math.max(...limits.map(({ withinMs }) => withinMs));
