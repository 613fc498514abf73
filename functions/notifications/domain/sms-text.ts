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

/** Text whose every letter and sign has its plain form, but for those that have none. */
const resolved = (text: string): string =>
  text
    // A mark on a blank, once it is taken apart.
    .replaceAll('´', "'")
    .normalize('NFKD')
    .replace(/[\p{M}\p{DI}\p{Cf}]/gu, '')
    .replace(singleQuotes, "'")
    .replace(doubleQuotes, '"')
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s+/gu, ' ')
    .replace(/[^\x20-\x7e]/gu, (character) => plainForms.get(character) ?? character);

/**
 * Text as every phone shows it and every alphabet holds it in one unit a letter: printable ASCII that is also in GSM-7. Marks go
 * all at once, since one that stays makes the whole message UCS-2; what does not show goes; quotation marks, dashes, blanks and
 * compatibility forms become their plain ones; what has no plain form is left out.
 */
export const plainText = (text: string): string =>
  resolved(text)
    .replace(/[^\x20-\x7e]/gu, '')
    .replace(/ +/g, ' ')
    .trim();

/** The first character of a text that has no plain form, and its place, counted in characters from 1; undefined where each has one. */
export const withoutPlainForm = (text: string): { readonly character: string; readonly place: number } | undefined => {
  const characters = [...text];
  const index = characters.findIndex((character) => /[^\x20-\x7e]/u.test(resolved(character)));
  return index < 0 ? undefined : { character: characters[index] as string, place: index + 1 };
};

/** Text with its marks as every phone shows it: in NFC, on one line, with plain blanks. */
export const markedText = (text: string): string => visibleText(text).replace(/\s+/gu, ' ').trim();
