/** Working time as one would count it by hand: minute by minute, day by day. Slow, obvious, and shares no code with the product. */
import type { TimeLimit } from '../../shared/kernel/dossier-card.ts';
import type { OfficialDay } from '../../shared/kernel/working-time/official-days.ts';

const MINUTE = 60_000;

/** Whether the minute that begins at an instant is worked. */
export function naiveIsWorked(days: readonly OfficialDay[], minute: number): boolean {
  const wall = new Date(minute + 7 * 60 * MINUTE);
  const date = wall.toISOString().slice(0, 10);
  const exception = days.find((day) => day.date === date);
  const weekend = [0, 6].includes(wall.getUTCDay());
  const workingDay = exception ? exception.kind === 'workday' : !weekend;
  return workingDay && [8, 9, 10, 11, 13, 14, 15, 16].includes(wall.getUTCHours());
}

/** The instant at which so many working minutes, not counting paused ones, have passed since a whole minute. */
export function naiveDue(
  days: readonly OfficialDay[],
  start: number,
  workingMinutes: number,
  isPaused: (minute: number) => boolean = () => false,
): number {
  let left = workingMinutes;
  for (let minute = start; ; minute += MINUTE) {
    if (naiveIsWorked(days, minute) && !isPaused(minute)) left -= 1;
    if (left === 0) return minute + MINUTE;
  }
}

/** Working minutes between two whole minutes. */
export function naiveBetween(days: readonly OfficialDay[], from: number, to: number): number {
  let worked = 0;
  for (let minute = from; minute < to; minute += MINUTE) if (naiveIsWorked(days, minute)) worked += 1;
  return worked;
}

const dateOf = (instant: number): string => new Date(instant + 7 * 60 * MINUTE).toISOString().slice(0, 10);
const at = (date: string, hour: string): number => Date.parse(`${date}T${hour}:00+07:00`);
const dayAfter = (date: string): string => dateOf(at(date, '12:00') + 24 * 60 * MINUTE);

/** The date so many months on, counted month by month on paper; where that month has no such day, its last. */
function monthsLater(date: string, months: number): string {
  let [year = 0, month = 0] = date.split('-').map(Number);
  for (let n = 0; n < months; n += 1) [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  const day = Math.min(Number(date.slice(8)), last);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** When a limit in days or months from a whole minute is due, turning the pages of the calendar one by one. */
export function naiveDueOfDays(
  days: readonly OfficialDay[],
  start: number,
  { amount, unit }: { readonly amount: number; readonly unit: Exclude<TimeLimit['unit'], 'working_hours'> },
): number {
  const isWorkingDate = (date: string): boolean => naiveIsWorked(days, at(date, '08:00'));
  let first = start;
  const isLastOfItsDay = start === at(dateOf(start), '17:00') && isWorkingDate(dateOf(start));
  while (!isLastOfItsDay && !naiveIsWorked(days, first)) first += MINUTE;
  let date = dateOf(first);
  if (unit === 'months') date = monthsLater(date, amount);
  for (let left = unit === 'months' ? 0 : amount; left > 0; ) {
    date = dayAfter(date);
    if (unit === 'days' || isWorkingDate(date)) left -= 1;
  }
  while (!isWorkingDate(date)) date = dayAfter(date);
  return at(date, '17:00');
}
