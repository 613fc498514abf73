import * as z from 'zod';

/** Mobile prefixes in use since the renumbering of 2018 (Ministry of Information and Communications); data, so that a new range is one line. */
const MOBILE_PREFIXES = ['03[2-9]', '05[25689]', '07[06-9]', '08[1-9]', '09[0-9]'];

const nationalMobile = new RegExp(`^(?:${MOBILE_PREFIXES.join('|')})\\d{7}$`);

/** Landlines since the renumbering of 2017: 02, the rest of the area's code and the subscriber's number, eleven digits in all. */
const nationalLandline = /^02\d{9}$/;

/** What people put between digits: blanks, dots, slashes, brackets, and every dash. */
const separators = /[\s./()\p{Pd}\u2212]/gu;

/** The country's code as it is dialled (`+84`, `0084`, `84`), with or without the zero that only calls inside the country begin with. */
const countryCode = /^(?:\+|00)?840?(?=(?:[35789]\d{8}|2\d{9})$)/;

/**
 * A Vietnamese mobile or landline number in its national form, `0912345678`; undefined where the text is not one. Taken in every
 * form in which people write it: country code, `tel:`, separators, full width, characters that do not show.
 */
export const nationalPhone = (text: string): string | undefined => {
  const digits = text
    .normalize('NFKC')
    .replace(/\p{DI}/gu, '')
    .trim()
    .replace(/^tel:/i, '')
    .replace(separators, '')
    .replace(countryCode, '0');
  return nationalMobile.test(digits) || nationalLandline.test(digits) ? digits : undefined;
};

/** True where a number in its national form is a mobile one, which SMS reach; a landline is only called. */
export const isMobile = (phone: string): boolean => nationalMobile.test(phone);

/** A Vietnamese mobile or landline number, kept in its national form. */
export const PhoneNumber = z.string().transform((text, context) => {
  const phone = nationalPhone(text);
  if (phone !== undefined) return phone;
  context.addIssue('expected a Vietnamese phone number, such as 0912345678');
  return z.NEVER;
});
