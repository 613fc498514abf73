import type { KeyObject } from 'node:crypto';
import { hmacSha256, isHmacSha256 } from '../hmac-sha256.ts';

/** The `vpc_` and `user_` fields of a message by name. */
export type Fields = Readonly<Record<string, string>>;

/** A parameter as it came, decoded. */
export type Parameter = readonly [name: string, value: string];

/** What a secure hash may cover; other parameters (`Title`, `AgainLink`) are nobody's word. */
const isOwn = ([name]: Parameter): boolean => name.startsWith('vpc_') || name.startsWith('user_');

const NAME = /^(vpc|user)_[A-Za-z0-9_]+$/;

/** Values are signed as they are, so that one with a field in it can be told in two ways. */
const HOLDS_A_FIELD = /&(vpc|user)_/;

const isIntact = ([name, value]: Parameter): boolean =>
  NAME.test(name) && value.isWellFormed() && !value.includes('\ufffd') && !HOLDS_A_FIELD.test(value);

/**
 * The fields among parameters, each once; undefined where one is repeated, is broken, or holds another in its value: of such a text
 * nobody can say which fields were signed.
 */
export function fieldsOf(parameters: Iterable<Parameter>): Fields | undefined {
  const own = [...parameters].filter(isOwn);
  const fields = Object.fromEntries(own);
  return own.every(isIntact) && Object.keys(fields).length === own.length ? fields : undefined;
}

const NOT_SIGNED = new Set(['vpc_SecureHash', 'vpc_SecureHashType']);

const byName = ([a]: Parameter, [b]: Parameter): number => (a < b ? -1 : 1);

/** What the hash covers: the fields that say something, sorted by the bytes of their names, as `name=value` joined with `&`, unencoded. */
const signedText = (fields: Fields): string =>
  Object.entries(fields)
    .filter(([name, value]) => value !== '' && !NOT_SIGNED.has(name))
    .sort(byName)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

/** `vpc_SecureHash` (integration guide 2.4, "vpc_SecureHash"): upper-case hex HMAC-SHA256 by the bytes that the hash key's digits stand for. */
export const secureHash = (key: KeyObject, fields: Fields): string => hmacSha256(key, signedText(fields)).toUpperCase();

/** True where the fields carry their own hash, in either case. Compares in constant time. */
export const isSigned = (key: KeyObject, fields: Fields): boolean => {
  const { vpc_SecureHash: claimed = '' } = fields;
  return isHmacSha256(key, signedText(fields), claimed);
};
