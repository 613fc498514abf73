import { visibleText } from '../../../shared/kernel/text.ts';

/** Letters without a mark to strip, and signs, each before its plain form. */
const plainForms = new Map(
  [
    'đd ðd ɖd ĐD ÐD ƉD øo ØO łl ŁL ħh ĦH ıi əe ßss ẞSS æae ÆAE œoe ŒOE þth ÞTh ŋng ŊNg',
    '₫d €EUR £GBP ¥JPY ©(c) ®(r) °o ‰%o §S ×x ÷/ ±+/- −- ∼~ ≈~ ≤<= ≥>= ≠!= →-> ←<- ⇒=>',
    '∙. ·. ‧. •- ‣- ⁃- ◦- ▪- ●- ★* ✓v ⁄/ ∕/ ∶:',
  ].flatMap((line) => line.split(' ').map(([sign = '', ...plain]) => [sign, plain.join('')] as const)),
);

/** Single quotation marks, and what people type in the place of an apostrophe. */
const singleQuotes = /[‘’‚‛‹›`ʹʻʼʽˈˊˋ′‵]/gu;
const doubleQuotes = /[\p{Pi}\p{Pf}„]/gu;

/**
 * Text as every phone shows it and every alphabet holds it in one unit a letter: printable ASCII that is also in GSM-7. Marks go
 * all at once, since one that stays makes the whole message UCS-2; what does not show goes; quotation marks, dashes, blanks and
 * compatibility forms become their plain ones; what has no plain form becomes `?`.
 */
export const plainText = (text: string): string =>
  text
    // A mark on a blank, once it is taken apart.
    .replaceAll('´', "'")
    .normalize('NFKD')
    .replace(/[\p{M}\p{DI}\p{Cf}]/gu, '')
    .replace(singleQuotes, "'")
    .replace(doubleQuotes, '"')
    .replace(/\p{Pd}/gu, '-')
    .replace(/\s+/gu, ' ')
    .replace(/[^\x20-\x7e]/gu, (character) => plainForms.get(character) ?? '?')
    .trim();

/** Text with its marks as every phone shows it: in NFC, on one line, with plain blanks. */
export const markedText = (text: string): string => visibleText(text).replace(/\s+/gu, ' ').trim();
