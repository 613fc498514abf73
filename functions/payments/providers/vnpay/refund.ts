import { compactDateTime } from '../../../../shared/kernel/time.ts';
import { type CallProvider, jsonOfSuccess, jsonPost } from '../../adapters/provider-call.ts';
import type { RefundAnswer, Refunding, RefundOrder } from '../../refund-ports.ts';
import { believed, type Credentials, queryOf } from './query.ts';
import { ANSWERED, answersOf, valuesOf } from './server-answer.ts';
import { type Fields, pipedHash } from './signature.ts';

/** The fields that the hash of a refund covers, in their order (VNPAY refund 2.1.0). */
const ASKED = [
  'vnp_RequestId',
  'vnp_Version',
  'vnp_Command',
  'vnp_TmnCode',
  'vnp_TransactionType',
  'vnp_TxnRef',
  'vnp_Amount',
  'vnp_TransactionNo',
  'vnp_TransactionDate',
  'vnp_CreateBy',
  'vnp_CreateDate',
  'vnp_IpAddr',
  'vnp_OrderInfo',
] as const;

const answers = answersOf(ANSWERED);

/** All of what a transaction brought, or a part of it. */
const [WHOLE, PART] = ['02', '03'] as const;

/** 91: no such transaction; 95: it brought no money. VNPAY gives nothing back of either. */
const DECLINED = ['91', '95'];

const unknown = (why: string): RefundAnswer => ({ kind: 'unknown', why });

const refundOf = ({ tmnCode, key }: Credentials, order: RefundOrder): Fields => {
  const fields = {
    vnp_RequestId: order.refundReference,
    vnp_Version: '2.1.0',
    vnp_Command: 'refund',
    vnp_TmnCode: tmnCode,
    vnp_TransactionType: order.beforeVnd === 0 && order.amountVnd === order.receivedVnd ? WHOLE : PART,
    vnp_TxnRef: order.reference,
    vnp_Amount: String(order.amountVnd * 100),
    vnp_TransactionNo: order.providerTransactionId,
    vnp_TransactionDate: compactDateTime(order.orderedAt),
    vnp_CreateBy: 'motcua',
    vnp_CreateDate: compactDateTime(order.reservedAt),
    vnp_IpAddr: '127.0.0.1',
    vnp_OrderInfo: `Hoan tien ho so ${order.dossierCode}`,
  };
  return { ...fields, vnp_SecureHash: pipedHash(key, valuesOf(fields, ASKED)) };
};

const isOfAmount = ({ vnp_Amount = '' }: Fields, { amountVnd }: RefundOrder): boolean =>
  /^\d{1,14}$/.test(vnp_Amount) && Number(vnp_Amount) === amountVnd * 100;

/** What the transaction of a refund says: done (00), on its way (05, 06), refused (09). */
function saidBy({ vnp_TransactionStatus: status = '', vnp_TransactionNo = '' }: Fields): RefundAnswer {
  const providerRefundId = /^[1-9]\d{0,19}$/.test(vnp_TransactionNo) ? vnp_TransactionNo : undefined;
  const code = `00.${status}`;
  if (status === '00') return { kind: 'done', code, providerRefundId };
  if (status === '05' || status === '06') return { kind: 'pending', code, providerRefundId };
  if (status === '09') return { kind: 'failed', code, providerRefundId };
  return unknown(`status.${status.slice(0, 8)}`);
}

/** What VNPAY's answer to a refund says. Only what this terminal's hash signs for this order and amount is believed. */
export function readRefund({ tmnCode, key }: Credentials, order: RefundOrder, body: unknown): RefundAnswer {
  const fields = answers.fieldsIn(body);
  if (!fields) return unknown('malformed');
  if (!answers.isSigned(key, fields)) return unknown('bad_signature');
  if (fields.vnp_Command !== 'refund' || fields.vnp_TmnCode !== tmnCode || fields.vnp_TxnRef !== order.reference)
    return unknown('another_order');
  const code = fields.vnp_ResponseCode ?? '';
  if (DECLINED.includes(code)) return { kind: 'declined', code };
  if (code !== '00') return unknown(`refused.${code.slice(0, 8)}`);
  return isOfAmount(fields, order) ? saidBy(fields) : unknown('another_amount');
}

/**
 * What a query of the order says of its refund. VNPAY tells of the last thing that happened to an order: while that is the payment, or an
 * earlier refund by its number, this refund never came there; another refund is this one by its number, or where none went before it by its amount.
 */
export function readRefundQuery(
  credentials: Credentials,
  order: RefundOrder,
  body: unknown,
): RefundAnswer | { readonly kind: 'absent' } {
  const found = believed(credentials, order.reference, body);
  if (!found.ok) return unknown(found.failure);
  const fields = found.value;
  if (fields.vnp_ResponseCode !== '00') return unknown(`refused.${fields.vnp_ResponseCode}`);
  const { vnp_TransactionType: type, vnp_TransactionNo: number = '', vnp_TransactionStatus: status } = fields;
  if (type === '01') return status === '00' ? { kind: 'absent' } : unknown(`status.${status}`);
  if (type !== WHOLE && type !== PART) return unknown('another_type');
  if (order.providerRefundId !== undefined)
    return number === order.providerRefundId && isOfAmount(fields, order) ? saidBy(fields) : unknown('another_refund');
  if (order.earlierRefundIds.includes(number)) return { kind: 'absent' };
  if (order.beforeVnd > 0 || order.earlierRefundIds.length > 0) return unknown('which_refund');
  return isOfAmount(fields, order) ? saidBy(fields) : unknown('another_amount');
}

/** How VNPAY gives money back: `refund`, and `querydr` for what became of it. */
export const refundingAt = (credentials: Credentials, address: string, call: CallProvider): Refunding => ({
  oneAtATime: true,
  reference: (token) => token,
  async send(order) {
    const body = jsonOfSuccess(await call(address, jsonPost(refundOf(credentials, order))));
    return body === undefined ? unknown('no_answer') : readRefund(credentials, order, body);
  },
  async ask(order) {
    const { reference, orderedAt: createdAt, at } = order;
    const body = jsonOfSuccess(await call(address, jsonPost(queryOf(credentials, { reference, createdAt, at }))));
    return body === undefined ? unknown('no_answer') : readRefundQuery(credentials, order, body);
  },
});
