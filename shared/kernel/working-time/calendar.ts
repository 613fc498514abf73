import { DAY_MS, MINUTE_MS } from '../time.ts';
import { dateOfDay, dayOfDate, isWeekend, startOfDay } from './civil-day.ts';
import { type CalendarVersion, type OfficialDay, officialDays, officialVersion } from './official-days.ts';

/** A stretch of office hours, half-open, in minutes after midnight. */
export interface OfficeSegment {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Default office hours: 08:00-12:00 and 13:00-17:00, eight hours a working day. */
const defaultOfficeHours: readonly OfficeSegment[] = [
  { fromMinute: 8 * 60, toMinute: 12 * 60 },
  { fromMinute: 13 * 60, toMinute: 17 * 60 },
];

/** A calendar compiled for look-up: prefix sums over its days. Made by `compileCalendar`, never changed. */
export interface WorkingCalendar {
  readonly version: CalendarVersion;
  readonly segments: readonly OfficeSegment[];
  readonly minutesPerDay: number;
  /** Day number of `coversFrom`; index 0 of the arrays below. */
  readonly firstDay: number;
  /** How many days are covered. */
  readonly days: number;
  /** Working minutes before day i; one entry more than there are days. */
  readonly minutesBefore: Int32Array;
  /** Provisional days before day i; one entry more than there are days. */
  readonly provisionalBefore: Int32Array;
  readonly exceptions: ReadonlyMap<number, OfficialDay>;
}

/** What the marked days before each day make together, each so much; one entry more than there are days. */
function sumsBefore(marks: Uint8Array, each: number): Int32Array {
  const sums = new Int32Array(marks.length + 1);
  for (const [i, mark] of marks.entries()) sums[i + 1] = sums[i]! + mark * each;
  return sums;
}

/** Compiles a version, its days and office hours. Throws where a day is outside the version or not a date: bad data is a bug. */
export function compileCalendar(
  version: CalendarVersion,
  exceptions: readonly OfficialDay[],
  segments: readonly OfficeSegment[] = defaultOfficeHours,
): WorkingCalendar {
  const firstDay = dayOfDate(version.coversFrom);
  const days = dayOfDate(version.coversTo) - firstDay + 1;
  const indexOf = (date: string): number => Math.max(0, dayOfDate(date) - firstDay);
  const byDay = new Map(exceptions.map((exception) => [dayOfDate(exception.date), exception]));
  for (const [day, { date }] of byDay) {
    if (!(day >= firstDay && day < firstDay + days))
      throw new RangeError(`calendar ${version.id}: ${date} is outside it`);
  }
  const minutesPerDay = segments.reduce((sum, segment) => sum + segment.toMinute - segment.fromMinute, 0);
  const working = Uint8Array.from({ length: days }, (_, i) => (isWeekend(firstDay + i) ? 0 : 1));
  for (const [day, { kind }] of byDay) working[day - firstDay] = kind === 'workday' ? 1 : 0;
  const provisional = new Uint8Array(days);
  for (const year of version.provisionalYears)
    provisional.fill(1, indexOf(`${year}-01-01`), indexOf(`${year + 1}-01-01`));
  const minutesBefore = sumsBefore(working, minutesPerDay);
  const provisionalBefore = sumsBefore(provisional, 1);
  return { version, segments, minutesPerDay, firstDay, days, minutesBefore, provisionalBefore, exceptions: byDay };
}

/** The official calendar of the civil service with default office hours. */
export const officialCalendar: WorkingCalendar = compileCalendar(officialVersion, officialDays);

/** Whether an instant lies on a covered day. */
export function covers(calendar: WorkingCalendar, instant: number): boolean {
  const start = startOfDay(calendar.firstDay);
  return instant >= start && instant < start + calendar.days * DAY_MS;
}

/** Whether any day between two covered instants, both included, lies in a provisional year. */
export function isProvisional(calendar: WorkingCalendar, from: number, to: number): boolean {
  const start = startOfDay(calendar.firstDay);
  const first = Math.floor((from - start) / DAY_MS);
  const last = Math.floor((to - start) / DAY_MS);
  return calendar.provisionalBefore[last + 1]! > calendar.provisionalBefore[first]!;
}

/** One day as the calendar tells it. */
export interface CalendarDay {
  readonly date: string;
  readonly working: boolean;
  readonly workingMinutes: number;
  readonly reason?: string;
  readonly decision?: string;
}

/** A year, day by day. */
export interface CalendarYear {
  /** The version's id. */
  readonly version: string;
  readonly provisional: boolean;
  readonly days: readonly CalendarDay[];
}

/** Every day of a year; undefined where the calendar does not cover the whole of it. */
export function calendarYear(calendar: WorkingCalendar, year: number): CalendarYear | undefined {
  const first = dayOfDate(`${year}-01-01`);
  const last = dayOfDate(`${year}-12-31`);
  if (!(first >= calendar.firstDay && last < calendar.firstDay + calendar.days)) return undefined;
  const days = Array.from({ length: last - first + 1 }, (_, i) => calendarDay(calendar, first + i));
  return { version: calendar.version.id, provisional: calendar.version.provisionalYears.includes(year), days };
}

function calendarDay(calendar: WorkingCalendar, day: number): CalendarDay {
  const i = day - calendar.firstDay;
  const workingMinutes = calendar.minutesBefore[i + 1]! - calendar.minutesBefore[i]!;
  const exception = calendar.exceptions.get(day);
  return {
    date: dateOfDay(day),
    working: workingMinutes > 0,
    workingMinutes,
    ...(exception
      ? { reason: exception.reason, decision: exception.decision }
      : isWeekend(day) && { reason: 'weekend' }),
  };
}

/** Working milliseconds of the whole calendar: the far end of its axis. */
export function axisLength(calendar: WorkingCalendar): number {
  return calendar.minutesBefore[calendar.days]! * MINUTE_MS;
}
