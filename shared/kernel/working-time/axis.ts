/**
 * The working-time axis: only working time counts, so nights, weekends and holidays have length zero.
 * Positions are working milliseconds since the calendar's first day; instants are epoch milliseconds.
 */

import { DAY_MS, MINUTE_MS } from '../time.ts';
import { axisLength, segmentsOfDay, type WorkingCalendar } from './calendar.ts';
import { startOfDay } from './civil-day.ts';

/** W(t): working milliseconds from the calendar's first day to an instant. Before its first day 0, after its last the whole axis. */
export function workedBy(calendar: WorkingCalendar, instant: number): number {
  const sinceStart = instant - startOfDay(calendar.firstDay);
  if (sinceStart <= 0) return 0;
  const i = Math.floor(sinceStart / DAY_MS);
  if (i >= calendar.days) return axisLength(calendar);
  const before = calendar.minutesBefore[i]!;
  if (calendar.minutesBefore[i + 1] === before) return before * MINUTE_MS;
  return before * MINUTE_MS + workedWithinDay(calendar, i, sinceStart - i * DAY_MS);
}

function workedWithinDay(calendar: WorkingCalendar, index: number, msIntoDay: number): number {
  let worked = 0;
  for (const { fromMinute, toMinute } of segmentsOfDay(calendar, index)) {
    const from = fromMinute * MINUTE_MS;
    if (msIntoDay <= from) break;
    worked += Math.min(msIntoDay, toMinute * MINUTE_MS) - from;
  }
  return worked;
}

/** Whether an instant lies in working time; the last moment of a segment (12:00, 17:00) does not. */
export function isWorkingMoment(calendar: WorkingCalendar, instant: number): boolean {
  return workedBy(calendar, instant + 1) > workedBy(calendar, instant);
}

/**
 * Where working time of that position ends: the first instant with so much behind it (17:00, never 08:00 of the next day).
 * Undefined off the axis.
 */
export function endingAt(calendar: WorkingCalendar, position: number): number | undefined {
  if (position === 0) return startOfDay(calendar.firstDay);
  if (!(position > 0 && position <= axisLength(calendar))) return undefined;
  return instantOf(calendar, position, 0);
}

/**
 * Where work goes on from that position: the working instant with so much behind it (08:00 of the next day, never 17:00).
 * Undefined off the axis and at its very end.
 */
export function resumingAt(calendar: WorkingCalendar, position: number): number | undefined {
  if (!(position >= 0 && position < axisLength(calendar))) return undefined;
  return instantOf(calendar, position, 1);
}

/** The instant after `position + beyond` milliseconds of work, less `beyond`: 1 chooses the segment that begins there, 0 the one that ends. */
function instantOf(calendar: WorkingCalendar, position: number, beyond: 0 | 1): number | undefined {
  const i = dayReaching(calendar, (position + beyond) / MINUTE_MS);
  let rest = position - calendar.minutesBefore[i]! * MINUTE_MS;
  for (const { fromMinute, toMinute } of segmentsOfDay(calendar, i)) {
    const length = (toMinute - fromMinute) * MINUTE_MS;
    if (rest + beyond <= length) return startOfDay(calendar.firstDay + i) + fromMinute * MINUTE_MS + rest;
    rest -= length;
  }
  return undefined;
}

/** Index of the first day by whose end so many working minutes have passed; the caller stays on the axis. */
function dayReaching(calendar: WorkingCalendar, minutes: number): number {
  let low = 0;
  let high = calendar.days - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (calendar.minutesBefore[middle + 1]! >= minutes) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The instant itself in working time, otherwise the next working moment; undefined where the calendar has none. */
export function nextWorkingMoment(calendar: WorkingCalendar, instant: number): number | undefined {
  return isWorkingMoment(calendar, instant) ? instant : resumingAt(calendar, workedBy(calendar, instant));
}
