import { domainToASCII } from 'node:url';
import * as z from 'zod';

/** Words of RFC 5321 `atext` with dots between them; at most 64 characters (4.5.3.1.1). */
const localPart = /^(?=.{1,64}$)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;

/** Letters of any script, digits and hyphens between dots, of which IDNA knows four. Sets of Unicode are made when an address is read. */
const isDomainAsWritten = (text: string): boolean => /^[\p{L}\p{M}\p{N}.。．｡-]+$/u.test(text);

/** Labels of at most 63 characters (RFC 1035, 2.3.4), the last one of letters or an A-label (RFC 5890). */
const domainInAscii = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+(?:[a-z]{2,63}|xn--[a-z\d-]{0,58}[a-z\d])$/i;

/** RFC 5321, 4.5.3.1.3: a path holds 256 octets, two of them its brackets. */
const MAX_ADDRESS = 254;

/** An e-mail address as mail servers take it, an international domain as its A-labels; undefined where the text is none. */
export const mailAddress = (text: string): string | undefined => {
  const at = text.lastIndexOf('@');
  const [local, written] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)];
  if (!localPart.test(local) || !isDomainAsWritten(written)) return undefined;
  const domain = /^\p{ASCII}*$/u.test(written) ? written : domainToASCII(written);
  const address = `${local}@${domain}`;
  return domainInAscii.test(domain) && address.length <= MAX_ADDRESS ? address : undefined;
};

/** An e-mail address, kept with its domain in ASCII. */
export const EmailAddress = z
  .string()
  .trim()
  .transform((text, context) => {
    const address = mailAddress(text);
    if (address !== undefined) return address;
    context.addIssue('expected an e-mail address, such as anh@example.vn');
    return z.NEVER;
  });
