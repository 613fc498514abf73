import { mailAddress } from '../../../shared/kernel/email.ts';
import { nationalPhone } from '../../../shared/kernel/phone.ts';

/**
 * A phone number or address as messages are kept under it: `0912345678` for `0...`, `84...` and `+84...`, addresses in lower case
 * with their domain in ASCII. A `+` that a query turned into a space is put back.
 */
export const recipientOf = (text: string): string => {
  const address = text.trim().replaceAll(' ', '+');
  return nationalPhone(text) ?? (mailAddress(address) ?? address).toLowerCase();
};
