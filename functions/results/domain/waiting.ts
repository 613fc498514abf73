/** Whoever waits so long for a time stamp, a signer or a store is told of. */
export const WAITS_LONG_MS = 900_000;

/**
 * In how many seconds what has waited so many milliseconds is tried again: ever later, and never later than in a minute, so that it goes
 * on within two minutes of the return of what it waits for, however long that was away.
 */
export const triedAgainAfter = (waitedMs: number): number => Math.min(60, Math.max(15, Math.round(waitedMs / 4000)));

/** What becomes of an upload that a signing service has yet to answer for: it is asked again by itself. */
export const ASKED_AGAIN = 'asked again';

/**
 * In how many seconds a signing service is asked again for what its owner has had so many milliseconds: ever later, ten minutes at most, so
 * that whoever approves within minutes waits for seconds and the service is not asked a thousand times about one who is away.
 */
export const askedAgainAfter = (waitedMs: number): number => Math.min(600, Math.max(15, Math.round(waitedMs / 40_000)));
