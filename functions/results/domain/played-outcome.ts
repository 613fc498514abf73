import * as z from 'zod';

/** What a played time-stamp authority does until the next is chosen: `replay` answers with the token of an earlier digest. */
export const PlayedOutcome = z.enum(['up', 'down', 'replay', 'late']);

/** What a played time-stamp authority does. */
export type PlayedOutcome = z.infer<typeof PlayedOutcome>;

/** So long an authority that is late lets its callers wait. */
export const LATE_MS = 10_000;
