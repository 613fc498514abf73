import * as z from 'zod';
import { type Instant, MINUTE_MS } from '../../../../shared/kernel/time.ts';
import type { OpenedOrder, PageFault, Query } from '../../ports.ts';
import { isSigned } from './signature.ts';

/** A OnePay merchant's credentials. */
export const OnePayCredentials = z.object({
  merchantId: z.string().min(1),
  accessCode: z.string().min(1),
  hashKey: z.string().regex(/^([0-9A-Fa-f]{2})+$/),
});

/** A OnePay merchant's credentials. */
export type OnePayCredentials = z.infer<typeof OnePayCredentials>;

/** The page waits so long for a payer who has opened it. */
const PAGE_TERM_MS = 15 * MINUTE_MS;

/** The required fields of a pay address (integration guide 2.4, "Payment request"). */
const PayFields = z.object({
  vpc_Version: z.literal('2'),
  vpc_Currency: z.literal('VND'),
  vpc_Command: z.literal('pay'),
  vpc_AccessCode: z.string(),
  vpc_Merchant: z.string(),
  vpc_Locale: z.enum(['vn', 'en']),
  vpc_ReturnURL: z.url(),
  vpc_MerchTxnRef: z.string().regex(/^[A-Za-z0-9._-]{1,40}$/),
  vpc_OrderInfo: z.string().regex(/^[A-Za-z0-9 ._-]{1,34}$/),
  vpc_Amount: z.string().regex(/^[1-9]\d{2,11}$/),
  vpc_TicketNo: z.string().min(7).max(45),
});

/** The order of a pay address, checked as OnePay checks it: the hash first, then every required field. The address says no term. */
export const readPayUrl = (
  query: Query,
  { merchantId, accessCode, hashKey }: OnePayCredentials,
  now: Instant,
): OpenedOrder | PageFault => {
  const repeated = Object.values(query).some((values) => values.length !== 1);
  const fields = Object.fromEntries(Object.entries(query).map(([name, values]) => [name, values[0] ?? '']));
  if (repeated || !isSigned(fields, hashKey)) return { code: '255', meaning: 'Sai chữ ký (vpc_SecureHash)' };
  const parsed = PayFields.safeParse(fields);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    return { code: '255', meaning: `Tham số không đúng: ${wrong}` };
  }
  const order = parsed.data;
  if (order.vpc_Merchant !== merchantId) return { code: '3', meaning: 'Mã đơn vị không tồn tại' };
  if (order.vpc_AccessCode !== accessCode) return { code: '4', meaning: 'Không đúng access code' };
  return {
    reference: order.vpc_MerchTxnRef,
    amountVnd: Number(order.vpc_Amount) / 100,
    orderInfo: order.vpc_OrderInfo,
    createdAt: now,
    expiresAt: now + PAGE_TERM_MS,
    returnUrl: order.vpc_ReturnURL,
  };
};
