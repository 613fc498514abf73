import { MINUTE_MS } from '../time.ts';
import { endingAt, workedBy } from './axis.ts';
import { isProvisional, type WorkingCalendar } from './calendar.ts';
import { dayOf } from './civil-day.ts';
import {
  type Course,
  countedFrom,
  endOfCourse,
  endOfDayPosition,
  endOfWorkingDay,
  type Term,
  workingDaysThrough,
} from './time-limit.ts';

/** A half-open interval of instants in epoch milliseconds; without `to` it is still open. */
export interface Pause {
  readonly from: number;
  readonly to?: number | undefined;
}

interface ClosedPause extends Pause {
  readonly to: number;
}

/** A later end that was given to a term at a moment: so many working days behind the one that it had then, or an end of its own. */
export interface Extension {
  readonly at: number;
  readonly addWorkingDays?: number | undefined;
  readonly newDueAt?: number | undefined;
}

/** A due moment: its place on the working-time axis, and on the wall. */
export interface Due {
  readonly position: number;
  readonly at: number;
}

/** What a working day adds to an hour term. */
const HOURS_OF_A_DAY = 8;

/** A term as its pauses and extensions leave it. */
export interface PausedTerm {
  /** Where it ends by the pauses that are over, an open one keeps the last; undefined where that has left the calendar. */
  readonly due: Due | undefined;
  readonly provisional: boolean;
  /** Since when an open pause keeps the clock standing; begun after the due moment it moves nothing. */
  readonly pausedSince: number | undefined;
}

/** The same time as disjoint intervals in order: overlapping, touching and repeated ones merge, empty ones vanish. */
export function unionOf(pauses: readonly Pause[]): Pause[] {
  const union: { from: number; to?: number | undefined }[] = [];
  const sorted = pauses.filter(({ from, to }) => to === undefined || to > from).sort((a, b) => a.from - b.from);
  for (const { from, to } of sorted) {
    const last = union.at(-1);
    if (!last || (last.to !== undefined && last.to < from)) union.push({ from, to });
    else if (last.to !== undefined) last.to = to === undefined ? undefined : Math.max(last.to, to);
  }
  return union;
}

/** A term on its way through its pauses and extensions. */
interface Way {
  /** Undefined where it has left the calendar for good. */
  readonly course: Course | undefined;
  /** The last day whose pause is counted; up to the start's own day none is. */
  readonly countedTo: number;
  /** The end of the working day in which the last pause that counts was over. */
  readonly notBefore: number;
}

/**
 * Where a term ends by its pauses and extensions, each as it was when it began (118/2025 as amended by 309/2026).
 *
 * - Hour terms: the first moment at which the working time since the start, without the paused part, reaches the limit.
 * - Day terms, by date: each day after the one on which a pause began, up to the one on which it ended, comes on top; begun and ended on
 *   one date there is none. The end is never before that of the working day in which the last one was over.
 * - Working days, where the procedure says by minutes: the working time of pauses comes on top, up to the end of the day in which that
 *   lies; behind an end of its own again by date.
 * - A pause begun after the end moves nothing, nor does one during which the term was extended: that date was said in knowledge of it.
 *
 * Pauses may come in any order, overlap and be split; an open one keeps the last end.
 */
export function withPauses(
  calendar: WorkingCalendar,
  term: Term,
  pauses: readonly Pause[],
  extensions: readonly Extension[] = [],
): PausedTerm {
  const union = unionOf(pauses);
  const over = union.filter(isOver).filter(({ from, to }) => !extensions.some(({ at }) => from <= at && to > at));
  const turns = [
    ...over.map((pause) => ({ at: pause.from, take: (way: Way) => afterPause(calendar, term, way, pause) })),
    ...extensions.map((extension) => ({
      at: extension.at,
      take: (way: Way) => afterExtension(calendar, way, extension),
    })),
  ].sort((a, b) => a.at - b.at);
  const start: Way = { course: term.course, countedTo: dayOf(term.startsAt), notBefore: 0 };
  const duePosition = endOf(
    calendar,
    turns.reduce((way, { take }) => take(way), start),
  );
  const last = union.at(-1);
  const pausedSince = last && last.to === undefined ? Math.max(last.from, term.startsAt) : undefined;
  const dueAt = duePosition === undefined ? undefined : endingAt(calendar, duePosition);
  const provisional = term.provisional || dueAt === undefined || isProvisional(calendar, term.startsAt, dueAt);
  return { due: dueAt === undefined ? undefined : { position: duePosition!, at: dueAt }, provisional, pausedSince };
}

