import * as z from 'zod';

/** A brand name that operators of networks have registered: at most 11 characters, which stand in the place of a number. */
export const BrandName = () =>
  z.string().regex(/^[A-Za-z0-9 ._-]{1,11}$/, 'expected a registered brand name, at most 11 characters');

/** Whether a text is plain for every network: ASCII that shows. */
export const isPlain = (text: string): boolean => /^[\x20-\x7e\n]*$/.test(text);

/** A Vietnamese number as networks outside take it: `84912345678`. */
export const abroad = (phone: string): string => phone.replace(/^0/, '84');
