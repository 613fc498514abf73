import type { Instant } from '../../../shared/kernel/time.ts';
import type { Rebuildable } from '../ports.ts';

/** Asks for every aggregate with facts since a moment to be folded again and announced again. Answers how many of each capability. */
export const rebuild =
  (capabilities: readonly Rebuildable[]) =>
  async (since: Instant): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {};
    for (const capability of capabilities) {
      const seen = new Set<string>();
      const segments = Array.from({ length: capability.segments }, (_, segment) => segment);
      await Promise.all(
        segments.map(async (segment) => {
          for await (const ids of capability.aggregates(segment, since)) {
            const fresh = [...new Set(ids)].filter((id) => !seen.has(id));
            for (const id of fresh) seen.add(id);
            if (fresh.length > 0) await capability.refold(fresh);
          }
        }),
      );
      counts[capability.capability] = seen.size;
    }
    return counts;
  };
