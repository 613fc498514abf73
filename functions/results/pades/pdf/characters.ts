/** Character classes of PDF syntax (ISO 32000-2 section 7.2.3), by code. */
const whitespace = new Uint8Array(256);
for (const code of [0, 9, 10, 12, 13, 32]) whitespace[code] = 1;

const delimiter = new Uint8Array(256);
for (const character of '()<>[]{}/%') delimiter[character.charCodeAt(0)] = 1;

export const isWhitespace = (code: number | undefined): boolean => code !== undefined && whitespace[code] === 1;

/** A character that may be part of a keyword, number or name. */
export const isRegular = (code: number | undefined): boolean =>
  code !== undefined && whitespace[code] === 0 && delimiter[code] === 0;

export const isDigit = (code: number | undefined): boolean => code !== undefined && code >= 48 && code <= 57;
