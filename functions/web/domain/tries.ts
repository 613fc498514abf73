import { DAY_MS, type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';

/** How often one dossier's phone digits may be tried: a guess among 10,000 takes months, and nobody is locked out for longer than a day. */
const LIMITS = [
  { tries: 5, withinMs: 15 * MINUTE_MS },
  { tries: 20, withinMs: DAY_MS },
] as const;

/** The tries with the one at `now`, without those that no longer count; undefined where one more is too many. */
export const oneMoreTry = (tries: readonly Instant[], now: Instant): readonly Instant[] | undefined => {
  const exceeded = LIMITS.some((limit) => tries.filter((at) => at > now - limit.withinMs).length >= limit.tries);
  return exceeded ? undefined : [...tries.filter((at) => at > now - DAY_MS), now];
};
