import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { FactOf } from './facts.ts';
import type { ResolveClock } from './resolve-clock.ts';

/** A date that the person was promised. */
export type PromisedDate = FactOf<'promised'>;

/**
 * What makes a promise: an acceptance; the end of a pause; a correction of what the date follows from (a pause or step told late or
 * taken back); a decision on the calendar.
 */
export type PromiseCause = 'accepted' | 'pause' | 'correction' | 'decision';

/** So many promises of a dossier are recorded; beyond them the date is shown and nobody is told. */
export const MAX_PROMISES = 50;

/** What a dossier's person was promised. */
export interface Promises {
  /** In the order in which they were made, by the calendar of each one's day. */
  readonly recorded: readonly PromisedDate[];
  /** What the dossier promises and nothing has recorded yet. */
  readonly unrecorded: PromisedDate | undefined;
  /** The one that stands; undefined while no acceptance does, and where no calendar reaches. */
  readonly standing: PromisedDate | undefined;
}

/** What promises follow from. */
export interface PromiseInput {
  readonly recorded: readonly PromisedDate[];
  readonly clock: ResolveClock;
  readonly acceptanceId: string | undefined;
  /** How many facts there are, promises and announcements aside. */
  readonly factsKnown: number;
  /** When the back office last took something back or mended it. */
  readonly correctedAt: number;
}

/**
 * What was promised, and what is to be promised now. A promise stands until an acceptance, a pause, a correction or a later calendar
 * moves it; the calendar moves only what runs. Whoever is behind the last promise, in facts or in calendars, makes none.
 */
export function promisesOf(calendar: WorkingCalendar, input: PromiseInput): Promises {
  const { clock, acceptanceId } = input;
  const recorded = [...input.recorded].sort((a, b) => a.number - b.number);
  const last = recorded.at(-1);
  const stage = clock.stages.at(-1);
  if (acceptanceId === undefined || !stage?.due) return { recorded, unrecorded: undefined, standing: undefined };
  const cause = isBehind(calendar, input, last) ? undefined : causeOfNext(clock, acceptanceId, last);
  const ofIt = last?.acceptanceId === acceptanceId ? last : undefined;
  if (cause === undefined) return { recorded, unrecorded: undefined, standing: ofIt };
  const since = { accepted: 0, pause: 0, correction: input.correctedAt, decision: calendar.version.publishedAt };
  const next: PromisedDate = {
    kind: 'promised',
    number: (last?.number ?? 0) + 1,
    cause,
    at: Math.max(stage.from, since[cause], last?.at ?? 0),
    acceptanceId,
    promisedAt: stage.due.at,
    position: stage.due.position,
    basis: stage.basis,
    factsKnown: input.factsKnown,
    calendarVersion: calendar.version.id,
    calendarPublishedAt: calendar.version.publishedAt,
  };
  return { recorded, unrecorded: next, standing: next };
}

/** A read may bring a promise without all that it was made of, and two releases may run side by side. */
function isBehind(calendar: WorkingCalendar, { factsKnown }: PromiseInput, last: PromisedDate | undefined): boolean {
  if (!last) return false;
  return factsKnown < last.factsKnown || calendar.version.publishedAt < last.calendarPublishedAt;
}

/** What moves the last promise to where the clock is due; undefined where nothing does. */
function causeOfNext(
  { stages, phase }: ResolveClock,
  acceptanceId: string,
  last: PromisedDate | undefined,
): PromiseCause | undefined {
  if (last?.acceptanceId !== acceptanceId) return 'accepted';
  const dueAt = stages.at(-1)?.due?.at;
  if (dueAt === last.promisedAt) return undefined;
  const then = stages.find(({ basis }) => basis === last.basis);
  if (!then) return 'correction';
  if (then.due?.at !== dueAt) return 'pause';
  return phase === 'running' ? 'decision' : undefined;
}
