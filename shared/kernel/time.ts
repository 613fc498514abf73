import * as z from 'zod';

/** A moment: whole milliseconds since 1970-01-01T00:00:00Z. The one form in which time is kept and compared. */
export type Instant = number;

/** Viet Nam keeps UTC+7 without daylight saving since 1975-06-13 (tzdata, Asia/Ho_Chi_Minh). */
export const VIET_NAM_OFFSET_MS = 7 * 3_600_000;

/** One minute in milliseconds. */
export const MINUTE_MS = 60_000;

/** An hour in milliseconds. */
export const HOUR_MS = 60 * MINUTE_MS;

/** One day in milliseconds. */
export const DAY_MS = 86_400_000;

const offsetDateTime =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|(?!-00:00)[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)$/;

const isRealDate = (text: string): boolean => {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
};

/** An instant as facts store it: whole milliseconds since 1970, which is as far back as the product reaches. */
export const InstantMs = z.int().nonnegative('expected a moment since 1970');

/** The first moment that callers may not name: stored moments sort by 13 digits of milliseconds, which last until 2286. */
const BEYOND_REACH = Date.UTC(2200, 0, 1) - VIET_NAM_OFFSET_MS;

/**
 * ISO 8601 with an offset, as callers write it, to an instant from 1970 to 2199. Refused: a time without offset, with the offset
 * `-00:00` (which says that it is not known) or with one that no place has, a leap second, `24:00`, a date that does not exist.
 */
export const OffsetDateTime = z
  .string()
  .refine(
    (text) => offsetDateTime.test(text) && isRealDate(text),
    'expected ISO 8601 with an offset, such as 2026-11-20T17:00:00+07:00',
  )
  .transform((text): Instant => Date.parse(text))
  .pipe(InstantMs.lt(BEYOND_REACH, 'expected a moment before 2200'));

/** Whether a moment is in the one minute of its day in which sweeps tell what is told once a day: 07:00 in Viet Nam. */
export const isMorning = (asOf: Instant): boolean => asOf % DAY_MS < MINUTE_MS;

/** `YYYY-MM-DD`, a date that exists. */
export const CalendarDate = z
  .string()
  .refine(
    (text) => /^\d{4}-(0[1-9]|1[0-2])-\d{2}$/.test(text) && isRealDate(text),
    'expected a date, such as 2026-11-20',
  );

/** A date as callers write it, from 1900 to 2199; what was kept is read as `CalendarDate`. */
export const DateFromCaller = CalendarDate.refine(
  (text) => text >= '1900' && text < '2200',
  'expected a date from 1900 to 2199',
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

/** `ngày 05 tháng 3 năm 2026`, as documents write a date: days below 10 and the first two months with a 0 (Decree 30/2020, appendix I). */
export const dateInWords = (instant: Instant): string => {
  const [year, month, day] = vietNamDate(instant).split('-');
  return `ngày ${day} tháng ${Number(month) > 2 ? Number(month) : month} năm ${year}`;
};

/** `17 giờ 00 phút, ngày 19 tháng 11 năm 2026`, as the forms of Circular 03/2025/TT-VPCP write a moment. */
export const momentInWords = (instant: Instant): string => {
  const [hour, minute] = inVietNam(instant).toISOString().slice(11, 16).split(':');
  return `${hour} giờ ${minute} phút, ${dateInWords(instant)}`;
};

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

/** At least so many digits, so that keys made of numbers that fit sort like the numbers. */
export const sortable = (value: number, width = 13): string => pad(value, width);
