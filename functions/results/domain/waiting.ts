/** Whoever waits so long for a time stamp, a signer or a store is told of. */
export const WAITS_LONG_MS = 900_000;

/**
 * In how many seconds what has waited so many milliseconds is tried again: ever later, and never later than in a minute, so that it goes
 * on within two minutes of the return of what it waits for, however long that was away.
 */
export const triedAgainAfter = (waitedMs: number): number => Math.min(60, Math.max(15, Math.round(waitedMs / 4000)));
