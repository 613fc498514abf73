import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** The HMAC-SHA256 (RFC 2104) of bytes and of texts in UTF-8, one after another, by which most providers sign, as lower-case hex. */
export const hmacSha256 = (key: KeyObject | string, ...signed: readonly (string | Uint8Array)[]): string => {
  const hmac = createHmac('sha256', key);
  for (const part of signed) hmac.update(part);
  return hmac.digest('hex');
};

const isHash = (text: string): boolean => text.length === 64 && /^[0-9a-f]+$/i.test(text);

/** Both sides of a compare, which ends before another begins. */
const made = Buffer.alloc(64);
const told = Buffer.alloc(64);

/** True where the claimed digits, in either case, are those of a hash as lower-case hex. Compares in constant time. */
export const isHashOf = (hash: string, claimed: string): boolean => {
  if (!isHash(claimed)) return false;
  made.write(hash, 'latin1');
  told.write(claimed.toLowerCase(), 'latin1');
  return timingSafeEqual(made, told);
};

/** True where the claimed digits, in either case, are those of the text's HMAC-SHA256. Compares in constant time. */
export const isHmacSha256 = (key: KeyObject | string, text: string, claimed: string): boolean =>
  isHashOf(hmacSha256(key, text), claimed);
