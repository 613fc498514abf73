/** Working time as one would count it by hand: minute by minute, day by day. Slow, obvious, and shares no code with the product. */
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
