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
interface Covered<N extends string> {
  readonly name: N;
  readonly lead: string;
}

const published = <N extends string>(...names: readonly N[]): readonly Covered<N>[] =>
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

type Names = readonly Covered<string>[];

const textOf = (accessKey: string, names: Names, fields: Fields): string => {
  let text = `accessKey=${accessKey}`;
  for (const { name, lead } of names) text += lead + (fields[name] ?? '');
  return text;
};

/** No character was lost on the way: of a text with a broken one nobody can say what was signed. */
const isIntact = (text: string): boolean => text.isWellFormed() && !text.includes('\ufffd');

/** The values can be told apart in one way only: they are not encoded, so that one with `&amount=` in it could be another's beginning. */
const areUnambiguous = (names: Names, fields: Fields): boolean =>
  names.every(({ name }) => {
    const value = fields[name] ?? '';
    return !value.includes('&') || !names.some(({ lead }) => value.includes(lead));
  });

/** The signature: lower-case hex HMAC-SHA256 of `name=value` in the published order, joined with `&`, values as they are; an absent one is empty. */
export const signatureOf = ({ accessKey, key }: Account, names: Names, fields: Fields): string =>
  hmacSha256(key, textOf(accessKey, names, fields));

/** True where the signature, in either case, is that of the fields and of no other fields. Compares in constant time. */
export const isSigned = ({ accessKey, key }: Account, names: Names, fields: Fields, signature: string): boolean => {
  const text = textOf(accessKey, names, fields);
  return isIntact(text) && isHmacSha256(key, text, signature) && areUnambiguous(names, fields);
};
