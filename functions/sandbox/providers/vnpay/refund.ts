import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { compactDateTime } from '../../../../shared/kernel/time.ts';
import { leftOf, refundNumber } from '../../domain/refunds.ts';
import type { KnownOrder, KnownRefund, ServerAnswer } from '../../ports.ts';
import type { Fields } from './notices.ts';
import type { VnpayCredentials } from './pay-url.ts';
import { answered, isHash, pipedHash } from './signature.ts';

/** The fields of a refund in the order in which its hash covers them (VNPAY refund 2.1.0). */
const Refund = z.object({
  vnp_RequestId: z.string().regex(/^[0-9A-Za-z]{1,32}$/),
  vnp_Version: z.literal('2.1.0'),
  vnp_Command: z.literal('refund'),
  vnp_TmnCode: z.string(),
  vnp_TransactionType: z.enum(['02', '03']),
  vnp_TxnRef: z.string(),
  vnp_Amount: z.string().regex(/^[1-9]\d{2,13}$/),
  vnp_TransactionNo: z.string().regex(/^\d{1,20}$/),
  vnp_TransactionDate: z.string().regex(/^\d{14}$/),
  vnp_CreateBy: z.string().min(1).max(245),
  vnp_CreateDate: z.string().regex(/^\d{14}$/),
  vnp_IpAddr: z.string().min(7).max(45),
  vnp_OrderInfo: z.string().min(1).max(255),
});

/** What VNPAY calls the states of refunds: 00 done, 05 on its way, 09 refused by the bank. */
const statuses = { done: '00', pending: '05', declined: '09' } as const;

/** What VNPAY tells of a refund, in its answer and to whoever asks. */
export const refundFields = (
  refund: Pick<KnownRefund, 'amountVnd' | 'echoed' | 'number' | 'at' | 'state'>,
): Fields => ({
  vnp_Amount: String(refund.amountVnd * 100),
  vnp_BankCode: 'NCB',
  vnp_PayDate: compactDateTime(refund.at),
  vnp_TransactionNo: refund.number,
  vnp_TransactionType: refund.echoed?.transactionType ?? '03',
  vnp_TransactionStatus: statuses[refund.state],
  vnp_OrderInfo: refund.echoed?.orderInfo ?? '',
});

/** Why VNPAY does not take a refund, as its code and message; undefined where it does. */
function refusalOf(
  { vnp_TmnCode, vnp_TransactionNo, vnp_RequestId, vnp_Amount, vnp_TransactionDate }: z.infer<typeof Refund>,
  { tmnCode }: VnpayCredentials,
  known: KnownOrder,
): readonly [code: string, message: string] | undefined {
  if (vnp_TmnCode !== tmnCode) return ['02', 'Merchant khong hop le'];
  const { order } = known;
  if (!order || vnp_TransactionDate !== compactDateTime(order.createdAt)) return ['91', 'Khong tim thay giao dich'];
  if (known.refunds.some(({ reference }) => reference === vnp_RequestId)) return ['94', 'Yeu cau bi trung lap'];
  const leftVnd = leftOf(known, vnp_TransactionNo);
  const isTooMuch = leftVnd === undefined || Number(vnp_Amount) / 100 > leftVnd;
  return isTooMuch || known.refundOutcome === 'declined' ? ['95', 'VNPAY tu choi xu ly yeu cau'] : undefined;
}

/** VNPAY's answer to a refund, signed, with the refund that it takes. */
export function answerRefund(credentials: VnpayCredentials, body: unknown, known: KnownOrder): ServerAnswer {
  const { tmnCode, hashSecret } = credentials;
  const answer = (code: string, message: string, about: Fields = {}): Fields => {
    const fields: Fields = {
      ...about,
      vnp_ResponseId: randomUUID().replaceAll('-', ''),
      vnp_Command: 'refund',
      vnp_ResponseCode: code,
      vnp_Message: message,
      vnp_TmnCode: tmnCode,
      vnp_TxnRef: known.reference,
    };
    return {
      ...fields,
      vnp_SecureHash: pipedHash(
        answered.map((name) => fields[`vnp_${name}`] ?? ''),
        hashSecret,
      ),
    };
  };
  const parsed = Refund.extend({ vnp_SecureHash: z.string() }).safeParse(body);
  if (!parsed.success) return { status: 200, json: answer('03', 'Du lieu gui sang khong dung dinh dang') };
  const { vnp_SecureHash, ...refund } = parsed.data;
  const values = Object.keys(Refund.shape).map((name) => refund[name as keyof typeof refund]);
  if (!isHash(vnp_SecureHash, pipedHash(values, hashSecret)))
    return { status: 200, json: answer('97', 'Chu ky khong hop le') };
  const refusal = refusalOf(refund, credentials, known);
  if (refusal) return { status: 200, json: answer(...refusal) };
  const asked = {
    reference: refund.vnp_RequestId,
    amountVnd: Number(refund.vnp_Amount) / 100,
    transaction: refund.vnp_TransactionNo,
    echoed: { transactionType: refund.vnp_TransactionType, orderInfo: refund.vnp_OrderInfo },
  };
  const taken = { ...asked, number: refundNumber(asked.reference), at: known.now, state: known.refundOutcome };
  return { status: 200, json: answer('00', 'Refund Success', refundFields(taken)), refunds: asked };
}
