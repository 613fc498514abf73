import { visibleText } from '../../../shared/kernel/text.ts';

/** Letters without a mark to strip, and signs, each before its plain form. */
const plainForms = new Map(
  [
    'đd ðd ɖd ĐD ÐD ƉD øo ØO łl ŁL ħh ĦH ıi əe ßss ẞSS æae ÆAE œoe ŒOE þth ÞTh ŋng ŊNg',
    '₫d €EUR £GBP ¥JPY ©(c) ®(r) °o ‰%o §S ×x ÷/ ±+/- −- ∼~ ≈~ ≤<= ≥>= ≠!= →-> ←<- ⇒=>',
    '∙. ·. ‧. •- ‣- ⁃- ◦- ▪- ●- ★* ✓v ⁄/ ∕/ ∶: μu',
  ].flatMap((line) => line.split(' ').map(([sign = '', ...plain]) => [sign, plain.join('')] as const)),
);

/** Single quotation marks, and what people type in the place of an apostrophe. */
const singleQuotes = /[‘’‚‛‹›`ʹʻʼʽˈˊˋ′‵]/gu;
const doubleQuotes = /[\p{Pi}\p{Pf}„]/gu;

/** What a character becomes: its plain form, or itself where it has none. Each is taken apart by itself: no plain form hangs on a neighbour. */
const resolved = (character: string): string =>
  character
    // A mark on a blank, once it is taken apart.
    .replace('´', "'")
    .normalize('NFKD')
    .replace(/[\p{M}\p{DI}\p{Cf}]/gu, '')
    .replace(singleQuotes, "'")
    .replace(doubleQuotes, '"')
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s+/gu, ' ')
    .replace(/[^\x20-\x7e]/gu, (part) => plainForms.get(part) ?? part);

/** Plain forms that were made: Vietnamese has some 150 letters beyond ASCII, each in nearly every text. */
const known = new Map<string, string>();

const MOST_KNOWN = 2000;

const plainForm = (character: string): string => {
  const before = known.get(character);
  if (before !== undefined) return before;
  const form = resolved(character).replace(/[^\x20-\x7e]/gu, '');
  if (known.size < MOST_KNOWN) known.set(character, form);
  return form;
};

/**
 * Text as every phone shows it and every alphabet holds it in one unit a letter: printable ASCII that is also in GSM-7. Marks go
 * all at once, since one that stays makes the whole message UCS-2; what does not show goes; quotation marks, dashes, blanks and
 * compatibility forms become their plain ones; what has no plain form is left out.
 */
export const plainText = (text: string): string =>
  text
    .replace(/[^ -_a-~]/gu, plainForm)
    .replace(/ {2,}/g, ' ')
    .trim();

/** The first character of a text that has no plain form, and its place, counted in characters from 1; undefined where each has one. */
export const withoutPlainForm = (text: string): { readonly character: string; readonly place: number } | undefined => {
  const characters = [...text];
  const index = characters.findIndex((character) => /[^\x20-\x7e]/u.test(resolved(character)));
  return index < 0 ? undefined : { character: characters[index] as string, place: index + 1 };
};

/** Text with its marks as every phone shows it: in NFC, on one line, with plain blanks. */
export const markedText = (text: string): string => visibleText(text).replace(/\s+/gu, ' ').trim();
