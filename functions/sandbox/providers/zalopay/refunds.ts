import * as z from 'zod';
import { leftOf, refundNumber } from '../../domain/refunds.ts';
import type { KnownOrder, KnownRefund, ServerAnswer } from '../../ports.ts';
import { CLOCK_MS, ILLEGAL_DATA, says, UNAUTHORISED, whole } from './calls.ts';
import { isSignedBy, type ZalopayCredentials } from './signature.ts';
import { dayOf, transactionIn } from './transactions.ts';

type Fields = Readonly<Record<string, string>>;

/** What `/v2/refund` requires; a refund's name begins with the day and the application. */
const Refund = z.object({
  m_refund_id: z
    .string()
    .max(45)
    .regex(/^\d{6}_\d+_[A-Za-z0-9._-]+$/),
  zp_trans_id: z.string().regex(/^\d{7,15}$/),
  amount: whole(1, Number.MAX_SAFE_INTEGER),
  timestamp: whole(0, Number.MAX_SAFE_INTEGER),
  description: z.string().min(1).max(100),
});

/** There is no transaction of that number. */
const NO_TRANSACTION = says(2, -101, 'ORDER_NOT_FOUND');

/** There is no refund of that name. */
const NO_REFUND = says(2, -101, 'M_REFUND_ID_NOT_FOUND');

const states = {
  done: says(1, 1, 'SUCCESS'),
  pending: says(3, 2, 'REFUND_PROCESSING'),
  declined: says(2, 0, 'REFUND_FAILED'),
} as const satisfies Record<KnownRefund['state'], ServerAnswer>;

/** Why ZaloPay does not take a refund; undefined where it does. */
function refusalOf(refund: z.output<typeof Refund>, { appId }: ZalopayCredentials, known: KnownOrder) {
  const { m_refund_id: name, zp_trans_id, amount, timestamp } = refund;
  const [day, application] = name.split('_');
  if (application !== appId) return says(2, -26, 'INVALID_MERCHANT_REFUNDID_APPID');
  if (known.refunds.some(({ reference }) => reference === name)) return says(2, -23, 'DUPLICATE_M_REFUND_ID');
  if (day !== dayOf(known.now)) return says(2, -25, 'INVALID_MERCHANT_REFUNDID_DATE');
  if (Math.abs(known.now - timestamp) > CLOCK_MS) return says(2, -13, 'ORDER_REFUND_EXPIRED');
  const left = leftOf(known, transactionIn(zp_trans_id));
  if (left === undefined) return NO_TRANSACTION;
  if (amount > left) return says(2, -14, 'REFUND_AMOUNT_INVALID');
  return known.refundOutcome === 'declined' ? says(2, -32, 'TRANS_NOT_SUPPORT_REFUND') : undefined;
}

const SIGNED = ['app_id', 'zp_trans_id', 'amount', 'refund_fee_amount', 'description', 'timestamp'];

/** `/v2/refund`: the signature first, which covers a fee only where there is one, then every field, then whether so much is left. */
export function answerRefund(credentials: ZalopayCredentials, fields: Fields, known: KnownOrder): ServerAnswer {
  const { appId, key1 } = credentials;
  const text = SIGNED.filter((name) => name !== 'refund_fee_amount' || name in fields)
    .map((name) => fields[name] ?? '')
    .join('|');
  if (fields.app_id !== appId || !isSignedBy(key1, text, fields.mac ?? '')) return UNAUTHORISED;
  const parsed = Refund.safeParse(fields);
  if (!parsed.success) return ILLEGAL_DATA;
  const refused = refusalOf(parsed.data, credentials, known);
  if (refused) return refused;
  const { m_refund_id: reference, zp_trans_id, amount: amountVnd } = parsed.data;
  const { status, json } = states[known.refundOutcome];
  return {
    status,
    json: { ...(json as object), refund_id: Number(refundNumber(reference)) },
    refunds: { reference, amountVnd, transaction: transactionIn(zp_trans_id) },
  };
}

/** `/v2/query_refund`. */
export function answerRefundQuery(
  { appId, key1 }: ZalopayCredentials,
  fields: Fields,
  { refunds }: Pick<KnownOrder, 'refunds'>,
): ServerAnswer {
  const text = [fields.app_id, fields.m_refund_id, fields.timestamp].join('|');
  if (fields.app_id !== appId || !isSignedBy(key1, text, fields.mac ?? '')) return UNAUTHORISED;
  const refund = refunds.find(({ reference }) => reference === fields.m_refund_id);
  return refund ? states[refund.state] : NO_REFUND;
}
