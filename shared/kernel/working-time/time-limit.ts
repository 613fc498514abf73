import type { TimeLimit } from '../dossier-card.ts';
import { MINUTE_MS } from '../time.ts';
import { endingAt, nextWorkingMoment, workedBy } from './axis.ts';
import { covers, isProvisional, type WorkingCalendar } from './calendar.ts';
import { addMonths, dayOf, startOfDay } from './civil-day.ts';

/** A time limit laid onto a calendar. */
export interface Term {
  /** The working moment that it counts from, epoch milliseconds. */
  readonly startsAt: number;
  /** Where it ends on the working-time axis, working milliseconds. */
  readonly duePosition: number;
  /** The same as an instant, epoch milliseconds: the end of a working segment, never the start of the next. */
  readonly dueAt: number;
  /** True where a day from start to due lies in a year whose decision has not been issued. */
  readonly provisional: boolean;
}

/**
 * When a term that starts at an instant is due, by the default policy: a start outside working time counts from the next
 * working moment; `working_hours` run from there; `working_days` leave out the day of the start and end with the last
 * day's office hours; `days` and `months` run on the wall and roll to the next working day (Civil Code art. 147-148).
 * In a provisional year the answer is marked; undefined (`calendar_missing`) where a date has no calendar at all, and
 * where only a later release knows the unit.
 */
export function termOf(calendar: WorkingCalendar, start: number, limit: TimeLimit): Term | undefined {
  if (!covers(calendar, start)) return undefined;
  const startsAt = nextWorkingMoment(calendar, start);
  if (startsAt === undefined) return undefined;
  const duePosition = duePositionOf(calendar, startsAt, limit);
  if (duePosition === undefined) return undefined;
  const dueAt = endingAt(calendar, duePosition);
  if (dueAt === undefined) return undefined;
  return { startsAt, duePosition, dueAt, provisional: isProvisional(calendar, start, dueAt) };
}

function duePositionOf(calendar: WorkingCalendar, startsAt: number, limit: TimeLimit): number | undefined {
  switch (limit.unit) {
    case 'working_hours':
      return workedBy(calendar, startsAt) + limit.amount * 60 * MINUTE_MS;
    case 'working_days':
      return endOfDayPosition(calendar, dayOf(startsAt)) + limit.amount * calendar.minutesPerDay * MINUTE_MS;
    case 'days':
      return endOfWorkingDayFrom(calendar, dayOf(startsAt) + limit.amount);
    case 'months':
      return endOfWorkingDayFrom(calendar, addMonths(dayOf(startsAt), limit.amount));
    default:
      return undefined;
  }
}

function endOfDayPosition(calendar: WorkingCalendar, day: number): number {
  return workedBy(calendar, startOfDay(day + 1));
}

function endOfWorkingDayFrom(calendar: WorkingCalendar, day: number): number | undefined {
  const workingDay = nextWorkingMoment(calendar, startOfDay(day));
  return workingDay === undefined ? undefined : endOfDayPosition(calendar, dayOf(workingDay));
}
