import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import { type Fields, isPipedHash } from './signature.ts';

/** The fields that the hash of an answer to a refund covers, in their order; that to a query covers two more behind them (VNPAY 2.1.0). */
export const ANSWERED = [
  'vnp_ResponseId',
  'vnp_Command',
  'vnp_ResponseCode',
  'vnp_Message',
  'vnp_TmnCode',
  'vnp_TxnRef',
  'vnp_Amount',
  'vnp_BankCode',
  'vnp_PayDate',
  'vnp_TransactionNo',
  'vnp_TransactionType',
  'vnp_TransactionStatus',
  'vnp_OrderInfo',
] as const;

const Text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => String(value ?? ''));

/** The values of fields in an order; what is absent is signed as empty. */
export const valuesOf = (fields: Fields, names: readonly string[]): string[] => names.map((name) => fields[name] ?? '');

/** How answers of VNPAY's server are read whose hash covers these fields, in this order. */
export const answersOf = (names: readonly string[]) => {
  const Body = z.object(Object.fromEntries([...names, 'vnp_SecureHash'].map((name) => [name, Text])));
  return {
    /** The fields of an answer as text, signed or not; undefined where it has none of their form. */
    fieldsIn: (body: unknown): Fields | undefined => Body.safeParse(body).data,
    /** Whether the answer bears the hash that the key makes of it. */
    isSigned: (key: KeyObject, fields: Fields): boolean =>
      isPipedHash(key, valuesOf(fields, names), fields.vnp_SecureHash ?? ''),
  };
};
