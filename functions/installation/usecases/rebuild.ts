import type { Instant } from '../../../shared/kernel/time.ts';
import { firstSteps, type RebuildStep, type RebuiltCapability, stepAfter } from '../domain/rebuild-step.ts';
import type { Rebuildable, RebuildSteps } from '../ports.ts';

/** A step reads at most so many pages, whatever its time. */
export const PAGES_A_STEP = 200;

/** Asks for every aggregate with facts since a moment to be folded and announced again. Answers how many steps were queued. */
export const startRebuild =
  (steps: RebuildSteps) =>
  async (run: string, since: Instant): Promise<number> => {
    const first = firstSteps(run, since);
    for (const step of first) await steps.send(step);
    return first.length;
  };

/** What a rebuild reads and where its steps wait. */
export interface RebuildParts {
  readonly capabilities: Readonly<Record<RebuiltCapability, Rebuildable>>;
  readonly steps: RebuildSteps;
}

/**
 * Takes one step: queues the aggregates of page after page, at least of one, until the segment ends, the pages are enough or the
 * time is over; then queues the step that goes on. Killed at any moment and taken again it leaves nothing out. Answers how
 * many aggregates it queued, one of them twice where its facts lie on two pages, and whether its segment ended.
 */
export const takeRebuildStep =
  ({ capabilities, steps }: RebuildParts) =>
  async (step: RebuildStep, hasTime: () => boolean): Promise<{ queued: number; ended: boolean }> => {
    const table = capabilities[step.capability];
    let queued = 0;
    let { cursor } = step;
    for (let pages = 1; ; pages += 1) {
      const page = await table.page(step, cursor);
      await table.refold(page.aggregates);
      queued += page.aggregates.length;
      ({ cursor } = page);
      if (cursor === undefined) return { queued, ended: true };
      if (pages < PAGES_A_STEP && hasTime()) continue;
      await steps.send(stepAfter(step, cursor));
      return { queued, ended: false };
    }
  };
