import * as z from 'zod';
import { type Instant, InstantMs } from '../../../shared/kernel/time.ts';

/** The capabilities that keep facts, each in a table of its own. */
export const RebuiltCapability = z.enum(['dossiers', 'payments', 'notifications', 'results', 'webhooks']);
export type RebuiltCapability = z.infer<typeof RebuiltCapability>;

/**
 * One step of a rebuild, as its queue carries it: a segment of a capability's table from the cursor on, where the step before it
 * stopped. Every aggregate before the cursor has been queued, so whichever copy of a step is taken, nothing is left out.
 */
export const RebuildStep = z
  .object({
    /** What names the rebuild: the same name again is the same rebuild. */
    run: z.string().min(1).max(64),
    capability: RebuiltCapability,
    segment: z.int().nonnegative(),
    segments: z.int().positive(),
    /** Aggregates with facts recorded at or after this moment are meant. */
    since: InstantMs,
    /** How many steps came before it in its segment. */
    number: z.int().nonnegative(),
    cursor: z.string().optional(),
  })
  .readonly();
export type RebuildStep = z.infer<typeof RebuildStep>;

/** A table is read in so many segments, each by one step at a time. */
const SEGMENTS = 4;

/** The steps that begin a rebuild: one for each segment of each table, the first segments of all tables before the second ones. */
export const firstSteps = (run: string, since: Instant): readonly RebuildStep[] =>
  Array.from({ length: SEGMENTS }, (_, segment) => segment).flatMap((segment) =>
    RebuiltCapability.options.map((capability) => ({ run, capability, segment, segments: SEGMENTS, since, number: 0 })),
  );

/** The step that goes on where one stopped. */
export const stepAfter = (step: RebuildStep, cursor: string): RebuildStep => ({
  ...step,
  number: step.number + 1,
  cursor,
});
