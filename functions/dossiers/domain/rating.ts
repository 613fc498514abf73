import * as z from 'zod';
import { endsClock } from '../../../shared/kernel/dossier-status.ts';
import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { cursorTo, PageLimit } from '../../../shared/kernel/paging.ts';
import { DateFromCaller } from '../../../shared/kernel/time.ts';
import type { Dossier } from './dossier.ts';

/** A dossier's rating, and whether there may be one, as whoever holds its link sees it. */
export type RatingState = ReturnType<typeof ratingStateOf>;

/** Whether a dossier can be rated: from its end on (refused, stopped, finished, returned). What was said before stays, whatever is said after. */
export const ratingStateOf = ({ registered, status, erased, rating }: Dossier) => ({
  dossierCode: registered.dossierCode,
  isEnded: endsClock(status),
  isErased: erased !== undefined,
  rating: rating && { at: rating.ratedAt, stars: rating.stars, words: rating.words },
});

/** Words of a rating for those who did not write them: what may be the number of a phone or a person is not shown. */
export const withoutLongNumbers = (words: string): string =>
  words.replace(/\p{Nd}{9,}/gu, (digits) => '*'.repeat([...digits].length));

/** The place of a rating in a list: by when it was given. */
const ratingKey = /^\d{13}#[^#]{1,64}$/;

/** What ratings may be asked for: from one day to another, both included. */
export const RatingsQuery = z
  .object({
    from: DateFromCaller,
    to: DateFromCaller,
    agency: AgencyCode.optional(),
    limit: PageLimit,
    cursor: cursorTo(ratingKey).optional(),
  })
  .refine(({ from, to }) => to >= from, { path: ['to'], error: 'expected a day that is not before `from`' });

/** What ratings may be asked for. */
export type RatingsQuery = z.infer<typeof RatingsQuery>;
