import { DAY_MS, VIET_NAM_OFFSET_MS } from '../time.ts';

/** The day of Viet Nam that an instant falls on, counted from 1970-01-01. */
export function dayOf(instant: number): number {
  return Math.floor((instant + VIET_NAM_OFFSET_MS) / DAY_MS);
}

/** Midnight in Viet Nam at which a day begins. */
export function startOfDay(day: number): number {
  return day * DAY_MS - VIET_NAM_OFFSET_MS;
}

/** The day number of a date `YYYY-MM-DD`; NaN where it is not a date. */
export function dayOfDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** The date `YYYY-MM-DD` of a day number. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Whether a day is a Saturday or a Sunday. */
export function isWeekend(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}

/** The same day of the month so many months on, or that month's last day where it has no such day (Civil Code art. 147-148). */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * DAY_MS);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + months;
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth)) / DAY_MS;
}
