import { visibleText } from '../../../shared/kernel/text.ts';

/** A name of which only the initials are shown, `N*** T*** Á***`; how long the words are is not told. */
export const maskedName = (fullName: string): string =>
  visibleText(fullName)
    .trim()
    .split(/\s+/)
    .map((word) => `${[...word][0] ?? ''}***`)
    .join(' ');

/** A phone number of which only the last two digits are shown: the last four open the look-up. */
export const maskedPhone = (phone: string): string => `${'*'.repeat(Math.max(0, phone.length - 2))}${phone.slice(-2)}`;
