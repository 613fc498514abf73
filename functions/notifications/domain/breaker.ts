import { type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';

/** What is known of how a carrier fares. */
export interface Breaker {
  /** The share of its weight that it was left with when it last tripped, in hundredths. */
  readonly percent: number;
  /** Undefined before it ever tripped. */
  readonly trippedAt: Instant | undefined;
  /** How often it failed within the minute that began at `since`. */
  readonly failures: number;
  readonly since: Instant;
}

/** How often a carrier fails within a minute before it is given less. */
export const FAILURES_TO_TRIP = 10;

/** No carrier is given less than this share, by which it is learnt whether it is back. */
const LEAST_PERCENT = 5;

/**
 * After a quarter of an hour without another trip it is given so much more every five minutes (GOV.UK Notify's steps,
 * `dao_adjust_provider_priority_back_to_resting_points`).
 */
const QUIET_MS = 15 * MINUTE_MS;
const STEP_MS = 5 * MINUTE_MS;
const STEP_PERCENT = 10;

/** The share of its weight that a carrier is given, in hundredths: it follows from the last trip and the time alone. */
export const percentAt = (breaker: Breaker | undefined, now: Instant): number => {
  if (breaker?.trippedAt === undefined) return 100;
  const steps = Math.max(0, Math.floor((now - breaker.trippedAt - QUIET_MS) / STEP_MS) + 1);
  return Math.min(100, breaker.percent + steps * STEP_PERCENT);
};

/** Whether a carrier has tripped within the last minute: what fails then is the same trouble. */
const hasJustTripped = (breaker: Breaker | undefined, now: Instant): boolean =>
  breaker?.trippedAt !== undefined && now - breaker.trippedAt < MINUTE_MS;

/** A carrier after another failure: with half of its share where that was one too many within a minute. Undefined where it changes nothing. */
export const withFailure = (breaker: Breaker | undefined, now: Instant): Breaker | undefined => {
  if (hasJustTripped(breaker, now)) return undefined;
  const isSameMinute = breaker !== undefined && now - breaker.since < MINUTE_MS;
  const since = isSameMinute ? breaker.since : now;
  const failures = (isSameMinute ? breaker.failures : 0) + 1;
  if (failures < FAILURES_TO_TRIP)
    return { percent: breaker?.percent ?? 100, trippedAt: breaker?.trippedAt, failures, since };
  const percent = Math.max(LEAST_PERCENT, Math.floor(percentAt(breaker, now) / 2));
  return { percent, trippedAt: now, failures: 0, since: now };
};
