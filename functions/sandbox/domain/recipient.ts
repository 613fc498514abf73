import { nationalPhone } from '../../../shared/kernel/phone.ts';

/**
 * A phone number or address as messages are kept under it: `0912345678` for `0...`, `84...` and `+84...`, addresses in lower case.
 * A `+` that a query turned into a space is put back.
 */
export const recipientOf = (text: string): string =>
  nationalPhone(text) ?? text.trim().replaceAll(' ', '+').toLowerCase();
