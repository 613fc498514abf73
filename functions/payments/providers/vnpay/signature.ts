import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

/** The `vnp_` fields of a message by name. */
export type Fields = Readonly<Record<string, string>>;

type Encode = (text: string) => string;

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

const withPlus = (text: string): string => text.replaceAll('%20', '+');

/** PHP's `urlencode` of what `encodeURIComponent` has encoded, as the PAY 2.1.0 documents write it: of the rest letters, digits, `-`, `_` and `.` stay, and a space is `+`. */
const formOf: Encode = (encoded) => withPlus(encoded.replace(/[!'()*~]/g, percent));

/** PHP's `urlencode`. */
export const formEncode: Encode = (text) => formOf(encodeURIComponent(text));

/** How senders spell it, VNPAY's documents first: PHP, Java and JavaScript differ in `!'()*~`, and some write a space as `%20`. */
const spellings: readonly Encode[] = [
  formOf,
  (encoded) => encoded.replace(/[!'()*~]/g, percent),
  (encoded) => withPlus(encoded.replace(/[!'()~]/g, percent)),
  (encoded) => encoded.replace(/[!'()~]/g, percent),
  withPlus,
  (encoded) => encoded,
];

/** Most names and values are spelled as they are, by every sender. */
const spelled = (text: string, spell: Encode): string =>
  /[^\w.-]/.test(text) ? spell(encodeURIComponent(text)) : text;

const joined = (names: readonly string[], fields: Fields, spell: Encode): string => {
  let text = '';
  for (const name of names) text += `&${spelled(name, spell)}=${spelled(fields[name] ?? '', spell)}`;
  return text.slice(1);
};

/** The fields sorted by name as `name=value` joined with `&`: what is signed, and what the pay URL carries. */
export const canonicalQuery = (fields: Fields): string => joined(Object.keys(fields).sort(), fields, formOf);

const isHash = (text: string): boolean => text.length === 128 && /^[0-9a-f]+$/i.test(text);

const hmac = (key: KeyObject, text: string): string => createHmac('sha512', key).update(text).digest('hex');

/** Compares digits in constant time. */
const isHashOf = (key: KeyObject, text: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(hmac(key, text), 'latin1'), Buffer.from(hash.toLowerCase(), 'latin1'));

/** `vnp_SecureHash`: lower-case hex HMAC-SHA512 of the canonical query. */
export const secureHash = (key: KeyObject, fields: Fields): string => hmac(key, canonicalQuery(fields));

/** The published hash of a query and of its answer: lower-case hex HMAC-SHA512 of the values joined with `|`. */
export const pipedHash = (key: KeyObject, values: readonly string[]): string => hmac(key, values.join('|'));

/** True where the hash, in either case, is that of the values. Compares in constant time. */
export const isPipedHash = (key: KeyObject, values: readonly string[], hash: string): boolean =>
  isHash(hash) && isHashOf(key, values.join('|'), hash);

/**
 * True where the hash, in either case, signs the fields in one of the encodings in use, with or without empty fields. All of them mean
 * the same decoded set; nearly always the first is met, and then no other is made. Each is compared in constant time; which was met is no secret.
 */
export const isSigned = (key: KeyObject, fields: Fields, hash: string): boolean => {
  if (!isHash(hash)) return false;
  const names = Object.keys(fields).sort();
  const usual = joined(names, fields, formOf);
  if (isHashOf(key, usual, hash)) return true;
  const said = names.filter((name) => fields[name] !== '');
  const others = new Set(spellings.flatMap((spell) => [joined(names, fields, spell), joined(said, fields, spell)]));
  others.delete(usual);
  return [...others].some((text) => isHashOf(key, text, hash));
};
