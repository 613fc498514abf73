import { DAY_MS, type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';

/**
 * How often the phone of one dossier may be tried: a guess among the 10,000 last digits takes months. Whoever is kept out by another's
 * guesses types the whole number, whose tries are counted for each address by itself.
 */
const LIMITS = [
  { tries: 5, withinMs: 15 * MINUTE_MS },
  { tries: 20, withinMs: DAY_MS },
] as const;

/** The tries with the one at `now`, without those that no longer count; undefined where one more is too many. */
export const oneMoreTry = (tries: readonly Instant[], now: Instant): readonly Instant[] | undefined => {
  const exceeded = LIMITS.some((limit) => tries.filter((at) => at > now - limit.withinMs).length >= limit.tries);
  return exceeded ? undefined : [...tries.filter((at) => at > now - DAY_MS), now];
};

/** Whose tries count together: one IPv4 address, or the 64 bits of IPv6 that a household is given. */
export const networkOf = (address: string): string =>
  address.includes(':') ? address.split(':').slice(0, 4).join(':') : address;
