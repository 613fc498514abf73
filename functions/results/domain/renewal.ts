import { DAY_MS, HOUR_MS, type Instant } from '../../../shared/kernel/time.ts';
import type { RegistryEntry, Revision } from './registry-entry.ts';

/** The levels that a file gets after it was issued (ETSI EN 319 142-1, 6.1): with revocation data, and with a document time stamp over them. */
export type LastingLevel = 'B-LT' | 'B-LTA';

/** What the newest file of a result lacks to last, and from when it is looked for. */
export interface Renewal {
  readonly level: LastingLevel;
  readonly at: Instant;
  /** How often it could not be had. */
  readonly tries: number;
}

const levels: readonly string[] = ['B-B', 'B-T', 'B-LT', 'B-LTA'];

/** A document time stamp is covered by another one a year later, while all that it rests on can still be asked for. */
const RENEWED_AFTER_MS = 365 * DAY_MS;

/** So long before the certificate of its authority ends at the latest; where less than a year of it was left, once three quarters of that are over. */
const BEFORE_THE_END_MS = 90 * DAY_MS;

/** What could not be had is looked for again after a quarter of an hour, then ever later: four times a day for ten days, then once in thirty. */
const DELAYS_MS = [HOUR_MS / 4, HOUR_MS / 2, HOUR_MS, 3 * HOUR_MS] as const;
const OFTEN_TRIES = 44;

/** So often one file is tried, over more than four years: then it stays as it is. */
const MOST_TRIES = 100;

const lasting = (level: string | undefined): LastingLevel | undefined =>
  level === 'B-LT' || level === 'B-LTA' ? level : undefined;

/** Whether a file is of a level, or above it. */
export const reaches = (level: string, least: LastingLevel): boolean => levels.indexOf(level) >= levels.indexOf(least);

const dueOf = (level: LastingLevel, current: Revision): Instant | undefined => {
  // Each level builds on the time stamp of every signature, and nothing adds that later.
  if (current.level === 'B-B') return undefined;
  if (!reaches(current.level, level)) return current.registeredAt;
  if (level === 'B-LT' || !current.archived) return undefined;
  const { stampedAt, certificateEnds } = current.archived;
  const left = certificateEnds - stampedAt;
  return stampedAt + Math.min(RENEWED_AFTER_MS, left - Math.min(BEFORE_THE_END_MS, Math.floor(left / 4)));
};

/**
 * What is to be added to an issued result's newest file by its plan, and when: revocation data and, for B-LTA, a document time stamp once
 * it is issued, both again before what they rest on ends. Undefined where nothing is: a plan without such a level, a file with a signature
 * that bears no time stamp, one that was tried as often as it may be, or a result that was revoked.
 */
export const renewalOf = (entry: RegistryEntry): Renewal | undefined => {
  const level = lasting(entry.intended.plan.level);
  if (!level || !entry.issued || entry.state === 'revoked') return undefined;
  const due = dueOf(level, entry.current);
  if (due === undefined) return undefined;
  const delays = entry.delays.filter(({ n }) => n === entry.current.n + 1);
  if (delays.length >= MOST_TRIES) return undefined;
  return { level, at: Math.max(due, delays.at(-1)?.until ?? 0), tries: delays.length };
};

/** Until when what could not be had is left alone, after so many tries before. */
export const delayedUntil = (tries: number, now: Instant): Instant =>
  now + (DELAYS_MS[tries] ?? (tries < OFTEN_TRIES ? 6 * HOUR_MS : 30 * DAY_MS));
