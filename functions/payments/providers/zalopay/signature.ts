import { createSecretKey, type KeyObject } from 'node:crypto';
import { type Instant, vietNamDate } from '../../../../shared/kernel/time.ts';
import { hmacSha256, isHmacSha256 } from '../hmac-sha256.ts';

/** A merchant's application: what it asks is signed by the first key, what ZaloPay tells by the second. */
export interface Account {
  readonly appId: string;
  readonly key1: KeyObject;
  readonly key2: KeyObject;
  /** The text of the first key, which a query signs as well. */
  readonly key1Text: string;
}

/** An application by its credentials. */
export const accountOf = ({ appId, key1, key2 }: Readonly<Record<'appId' | 'key1' | 'key2', string>>): Account => ({
  appId,
  key1: createSecretKey(key1, 'utf8'),
  key2: createSecretKey(key2, 'utf8'),
  key1Text: key1,
});

/** A `mac` of ZaloPay v2 over values: lower-case hex HMAC-SHA256 of them, joined with `|`. */
export const macOf = (key: KeyObject, values: readonly (string | number)[]): string =>
  hmacSha256(key, values.join('|'));

/** True where a `mac`, in either case, is that of the text. Compares in constant time. */
export const isMac = (key: KeyObject, text: string, mac: string): boolean => isHmacSha256(key, text, mac);

/** The Vietnamese day of a moment, `yymmdd`, with which every name begins that ZaloPay takes. */
export const dayOf = (at: Instant): string => vietNamDate(at).slice(2).replaceAll('-', '');
