import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { Due } from '../../../shared/kernel/working-time/pauses.ts';
import type { FactOf } from './facts.ts';
import { type ClockInput, type ResolveClock, type Stage, stagesOf } from './resolve-clock.ts';

/** A date that the person was promised. */
export type PromisedDate = FactOf<'promised'>;

/**
 * What makes a promise: an acceptance; the end of a pause; an extension; that the deciding agency has the dossier; a correction of what
 * the date follows from (a pause or step told late or taken back, a rule of ours); a decision on the calendar.
 */
export type PromiseCause = Stage['cause'] | 'correction' | 'decision';

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

/** Those that are recorded, and behind them the one that nothing has recorded yet. */
export const allPromises = ({ recorded, unrecorded }: Promises): readonly PromisedDate[] => [
  ...recorded,
  ...(unrecorded ? [unrecorded] : []),
];

/** What promises follow from. */
export interface PromiseInput {
  readonly recorded: readonly PromisedDate[];
  readonly clock: ResolveClock;
  readonly clockInput: ClockInput;
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
  const { acceptanceId, clock, clockInput, factsKnown } = input;
  const { version } = calendar;
  const recorded = [...input.recorded].sort((a, b) => a.number - b.number);
  if (acceptanceId === undefined || clock.due === undefined || clock.basis === undefined)
    return { recorded, unrecorded: undefined, standing: undefined };
  const last = recorded.at(-1);
  const ofIt = last?.acceptanceId === acceptanceId ? last : undefined;
  const asItStands = { recorded, unrecorded: undefined, standing: ofIt };
  if (isBehind(calendar, input, last) || clock.due.at === ofIt?.promisedAt) return asItStands;
  const stages = stagesOf(calendar, clockInput);
  const moved = ofIt ? whatMoves(ofIt, clock.due, clock.phase, stages, version.id) : { cause: 'accepted' as const };
  if (moved === undefined) return asItStands;
  const { cause, stage = stages.at(-1)! } = moved;
  const since: Partial<Record<PromiseCause, number>> = { correction: input.correctedAt, decision: version.publishedAt };
  const next: PromisedDate = {
    kind: 'promised',
    number: (last?.number ?? 0) + 1,
    cause,
    at: Math.max(stage.from, since[cause] ?? 0, last?.at ?? 0),
    acceptanceId,
    promisedAt: clock.due.at,
    position: clock.due.position,
    basis: clock.basis,
    ...(cause === 'extension' && stage.extensionId !== undefined ? { extensionId: stage.extensionId } : {}),
    factsKnown,
    calendarVersion: version.id,
    calendarPublishedAt: version.publishedAt,
  };
  return { recorded, unrecorded: next, standing: next };
}

/** A read may bring a promise without all that it was made of, and two releases may run side by side. */
function isBehind(calendar: WorkingCalendar, { factsKnown }: PromiseInput, last: PromisedDate | undefined): boolean {
  if (!last) return false;
  return factsKnown < last.factsKnown || calendar.version.publishedAt < last.calendarPublishedAt;
}

/** What moves a promise to where the clock is due; undefined where that is a calendar, or a rule of ours, and the dossier does not run. */
function whatMoves(
  promise: PromisedDate,
  due: Due,
  phase: ResolveClock['phase'],
  stages: readonly Stage[],
  calendarVersion: string,
): { readonly cause: PromiseCause; readonly stage?: Stage } | undefined {
  const then = stages.findIndex(({ basis }) => basis === promise.basis);
  if (then < 0) return { cause: 'correction' };
  if (stages[then]?.due?.at !== due.at) {
    const stage = stages.findLast(({ due: its }, i) => i > then && its?.at !== stages[i - 1]?.due?.at);
    return stage && { cause: stage.cause, stage };
  }
  if (phase !== 'running') return undefined;
  return { cause: promise.calendarVersion === calendarVersion ? 'correction' : 'decision' };
}
