import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** The `vnp_` fields of a message by name. */
export type Fields = Readonly<Record<string, string>>;

type Encode = (text: string) => string;

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** PHP's `urlencode`, as the PAY 2.1.0 documents write it: everything but letters, digits, `-`, `_` and `.`; a space is `+`. */
export const formEncode: Encode = (text) =>
  encodeURIComponent(text)
    .replace(/[!'()*~]/g, percent)
    .replaceAll('%20', '+');

/** How senders encode the same decoded fields: PHP, Java and JavaScript differ in `!'()*~`, and some write a space as `%20`. */
const senders: readonly Encode[] = [
  (text) => encodeURIComponent(text).replace(/[!'()*~]/g, percent),
  (text) => encodeURIComponent(text).replace(/[!'()~]/g, percent),
  encodeURIComponent,
];

const encodings = senders.flatMap((encode): readonly Encode[] => [
  (text) => encode(text).replaceAll('%20', '+'),
  encode,
]);

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number => (a < b ? -1 : 1);

/** The fields sorted by name as `name=value` joined with `&`: what is signed, and what the pay URL carries. */
export const canonicalQuery = (fields: Fields, encode: Encode = formEncode): string =>
  Object.entries(fields)
    .sort(byName)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');

const HASH = /^[0-9a-f]{128}$/i;

const hmac = (key: KeyObject, text: string): Buffer => createHmac('sha512', key).update(text).digest();

/** `vnp_SecureHash`: lower-case hex HMAC-SHA512 of the canonical query. */
export const secureHash = (key: KeyObject, fields: Fields): string => hmac(key, canonicalQuery(fields)).toString('hex');

/** The published hash of a query and of its answer: lower-case hex HMAC-SHA512 of the values joined with `|`. */
export const pipedHash = (key: KeyObject, values: readonly string[]): string =>
  hmac(key, values.join('|')).toString('hex');

/** True where the hash, in either case, is that of the values. Compares in constant time. */
export const isPipedHash = (key: KeyObject, values: readonly string[], hash: string): boolean =>
  HASH.test(hash) && timingSafeEqual(hmac(key, values.join('|')), Buffer.from(hash, 'hex'));

const withoutEmpty = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));

/**
 * True where the hash, in either case, signs the fields in one of the encodings in use, with or without empty fields.
 * All of them mean the same decoded set. Compares in constant time.
 */
export const isSigned = (key: KeyObject, fields: Fields, hash: string): boolean => {
  if (!HASH.test(hash)) return false;
  const claimed = Buffer.from(hash, 'hex');
  const texts = new Set(
    [fields, withoutEmpty(fields)].flatMap((set) => encodings.map((encode) => canonicalQuery(set, encode))),
  );
  let signed = false;
  for (const text of texts) signed = timingSafeEqual(hmac(key, text), claimed) || signed;
  return signed;
};
