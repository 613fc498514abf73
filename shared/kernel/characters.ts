/** The first characters of a text, none of them cut in half: what remains of any text is well formed (UTF-16 has no lone surrogate). */
export const firstCharacters = (text: string, count: number): string =>
  [...text.slice(0, 2 * count).toWellFormed()].slice(0, count).join('');
