import * as z from 'zod';

/** A moment: whole milliseconds since 1970-01-01T00:00:00Z. The one form in which time is kept and compared. */
export type Instant = number;

/** Viet Nam keeps UTC+7 without daylight saving since 1975-06-13 (tzdata, Asia/Ho_Chi_Minh). */
export const VIET_NAM_OFFSET_MS = 7 * 3_600_000;

/** One minute in milliseconds. */
export const MINUTE_MS = 60_000;

/** One day in milliseconds. */
export const DAY_MS = 86_400_000;

const offsetDateTime =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

const isRealDate = (text: string): boolean => {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
};

/** An instant as facts store it: whole milliseconds since 1970, which is as far back as the product reaches. */
export const InstantMs = z.int().nonnegative('expected a moment since 1970');

/** ISO 8601 with an offset, as callers write it, to an instant; a time without offset, a date that does not exist and one before 1970 are refused. */
export const OffsetDateTime = z
  .string()
  .refine(
    (text) => offsetDateTime.test(text) && isRealDate(text),
    'expected ISO 8601 with an offset, such as 2026-11-20T17:00:00+07:00',
  )
  .transform((text): Instant => Date.parse(text))
  .pipe(InstantMs);

/** `YYYY-MM-DD`, a date that exists. */
export const CalendarDate = z
  .string()
  .refine(
    (text) => /^\d{4}-(0[1-9]|1[0-2])-\d{2}$/.test(text) && isRealDate(text),
    'expected a date, such as 2026-11-20',
  );

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

const inVietNam = (instant: Instant): Date => new Date(instant + VIET_NAM_OFFSET_MS);

/** An instant as answers show it: `2026-11-20T17:00:00+07:00`, whole seconds. */
export const toOffsetDateTime = (instant: Instant): string => `${inVietNam(instant).toISOString().slice(0, 19)}+07:00`;

/** The Vietnamese calendar date of an instant, `YYYY-MM-DD`. */
export const vietNamDate = (instant: Instant): string => inVietNam(instant).toISOString().slice(0, 10);

/** `27/11/2026`, as Vietnamese readers write dates. */
export const dayMonthYear = (instant: Instant): string => vietNamDate(instant).split('-').reverse().join('/');

/** `17:00 27/11/2026`, local time of Viet Nam. */
export const hourAndDate = (instant: Instant): string =>
  `${inVietNam(instant).toISOString().slice(11, 16)} ${dayMonthYear(instant)}`;

/** `yyyyMMddHHmmss` in Viet Nam's time, as the payment providers and the national portal write it. */
export const compactDateTime = (instant: Instant): string =>
  inVietNam(instant).toISOString().slice(0, 19).replace(/[-T:]/g, '');

/** The instant of a `yyyyMMddHHmmss` text in Viet Nam's time; undefined where it is not one. */
export const parseCompactDateTime = (text: string): Instant | undefined => {
  const parts = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const instant = Date.UTC(year, month - 1, day, hour, minute, second) - VIET_NAM_OFFSET_MS;
  return compactDateTime(instant) === text ? instant : undefined;
};

/** The instant at which a Vietnamese calendar date begins. */
export const startOfVietNamDate = (date: string): Instant => Date.parse(`${date}T00:00:00Z`) - VIET_NAM_OFFSET_MS;

/** Twelve or more digits, so that keys made of numbers sort like the numbers. */
export const sortable = (value: number, width = 13): string => pad(value, width);
