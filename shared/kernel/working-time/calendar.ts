import { DAY_MS, MINUTE_MS } from '../time.ts';
import { dateOfDay, dayOf, dayOfDate, isWeekend, startOfDay } from './civil-day.ts';
import { defaultOfficeHours, minutesOf, type OfficeHours, type OfficeSegment, officeHoursOf } from './office-hours.ts';
import { type CalendarVersion, type OfficialDay, officialDays, officialVersion } from './official-days.ts';

/** A calendar compiled for look-up: prefix sums over its days. Made by `compileCalendar`, never changed. */
export interface WorkingCalendar {
  readonly version: CalendarVersion;
  /** The hours of a working day that has none of its own. */
  readonly segments: readonly OfficeSegment[];
  /** The hours of days that have their own, by their index. */
  readonly segmentsOn: ReadonlyMap<number, readonly OfficeSegment[]>;
  /** Day number of `coversFrom`; index 0 of the arrays below. */
  readonly firstDay: number;
  /** How many days are covered. */
  readonly days: number;
  /** Working minutes before day i; one entry more than there are days. */
  readonly minutesBefore: Int32Array;
  /** Working days before day i; one entry more than there are days. A day with any hours is one. */
  readonly workingDaysBefore: Int32Array;
  /** Provisional days before day i; one entry more than there are days. */
  readonly provisionalBefore: Int32Array;
  readonly exceptions: ReadonlyMap<number, OfficialDay>;
}

/** What the days before each day make together; one entry more than there are days. */
function sumsBefore(days: ArrayLike<number>): Int32Array {
  const sums = new Int32Array(days.length + 1);
  for (let i = 0; i < days.length; i += 1) sums[i + 1] = sums[i]! + days[i]!;
  return sums;
}

/** The hours of the day with an index, were it worked. */
export const segmentsOfDay = ({ segments, segmentsOn }: WorkingCalendar, index: number): readonly OfficeSegment[] =>
  segmentsOn.get(index) ?? segments;

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
  const working = Uint8Array.from({ length: days }, (_, i) => (isWeekend(firstDay + i) ? 0 : 1));
  for (const [day, { kind }] of byDay) working[day - firstDay] = kind === 'workday' ? 1 : 0;
  const provisional = new Uint8Array(days);
  for (const year of version.provisionalYears)
    provisional.fill(1, indexOf(`${year}-01-01`), indexOf(`${year + 1}-01-01`));
  const segmentsOn = new Map(
    [...byDay].flatMap(([day, { kind, segments: own }]) =>
      kind === 'workday' && own ? [[day - firstDay, own] as const] : [],
    ),
  );
  const usual = minutesOf(segments);
  const minutes = Int32Array.from(working, (mark, i) => {
    const own = segmentsOn.get(i);
    return mark * (own ? minutesOf(own) : usual);
  });
  return {
    version,
    segments,
    segmentsOn,
    firstDay,
    days,
    minutesBefore: sumsBefore(minutes),
    workingDaysBefore: sumsBefore(working),
    provisionalBefore: sumsBefore(provisional),
    exceptions: byDay,
  };
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

/** The first moment that no decision reaches: of the first provisional year, or past the calendar. */
export function undecidedFrom({ firstDay, days, provisionalBefore }: WorkingCalendar): number {
  let first = 0;
  while (first < days && provisionalBefore[first + 1] === 0) first += 1;
  return startOfDay(firstDay + first);
}

/** How many days behind that of an instant are decided, up to the first of a provisional year or past the calendar. */
export function decidedDaysAfter({ firstDay, days, provisionalBefore }: WorkingCalendar, instant: number): number {
  const next = Math.max(0, dayOf(instant) + 1 - firstDay);
  let open = next;
  while (open < days && provisionalBefore[open + 1] === provisionalBefore[open]) open += 1;
  return open - next;
}

/** One day as the calendar tells it. */
export interface CalendarDay {
  readonly date: string;
  readonly working: boolean;
  readonly workingMinutes: number;
  /** Its hours; none where it is not worked. */
  readonly segments: OfficeHours;
  readonly reason?: string;
  readonly decision?: string;
}

/** A year, day by day. */
export interface CalendarYear {
  /** The version's id. */
  readonly version: string;
  /** SHA-256, lower-case hex, by which the version is known again. */
  readonly hash: string;
  /** The first and the last date that it covers. */
  readonly coversFrom: string;
  readonly coversTo: string;
  readonly provisional: boolean;
  readonly days: readonly CalendarDay[];
}

/** Every day of a year; undefined where the calendar does not cover the whole of it. */
export function calendarYear(calendar: WorkingCalendar, year: number): CalendarYear | undefined {
  const first = dayOfDate(`${year}-01-01`);
  const last = dayOfDate(`${year}-12-31`);
  if (!(first >= calendar.firstDay && last < calendar.firstDay + calendar.days)) return undefined;
  const days = Array.from({ length: last - first + 1 }, (_, i) => calendarDay(calendar, first + i));
  const { id, hash, coversFrom, coversTo, provisionalYears } = calendar.version;
  return { version: id, hash, coversFrom, coversTo, provisional: provisionalYears.includes(year), days };
}

function calendarDay(calendar: WorkingCalendar, day: number): CalendarDay {
  const i = day - calendar.firstDay;
  const workingMinutes = calendar.minutesBefore[i + 1]! - calendar.minutesBefore[i]!;
  const exception = calendar.exceptions.get(day);
  return {
    date: dateOfDay(day),
    working: workingMinutes > 0,
    workingMinutes,
    segments: workingMinutes > 0 ? officeHoursOf(segmentsOfDay(calendar, i)) : [],
    ...(exception
      ? { reason: exception.reason, decision: exception.decision }
      : isWeekend(day) && { reason: 'weekend' }),
  };
}

/** Working milliseconds of the whole calendar: the far end of its axis. */
export function axisLength(calendar: WorkingCalendar): number {
  return calendar.minutesBefore[calendar.days]! * MINUTE_MS;
}
