import * as z from 'zod';
import { parseCompactDateTime } from '../../../../shared/kernel/time.ts';
import type { OpenedOrder, PageFault, Query } from '../../ports.ts';
import { isSigned } from './signature.ts';

/** A VNPAY merchant's credentials. */
export const VnpayCredentials = z.object({ tmnCode: z.string().min(1), hashSecret: z.string().min(1) });

/** A VNPAY merchant's credentials. */
export type VnpayCredentials = z.infer<typeof VnpayCredentials>;

const CompactDateTime = z.string().transform((text, context) => {
  const instant = parseCompactDateTime(text);
  if (instant !== undefined) return instant;
  context.addIssue({ code: 'custom', message: 'expected yyyyMMddHHmmss' });
  return z.NEVER;
});

/** The required fields of a pay URL (VNPAY PAY 2.1.0). */
const PayFields = z.object({
  vnp_Version: z.literal('2.1.0'),
  vnp_Command: z.literal('pay'),
  vnp_TmnCode: z.string().min(1).max(20),
  vnp_Amount: z.string().regex(/^[1-9]\d{2,11}$/),
  vnp_CreateDate: CompactDateTime,
  vnp_ExpireDate: CompactDateTime,
  vnp_CurrCode: z.literal('VND'),
  vnp_IpAddr: z.string().min(2).max(45),
  vnp_Locale: z.enum(['vn', 'en']),
  vnp_OrderInfo: z.string().regex(/^[\x20-\x7e]{1,255}$/),
  vnp_OrderType: z.string().min(1).max(100),
  vnp_ReturnUrl: z.url().min(10).max(255),
  vnp_TxnRef: z.string().min(1).max(100),
});

/** The order that a pay URL opens, checked as VNPAY checks it: the signature first, then every required field. */
export const readPayUrl = (query: Query, { hashSecret, tmnCode }: VnpayCredentials): OpenedOrder | PageFault => {
  const repeated = Object.values(query).some((values) => values.length !== 1);
  const fields = Object.fromEntries(Object.entries(query).map(([name, values]) => [name, values[0] ?? '']));
  if (repeated || !isSigned(fields, hashSecret)) return { code: '70', meaning: 'Sai chữ ký' };
  const parsed = PayFields.safeParse(fields);
  if (!parsed.success || parsed.data.vnp_TmnCode !== tmnCode) {
    const wrong = parsed.error?.issues.map((issue) => issue.path.join('.')).join(', ') ?? 'vnp_TmnCode';
    return { code: '03', meaning: `Dữ liệu gửi sang không đúng định dạng: ${wrong}` };
  }
  const { vnp_TxnRef, vnp_Amount, vnp_OrderInfo, vnp_CreateDate, vnp_ExpireDate, vnp_ReturnUrl } = parsed.data;
  return {
    reference: vnp_TxnRef,
    amountVnd: Number(vnp_Amount) / 100,
    orderInfo: vnp_OrderInfo,
    createdAt: vnp_CreateDate,
    expiresAt: vnp_ExpireDate,
    returnUrl: vnp_ReturnUrl,
  };
};
