import { visibleText } from '../../../shared/kernel/text.ts';

/** A hash as people type it from paper or copy from elsewhere, without capitals, blanks, hyphens and what does not show. */
export const plainHash = (typed: string): string =>
  visibleText(typed)
    .replace(/[\s\p{Pd}]/gu, '')
    .toLowerCase();

/** A verification code as people type it: besides, they read letters that its alphabet leaves out. */
export const plainCode = (typed: string): string => plainHash(typed).replace(/o/g, '0').replace(/[il]/g, '1');
