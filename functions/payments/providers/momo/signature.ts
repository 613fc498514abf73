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

/**
 * The names that a signature covers behind `accessKey`, in their published order (developers.momo.vn/v3/docs/payment/api): of creating an
 * order, of a notice and a return, of a query, of a refund.
 */
export const covered = {
  create: [
    'amount',
    'extraData',
    'ipnUrl',
    'orderId',
    'orderInfo',
    'partnerCode',
    'redirectUrl',
    'requestId',
    'requestType',
  ],
  notice: [
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
  ],
  query: ['orderId', 'partnerCode', 'requestId'],
  refund: ['amount', 'description', 'orderId', 'partnerCode', 'requestId', 'transId'],
} as const satisfies Record<string, readonly string[]>;

type Names = readonly string[];

const textOf = (accessKey: string, names: Names, fields: Fields): string => {
  let text = `accessKey=${accessKey}`;
  for (const name of names) text += `&${name}=${fields[name] ?? ''}`;
  return text;
};

/** No character was lost on the way: of a text with a broken one nobody can say what was signed. */
const isIntact = (text: string): boolean => text.isWellFormed() && !text.includes('\ufffd');

/** The values can be told apart in one way only: they are not encoded, so that one with `&amount=` in it could be another's beginning. */
const areUnambiguous = (names: Names, fields: Fields): boolean =>
  names.every((given) => {
    const value = fields[given] ?? '';
    return !value.includes('&') || !names.some((name) => value.includes(`&${name}=`));
  });

/** The signature: lower-case hex HMAC-SHA256 of `name=value` in the published order, joined with `&`, values as they are; an absent one is empty. */
export const signatureOf = ({ accessKey, key }: Account, names: Names, fields: Fields): string =>
  hmacSha256(key, textOf(accessKey, names, fields));

/** True where the signature, in either case, is that of the fields and of no other fields. Compares in constant time. */
export const isSigned = ({ accessKey, key }: Account, names: Names, fields: Fields, signature: string): boolean => {
  const text = textOf(accessKey, names, fields);
  return isIntact(text) && isHmacSha256(key, text, signature) && areUnambiguous(names, fields);
};
