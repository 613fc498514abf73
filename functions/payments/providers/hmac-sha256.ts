import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** The HMAC-SHA256 of a text in UTF-8 (RFC 2104), by which most providers sign, as lower-case hex. */
export const hmacSha256 = (key: KeyObject | string, text: string): string =>
  createHmac('sha256', key).update(text, 'utf8').digest('hex');

const isHash = (text: string): boolean => text.length === 64 && /^[0-9a-f]+$/i.test(text);

/** True where the claimed digits, in either case, are those of the text's HMAC-SHA256. Compares in constant time. */
export const isHmacSha256 = (key: KeyObject | string, text: string, claimed: string): boolean =>
  isHash(claimed) &&
  timingSafeEqual(Buffer.from(hmacSha256(key, text), 'latin1'), Buffer.from(claimed.toLowerCase(), 'latin1'));
