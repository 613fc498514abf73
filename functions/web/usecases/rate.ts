import { MOST_RATING_WORDS } from '../../../shared/kernel/ratings.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { hourAndDate, type Instant } from '../../../shared/kernel/time.ts';
import type { RatingView } from '../pages/rating.ts';
import type { Ratings } from '../ports.ts';

/** What rating needs. */
export interface RatingPorts {
  readonly ratings: Ratings;
}

/** The page of a dossier's rating for the holder of its token. What was given is shown whatever was typed since. */
export const showRating =
  ({ ratings }: RatingPorts) =>
  async (token: string, shown: Pick<RatingView, 'trouble' | 'typed'>): Promise<Result<RatingView>> => {
    const found = await ratings.ofToken(token);
    if (!found) return fail({ kind: 'not_found', what: 'page' });
    const { given } = found;
    // Where it was rated nothing is left to mend, and before its end it says so by itself.
    const trouble = (shown.trouble === 'again') === (given !== undefined) ? shown.trouble : undefined;
    return ok({ token, ...found, ...shown, trouble, given: given && { ...given, at: hourAndDate(given.at) } });
  };

/** Keeps what the form of the page says: one of five, with words or without. `invalid_input` names what is wrong with it. */
export const giveRating =
  ({ ratings }: RatingPorts) =>
  async (
    token: string,
    { stars, words }: RatingView['typed'],
    asked: { readonly now: Instant; readonly requestId: string },
  ): Promise<Result<unknown>> => {
    if (!/^[1-5]$/.test(stars)) return fail({ kind: 'invalid_input', fields: [{ path: 'stars', message: '1 to 5' }] });
    if (words.length > MOST_RATING_WORDS)
      return fail({ kind: 'invalid_input', fields: [{ path: 'words', message: 'too long' }] });
    return ratings.give(token, { stars: Number(stars), words, ...asked });
  };
