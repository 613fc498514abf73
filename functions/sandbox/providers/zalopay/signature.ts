import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

/** A ZaloPay application: the merchant signs by `key1`, ZaloPay by `key2`. */
export const ZalopayCredentials = z.object({
  appId: z.string().regex(/^\d+$/),
  key1: z.string().min(1),
  key2: z.string().min(1),
});

/** A ZaloPay application: the merchant signs by `key1`, ZaloPay by `key2`. */
export type ZalopayCredentials = z.infer<typeof ZalopayCredentials>;

/** Lower-case hex HMAC-SHA256 of a text. */
export const sign = (text: string, key: string): string => createHmac('sha256', key).update(text).digest('hex');

/** Whether a claimed mac is that of a text. Compares in constant time. */
export const isSignedBy = (key: string, text: string, claimed: string): boolean => {
  const [given, right] = [Buffer.from(claimed), Buffer.from(sign(text, key))];
  return given.length === right.length && timingSafeEqual(given, right);
};
