import type { KeyObject } from 'node:crypto';
import { hmacSha256, isHmacSha256 } from '../hmac-sha256.ts';

/** A merchant's account. */
export interface Account {
  readonly partnerCode: string;
  readonly accessKey: string;
  /** Of the `secretKey`. */
  readonly key: KeyObject;
}

/** The values of a request or a notice by name, as text. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** What a signature covers: the name of a value, and how it is led up to in the signed text. */
interface Covered {
  readonly name: string;
  readonly lead: string;
}

const published = (...names: readonly string[]): readonly Covered[] =>
  names.map((name) => ({ name, lead: `&${name}=` }));

/**
 * The names that a signature covers behind `accessKey`, in their published order (developers.momo.vn/v3/docs/payment/api): of creating an
 * order, of a notice and a return, of a query, of a refund.
 */
export const covered = {
  create: published(
    'amount',
    'extraData',
    'ipnUrl',
    'orderId',
    'orderInfo',
    'partnerCode',
    'redirectUrl',
    'requestId',
    'requestType',
  ),
  notice: published(
    'amount',
    'extraData',
    'message',
    'orderId',
    'orderInfo',
    'orderType',
    'partnerCode',
    'payType',
    'requestId',
    'responseTime',
    'resultCode',
    'transId',
  ),
  query: published('orderId', 'partnerCode', 'requestId'),
  refund: published('amount', 'description', 'orderId', 'partnerCode', 'requestId', 'transId'),
};

/** What a message says by name, as it came. */
export type Values = Readonly<Record<string, unknown>>;

type Names = readonly Covered[];

/** A value as MoMo signs it: a number without a comma or an exponent, nothing as an empty text; undefined where nobody signs such a value. */
export const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  return Number.isSafeInteger(value) ? String(value) : undefined;
};

/** No character was lost on the way: of a text with a broken one nobody can say what was signed. */
const isIntact = (text: string): boolean => text.isWellFormed() && !text.includes('\ufffd');

/** The value can be told apart in one way only: values are not encoded, so that one with `&amount=` in it could be another's beginning. */
const isUnambiguous = (names: Names, value: string): boolean =>
  !value.includes('&') || !names.some(({ lead }) => value.includes(lead));

/** What a signature covers: `name=value` in the published order, joined with `&`, values as they are; undefined where it could be read in two ways. */
const signedText = (accessKey: string, names: Names, values: Values): string | undefined => {
  let text = `accessKey=${accessKey}`;
  for (const { name, lead } of names) {
    const value = textOf(values[name]);
    if (value === undefined || !isUnambiguous(names, value)) return undefined;
    text += lead + value;
  }
  return isIntact(text) ? text : undefined;
};

/** The signature: lower-case hex HMAC-SHA256 of `name=value` in the published order, joined with `&`, values as they are; an absent one is empty. */
export const signatureOf = ({ accessKey, key }: Account, names: Names, fields: Fields): string =>
  hmacSha256(key, `accessKey=${accessKey}`, ...names.map(({ name, lead }) => lead + (fields[name] ?? '')));

/** True where the signature, in either case, is that of the values and of no other values. Compares in constant time. */
export const isSigned = ({ accessKey, key }: Account, names: Names, values: Values, signature: string): boolean => {
  const text = signedText(accessKey, names, values);
  return text !== undefined && isHmacSha256(key, text, signature);
};
