import type { TimeLimit } from '../dossier-card.ts';
import type { ProcedureRules } from '../procedures.ts';
import { MINUTE_MS, toOffsetDateTime } from '../time.ts';
import { endingAt, isWorkingMoment, nextWorkingMoment, workedBy } from './axis.ts';
import { covers, isProvisional, type WorkingCalendar } from './calendar.ts';
import { addMonths, dayOf, startOfDay } from './civil-day.ts';

/**
 * What an end is reckoned in: working time, a position on the axis; whole working days, the position at which the last of them ends; the
 * same with the working time of pauses on top, up to the end of the day in which that lies; days of the wall, the last of which moves to
 * the next working day.
 */
export type Course =
  | { readonly by: 'working_minutes'; readonly position: number }
  | { readonly by: 'working_days'; readonly position: number }
  | { readonly by: 'working_time_to_evening'; readonly position: number }
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
  const isTooLate = cutoff !== undefined && hourOf(start) > cutoff;
  const startsAt = isTooLate
    ? nextWorkingMoment(calendar, startOfDay(dayOf(start) + 1))
    : countedFrom(calendar, start);
  const plain = startsAt === undefined ? undefined : courseOf(calendar, startsAt, limit);
  const isByMinutes = plain?.by === 'working_days' && pauseBy === 'minutes';
  const course: Course | undefined = isByMinutes ? { ...plain, by: 'working_time_to_evening' } : plain;
  const duePosition = course && endOfCourse(calendar, course);
  const dueAt = duePosition === undefined ? undefined : endingAt(calendar, duePosition);
  if (startsAt === undefined || !course || duePosition === undefined || dueAt === undefined) return undefined;
  return { startsAt, duePosition, dueAt, provisional: isProvisional(calendar, start, dueAt), course };
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
    case 'working_days': {
      const position = endOfDayPosition(calendar, dayOf(startsAt)) + amount * calendar.minutesPerDay * MINUTE_MS;
      return { by: 'working_days', position };
    }
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
  if (course.by === 'working_time_to_evening') {
    const at = endingAt(calendar, course.position);
    return at === undefined ? undefined : endOfDayPosition(calendar, dayOf(at));
  }
  if (course.by !== 'days') return course.position;
  const workingDay = nextWorkingMoment(calendar, startOfDay(course.day));
  return workingDay === undefined ? undefined : endOfDayPosition(calendar, dayOf(workingDay));
}

/** The position at which a day's office hours end. */
export function endOfDayPosition(calendar: WorkingCalendar, day: number): number {
  return workedBy(calendar, startOfDay(day + 1));
}
