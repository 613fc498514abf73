import * as z from 'zod';

/** A stretch of office hours, half-open, in minutes after midnight. */
export interface OfficeSegment {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Default office hours: 08:00-12:00 and 13:00-17:00, eight hours a working day. */
export const defaultOfficeHours: readonly OfficeSegment[] = [
  { fromMinute: 8 * 60, toMinute: 12 * 60 },
  { fromMinute: 13 * 60, toMinute: 17 * 60 },
];

/** Office hours as callers write and see them and as they are kept: `[["07:30", "11:30"], ["13:30", "17:00"]]`. */
export type OfficeHours = readonly (readonly string[])[];

const HourOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected an hour of the day, such as 07:30');

/** Office hours of a day as a caller names them: one to four stretches, one after another. */
export const OfficeHoursFromCaller = z
  .array(z.array(HourOfDay).length(2))
  .min(1)
  .max(4)
  .refine((hours) => {
    const moments = hours.flat();
    return moments.every((moment, i) => i === 0 || (moments[i - 1] as string) < moment);
  }, 'expected each stretch to end after it begins, and before the next one');

/** Office hours as they are kept, of whatever release. */
export const KeptOfficeHours = z.array(z.array(z.string()).readonly()).readonly();

const minuteOf = (hour: string): number => {
  const [hours, minutes] = hour.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
};

const hourOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');

/** Office hours as a calendar reckons with them. */
export const segmentsOf = (hours: OfficeHours): readonly OfficeSegment[] =>
  hours.map(([from = '', to = '']) => ({ fromMinute: minuteOf(from), toMinute: minuteOf(to) }));

/** Office hours as they are shown. */
export const officeHoursOf = (segments: readonly OfficeSegment[]): OfficeHours =>
  segments.map(({ fromMinute, toMinute }) => [hourOf(fromMinute), hourOf(toMinute)]);

/** How many minutes office hours take together. */
export const minutesOf = (segments: readonly OfficeSegment[]): number =>
  segments.reduce((sum, { fromMinute, toMinute }) => sum + toMinute - fromMinute, 0);
