import * as z from 'zod';

/** Mobile prefixes in use since the renumbering of 2018 (Ministry of Information and Communications); data, so that a new range is one line. */
const MOBILE_PREFIXES = ['03[2-9]', '05[25689]', '07[06-9]', '08[1-9]', '09[0-9]'];

const nationalMobile = new RegExp(`^(?:${MOBILE_PREFIXES.join('|')})\\d{7}$`);

/** A Vietnamese mobile number in its national form, `0912345678`; undefined where the text is not one. Accepts `+84`, `84`, spaces, dots, dashes. */
export const nationalPhone = (text: string): string | undefined => {
  const digits = text.replace(/[\s.-]/g, '').replace(/^\+?84(?=\d{9}$)/, '0');
  return nationalMobile.test(digits) ? digits : undefined;
};

/** A Vietnamese mobile number, kept in its national form. */
export const Phone = z.string().transform((text, context) => {
  const phone = nationalPhone(text);
  if (phone) return phone;
  context.addIssue({ code: 'custom', message: 'expected a Vietnamese mobile number, such as 0912345678' });
  return z.NEVER;
});
