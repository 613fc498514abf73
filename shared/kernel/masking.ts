/** A phone number of which only the last two digits are shown: the last four open the look-up. */
export const maskedPhone = (phone: string): string => `${'*'.repeat(Math.max(0, phone.length - 2))}${phone.slice(-2)}`;

/** An e-mail address of which only the first letter and the domain are shown. */
export const maskedMail = (address: string): string =>
  address.replace(/^(.).*@/u, (_, first: string) => `${first}***@`);
