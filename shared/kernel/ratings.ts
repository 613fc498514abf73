import * as z from 'zod';

/** How a citizen rates what became of a dossier: 1, very dissatisfied, to 5, very satisfied. */
export const Stars = z.int().min(1).max(5);

/** So many stars and more are a satisfied citizen's. */
export const SATISFIED_STARS = 4;

/** So many characters the words of a rating have at most. */
export const MOST_RATING_WORDS = 1000;
