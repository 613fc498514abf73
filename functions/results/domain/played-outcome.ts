import * as z from 'zod';

/** What a played time-stamp authority does until the next is chosen: `replay` answers with the token of an earlier digest. */
export const PlayedOutcome = z.enum(['up', 'down', 'replay', 'late']);

/** What a played time-stamp authority does. */
export type PlayedOutcome = z.infer<typeof PlayedOutcome>;

/** What the owner of a credential at the played signing service does until the next is chosen, about what waits too. */
export const OwnerOutcome = z.enum(['approve', 'refuse', 'slow', 'wrong_key']);

/** What the owner of a credential does. */
export type OwnerOutcome = z.infer<typeof OwnerOutcome>;

/** So long an authority that is late lets its callers wait. */
export const LATE_MS = 10_000;
