import { DAY_MS, type Instant, MINUTE_MS, startOfVietNamDate, vietNamDate } from '../../../shared/kernel/time.ts';

/** A span of time in whole seconds, its first and its last one included. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** How far a merchant's transfers are listed: all of the days before `date`, and of that day all after `to` where it is said. */
export interface Progress {
  /** A Vietnamese date. */
  readonly date: string;
  readonly to?: Instant | undefined;
}

const SECOND_MS = 1000;

/** A day is listed anew until so long after its end, since banks tell of transfers late. Our policy. */
const SETTLES_MS = 6 * 60 * MINUTE_MS;

/** A provider that has listed nothing for so long is silent. */
const SILENT_MS = DAY_MS;

const endOf = (date: string): Instant => startOfVietNamDate(date) + DAY_MS;

const dayAfter = (date: string): string => vietNamDate(endOf(date));

/** Where the first listing of a merchant begins: with the day before, or with that of its set-up. */
export const firstProgress = (now: Instant, setUpAt: Instant = 0): Progress => ({
  date: vietNamDate(Math.max(now - DAY_MS, setUpAt)),
});

/** What is asked for: the rest of a Vietnamese day, without what came before the merchant was set up. */
export const spanOf = ({ date, to }: Progress, setUpAt: Instant = 0): Span => ({
  from: Math.max(startOfVietNamDate(date), Math.floor(setUpAt / SECOND_MS) * SECOND_MS),
  to: to ?? endOf(date) - SECOND_MS,
});

/** What is asked for after a page of a day, which said until when others may have come: the rest of the day, the next day, or nothing. */
export const stepAfter = ({ date }: Progress, before: Instant | undefined, now: Instant): Progress | undefined => {
  if (before !== undefined) return { date, to: before };
  const next = dayAfter(date);
  return next <= vietNamDate(now) ? { date: next } : undefined;
};

/** What is known to be listed after a page. Of a day that may still grow it is nothing: the next listing begins it anew. */
export const listedAfter = (
  kept: Progress,
  { date }: Progress,
  before: Instant | undefined,
  now: Instant,
): Progress => {
  if (now < endOf(date) + SETTLES_MS) return kept;
  return before === undefined ? { date: dayAfter(date) } : { date, to: before };
};

/** Whether a provider that last listed at a moment is silent by now. */
export const isSilent = (answeredAt: Instant, now: Instant): boolean => now - answeredAt >= SILENT_MS;
