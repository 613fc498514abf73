import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { compactDateTime } from '../../../../shared/kernel/time.ts';
import { endingAfter } from '../../domain/endings.ts';
import type { Deed, KnownOrder, OpenedOrder } from '../../ports.ts';
import { type Fields, fieldsOf } from './notices.ts';
import type { VnpayCredentials } from './pay-url.ts';
import { refundFields } from './refund.ts';
import { answered, isHash, pipedHash } from './signature.ts';

/** `yyyyMMddHHmmss`; merchants' libraries also send it as a number. */
const Moment = z.union([z.string(), z.int().transform(String)]).pipe(z.string().regex(/^\d{14}$/));

/** The fields of a query in the order in which its hash covers them (VNPAY querydr 2.1.0). */
const Query = z.object({
  vnp_RequestId: z.string().min(1).max(32),
  vnp_Version: z.literal('2.1.0'),
  vnp_Command: z.literal('querydr'),
  vnp_TmnCode: z.string(),
  vnp_TxnRef: z.string(),
  vnp_TransactionDate: Moment,
  vnp_CreateDate: Moment,
  vnp_IpAddr: z.string().min(7).max(45),
  vnp_OrderInfo: z.string().min(1).max(255),
});

const signed = [...answered, 'PromotionCode', 'PromotionAmount'];

/** The last thing that happened to an order: its last refund, else what was done to it; nobody may have decided yet. */
function standingOf(
  tmnCode: string,
  order: OpenedOrder,
  deeds: readonly Deed[],
  refunds: KnownOrder['refunds'],
): Fields {
  const last = refunds.at(-1);
  if (last) return refundFields(last);
  const ending = endingAfter(order, deeds);
  if (ending) return fieldsOf(tmnCode, order, ending);
  return {
    vnp_Amount: String(order.amountVnd * 100),
    vnp_TransactionNo: '0',
    vnp_TransactionStatus: '01',
    vnp_OrderInfo: order.orderInfo,
  };
}

/** VNPAY's answer to a query about an order, signed. It knows an order once its page was opened or something was done to it. */
export function answerQuery(
  { tmnCode, hashSecret }: VnpayCredentials,
  body: unknown,
  { reference, order, deeds, refunds }: Pick<KnownOrder, 'reference' | 'order' | 'deeds' | 'refunds'>,
): Fields {
  const answer = (code: string, message: string, standing: Fields = {}): Fields => {
    const fields: Fields = {
      ...(code === '00' ? { vnp_TransactionType: '01' } : {}),
      ...standing,
      vnp_ResponseId: randomUUID().replaceAll('-', ''),
      vnp_Command: 'querydr',
      vnp_ResponseCode: code,
      vnp_Message: message,
      vnp_TmnCode: tmnCode,
      vnp_TxnRef: reference,
    };
    const values = signed.map((name) => fields[`vnp_${name}`] ?? '');
    const named = signed.flatMap((name, i) => (values[i] === '' ? [] : [[`vnp_${name}`, values[i] ?? ''] as const]));
    return { ...Object.fromEntries(named), vnp_SecureHash: pipedHash(values, hashSecret) };
  };
  const parsed = Query.extend({ vnp_SecureHash: z.string() }).safeParse(body);
  if (!parsed.success) return answer('03', 'Du lieu gui sang khong dung dinh dang');
  const { vnp_SecureHash, ...query } = parsed.data;
  const values = Object.keys(Query.shape).map((name) => String(query[name as keyof typeof query]));
  if (query.vnp_TmnCode !== tmnCode) return answer('02', 'Merchant khong hop le');
  if (!isHash(vnp_SecureHash, pipedHash(values, hashSecret))) return answer('97', 'Chu ky khong hop le');
  if (!order || deeds.length === 0 || query.vnp_TransactionDate !== compactDateTime(order.createdAt))
    return answer('91', 'Khong tim thay giao dich yeu cau');
  return answer('00', 'QueryDR Success', standingOf(tmnCode, order, deeds, refunds));
}
