import type { TimeLimit } from '../dossier-card.ts';
import type { ProcedureRules } from '../procedures.ts';
import { MINUTE_MS, toOffsetDateTime } from '../time.ts';
import { endingAt, isWorkingMoment, nextWorkingMoment, workedBy } from './axis.ts';
import { covers, isProvisional, type WorkingCalendar } from './calendar.ts';
import { addMonths, dayOf, startOfDay } from './civil-day.ts';

/**
 * What an end is reckoned in: working time, a position on the axis; whole working days, how many there are up to the last of them since the
 * calendar's first day; days of the wall, the last of which moves to the next working day. Of working days whose pauses count by minutes,
 * the working milliseconds of these come behind the last day, up to the end of the day in which they lie.
 */
export type Course =
  | { readonly by: 'working_minutes'; readonly position: number }
  | { readonly by: 'working_days'; readonly count: number; readonly pausedMs?: number }
  | { readonly by: 'days'; readonly day: number };

/** A time limit laid onto a calendar. */
export interface Term {
  /** The moment that it counts from, epoch milliseconds: in working time, or the last of its day. */
  readonly startsAt: number;
  /** Where it ends on the working-time axis, working milliseconds. */
  readonly duePosition: number;
  /** The same as an instant, epoch milliseconds: the end of a working segment, never the start of the next. */
  readonly dueAt: number;
  /** True where a day from start to due lies in a year whose decision has not been issued. */
  readonly provisional: boolean;
  /** What its end is reckoned in. */
  readonly course: Course;
}

/** What a procedure says of its term besides the limit. */
export type TermRules = Pick<ProcedureRules, 'cutoff' | 'pauseBy'>;

/**
 * When a term that starts at an instant is due, by the default policy: a start outside working time counts from the next
 * working moment; `working_hours` run from there; `working_days` leave out the day of the start and end with the last
 * day's office hours; `days` and `months` run on the wall and roll to the next working day (Civil Code art. 147-148).
 * In a provisional year the answer is marked; undefined (`calendar_missing`) where a date has no calendar at all, and
 * where only a later release knows the unit. What starts after the minute of a `cutoff` counts from the next working day; `pauseBy: minutes`
 * is a rule of working days alone.
 */
export function termOf(
  calendar: WorkingCalendar,
  start: number,
  limit: TimeLimit,
  { cutoff, pauseBy }: TermRules = {},
): Term | undefined {
  if (!covers(calendar, start)) return undefined;
  const startsAt = startOfTerm(calendar, start, cutoff);
  const plain = startsAt === undefined ? undefined : courseOf(calendar, startsAt, limit);
  const isByMinutes = plain?.by === 'working_days' && pauseBy === 'minutes';
  const course: Course | undefined = isByMinutes ? { ...plain, pausedMs: 0 } : plain;
  const duePosition = course && endOfCourse(calendar, course);
  const dueAt = duePosition === undefined ? undefined : endingAt(calendar, duePosition);
  if (startsAt === undefined || !course || duePosition === undefined || dueAt === undefined) return undefined;
  return { startsAt, duePosition, dueAt, provisional: isProvisional(calendar, start, dueAt), course };
}

/** The moment that a term counts from which starts at an instant; undefined where the calendar has none. */
export function startOfTerm(calendar: WorkingCalendar, start: number, cutoff: string | undefined): number | undefined {
  const isTooLate = cutoff !== undefined && hourOf(start) > cutoff;
  return isTooLate ? nextWorkingMoment(calendar, startOfDay(dayOf(start) + 1)) : countedFrom(calendar, start);
}

/** The hour and minute of an instant, `15:00`. */
const hourOf = (instant: number): string => toOffsetDateTime(instant).slice(11, 16);

/**
 * The moment from which an instant counts, in whole seconds: itself in working time and in the second in which a day's office hours end
 * (17:00:00), otherwise the next working moment. Undefined where the calendar has none.
 */
export function countedFrom(calendar: WorkingCalendar, instant: number): number | undefined {
  const second = Math.floor(instant / 1000) * 1000;
  const next = nextWorkingMoment(calendar, second);
  const endsItsDay = isWorkingMoment(calendar, second - 1) && (next === undefined || dayOf(next) > dayOf(second));
  return endsItsDay ? second : next;
}

function courseOf(calendar: WorkingCalendar, startsAt: number, { amount, unit }: TimeLimit): Course | undefined {
  switch (unit) {
    case 'working_hours':
      return { by: 'working_minutes', position: workedBy(calendar, startsAt) + amount * 60 * MINUTE_MS };
    case 'working_days':
      return { by: 'working_days', count: workingDaysThrough(calendar, dayOf(startsAt)) + amount };
    case 'days':
      return { by: 'days', day: dayOf(startsAt) + amount };
    case 'months':
      return { by: 'days', day: addMonths(dayOf(startsAt), amount) };
    default:
      return undefined;
  }
}

/** Where a course ends on the axis; undefined where its last day has no calendar. */
export function endOfCourse(calendar: WorkingCalendar, course: Course): number | undefined {
  if (course.by === 'working_minutes') return course.position;
  if (course.by === 'working_days') return endOfWorkingDays(calendar, course);
  const workingDay = nextWorkingMoment(calendar, startOfDay(course.day));
  return workingDay === undefined ? undefined : endOfDayPosition(calendar, dayOf(workingDay));
}

function endOfWorkingDays(
  calendar: WorkingCalendar,
  { count, pausedMs = 0 }: Extract<Course, { by: 'working_days' }>,
): number | undefined {
  const end = endOfWorkingDay(calendar, count);
  if (end === undefined || pausedMs === 0) return end;
  const at = endingAt(calendar, end + pausedMs);
  return at === undefined ? undefined : endOfDayPosition(calendar, dayOf(at));
}

/** The position at which a day's office hours end. */
export function endOfDayPosition(calendar: WorkingCalendar, day: number): number {
  return workedBy(calendar, startOfDay(day + 1));
}

/** How many working days there are from the calendar's first day up to a day, itself included. */
export function workingDaysThrough({ workingDaysBefore, firstDay, days }: WorkingCalendar, day: number): number {
  return workingDaysBefore[Math.min(Math.max(day + 1 - firstDay, 0), days)]!;
}

/** The position at which the working day ends by which there have been so many; undefined where the calendar has fewer. */
export function endOfWorkingDay(calendar: WorkingCalendar, count: number): number | undefined {
  const { workingDaysBefore, minutesBefore, days } = calendar;
  if (!(count > 0 && count <= workingDaysBefore[days]!)) return undefined;
  let low = 0;
  let high = days - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (workingDaysBefore[middle + 1]! >= count) high = middle;
    else low = middle + 1;
  }
  return minutesBefore[low + 1]! * MINUTE_MS;
}
