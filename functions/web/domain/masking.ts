import { visibleText } from '../../../shared/kernel/text.ts';

/** A name of which only the initials are shown, `N*** T*** Á***`; how long the words are is not told. */
export const maskedName = (fullName: string): string =>
  visibleText(fullName)
    .trim()
    .split(/\s+/)
    .map((word) => `${[...word][0] ?? ''}***`)
    .join(' ');