const isOver = (pause: Pause): pause is ClosedPause => pause.to !== undefined;

function endOf(calendar: WorkingCalendar, { course, notBefore }: Way): number | undefined {
  const end = course && endOfCourse(calendar, course);
  return end === undefined ? undefined : Math.max(end, notBefore);
}

function afterPause(calendar: WorkingCalendar, { startsAt }: Term, way: Way, { from, to }: ClosedPause): Way {
  const { course, countedTo } = way;
  if (course?.by === 'working_minutes') {
    const begins = Math.max(from, startsAt);
    if (to <= begins || workedBy(calendar, begins) >= course.position) return way;
    const position = course.position + workedBy(calendar, to) - workedBy(calendar, begins);
    return { ...way, course: { ...course, position } };
  }
  const end = endOf(calendar, way);
  const endsAt = end === undefined ? undefined : endingAt(calendar, end);
  if (!course || (endsAt !== undefined && from > endsAt)) return way;
  const ended = countedFrom(calendar, to);
  if (ended === undefined) return { ...way, course: undefined };
  const notBefore = endOfDayPosition(calendar, dayOf(ended));
  const first = Math.max(dayOf(from), countedTo);
  const last = dayOf(from) === dayOf(to) ? first : Math.max(first, dayOf(ended));
  const isByMinutes = course.by === 'working_days' && course.pausedMs !== undefined;
  const paused = Math.max(0, workedBy(calendar, to) - workedBy(calendar, Math.max(from, startsAt)));
  const moved = isByMinutes ? { ...course, pausedMs: course.pausedMs + paused } : later(calendar, course, first, last);
  return { course: moved, countedTo: last, notBefore };
}

/** A course in days with those after `first` up to `last` on top. */
function later(
  calendar: WorkingCalendar,
  course: Exclude<Course, { by: 'working_minutes' }>,
  first: number,
  last: number,
): Course {
  if (course.by === 'days') return { by: 'days', day: course.day + last - first };
  const workedBetween = workingDaysThrough(calendar, last) - workingDaysThrough(calendar, first);
  return { by: 'working_days', count: course.count + workedBetween };
}

/** A term with a later end: in working days behind the one that it had, an hour term by 8 hours each, or a moment. */
function afterExtension(calendar: WorkingCalendar, way: Way, { addWorkingDays, newDueAt }: Extension): Way {
  const isOfHours = way.course?.by === 'working_minutes';
  const extended = { ...way, notBefore: 0 };
  if (newDueAt !== undefined) {
    const course: Course = isOfHours
      ? { by: 'working_minutes', position: workedBy(calendar, newDueAt) }
      : { by: 'working_days', count: workingDaysThrough(calendar, dayOf(newDueAt)) };
    return { ...extended, course };
  }
  const end = endOf(calendar, way);
  const endsAt = end === undefined ? undefined : endingAt(calendar, end);
  if (addWorkingDays === undefined || end === undefined || endsAt === undefined || !way.course) return way;
  if (isOfHours)
    return {
      ...extended,
      course: { by: 'working_minutes', position: end + addWorkingDays * HOURS_OF_A_DAY * 60 * MINUTE_MS },
    };
  const count = workingDaysThrough(calendar, dayOf(endsAt)) + addWorkingDays;
  if (way.course.by === 'working_days') {
    const isByMinutes = way.course.pausedMs !== undefined;
    return { ...extended, course: { by: 'working_days', count, ...(isByMinutes ? { pausedMs: 0 } : {}) } };
  }
  const position = endOfWorkingDay(calendar, count);
  const movedTo = position === undefined ? undefined : endingAt(calendar, position);
  return { ...extended, course: movedTo === undefined ? undefined : { by: 'days', day: dayOf(movedTo) } };
}

/** Whole working minutes from an instant to a position on the axis, rounded down; negative once it has passed. */
export function remainingWorkingMinutes(calendar: WorkingCalendar, duePosition: number, at: number): number {
  return Math.floor((duePosition - workedBy(calendar, at)) / MINUTE_MS);
}
