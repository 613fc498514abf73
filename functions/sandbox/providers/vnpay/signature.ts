import { createHmac, timingSafeEqual } from 'node:crypto';

/** PHP's `urlencode`: everything but letters, digits, `-`, `_` and `.` as `%XX`, a space as `+`. */
const urlencode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+');

const hash = (query: string, hashSecret: string): string =>
  createHmac('sha512', hashSecret).update(query).digest('hex');

const queryOf = (fields: Readonly<Record<string, string>>): string =>
  Object.keys(fields)
    .filter((name) => name.startsWith('vnp_') && name !== 'vnp_SecureHash' && name !== 'vnp_SecureHashType')
    .sort()
    .map((name) => `${urlencode(name)}=${urlencode(fields[name] ?? '')}`)
    .join('&');

/** The fields as a query with its `vnp_SecureHash`: hex HMAC-SHA512 over the sorted, urlencoded fields (VNPAY PAY 2.1.0). */
export const signedQuery = (fields: Readonly<Record<string, string>>, hashSecret: string): string => {
  const query = queryOf(fields);
  return `${query}&vnp_SecureHash=${hash(query, hashSecret)}`;
};

/** What the hash of an answer to a refund covers, in its order; that to a query covers two more behind them. What is absent is signed as empty. */
export const answered = [
  'ResponseId',
  'Command',
  'ResponseCode',
  'Message',
  'TmnCode',
  'TxnRef',
  'Amount',
  'BankCode',
  'PayDate',
  'TransactionNo',
  'TransactionType',
  'TransactionStatus',
  'OrderInfo',
];

/** The hash of calls between servers: hex HMAC-SHA512 of the values joined by `|` (VNPAY 2.1.0). */
export const pipedHash = (values: readonly string[], hashSecret: string): string => hash(values.join('|'), hashSecret);

/** Whether a claimed hash, in either case, is the expected one. Compares in constant time. */
export const isHash = (claimed: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(claimed.toLowerCase()), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Whether the fields carry their own hash. */
export const isSigned = (fields: Readonly<Record<string, string>>, hashSecret: string): boolean =>
  isHash(fields.vnp_SecureHash ?? '', hash(queryOf(fields), hashSecret));
