import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** The HMAC-SHA256 of a text in UTF-8 (RFC 2104), by which most providers sign; a key that is text takes about half as long as a key object. */
export const hmacSha256 = (key: KeyObject | string, text: string): Buffer =>
  createHmac('sha256', key).update(text, 'utf8').digest();

const DIGITS = /^[0-9a-f]{64}$/i;

/** True where the claimed digits, in either case, are those of the text's HMAC-SHA256. Compares in constant time. */
export const isHmacSha256 = (key: KeyObject | string, text: string, claimed: string): boolean =>
  DIGITS.test(claimed) && timingSafeEqual(hmacSha256(key, text), Buffer.from(claimed, 'hex'));
