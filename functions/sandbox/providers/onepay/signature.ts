import { createHmac, timingSafeEqual } from 'node:crypto';

/** Parameters by name. */
export type Fields = Readonly<Record<string, string>>;

const isCovered = (name: string): boolean =>
  /^(vpc|user)_/.test(name) && name !== 'vpc_SecureHash' && name !== 'vpc_SecureHashType';

const hashOf = (fields: Fields, hashKey: string): string => {
  const text = Object.keys(fields)
    .filter((name) => isCovered(name) && fields[name] !== '')
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
  return createHmac('sha256', Buffer.from(hashKey, 'hex')).update(text).digest('hex').toUpperCase();
};

/** The fields with their `vpc_SecureHash`, written as a query: hex HMAC-SHA256 over what the merchant and OnePay name `vpc_` and `user_`, sorted, unencoded. */
export const signedQuery = (fields: Fields, hashKey: string): string =>
  new URLSearchParams({ ...fields, vpc_SecureHash: hashOf(fields, hashKey) }).toString();

/** Whether the fields carry their own hash, in upper case. */
export const isSigned = (fields: Fields, hashKey: string): boolean => {
  const [claimed, expected] = [Buffer.from(fields.vpc_SecureHash ?? ''), Buffer.from(hashOf(fields, hashKey))];
  return claimed.length === expected.length && timingSafeEqual(claimed, expected);
};
