import { type CallProvider, jsonPost } from '../../adapters/provider-call.ts';
import type { RefundAnswer, Refunding, RefundOrder } from '../../refund-ports.ts';
import { confirmedRefusal } from '../confirmed-refusal.ts';
import { manifest } from './manifest.ts';
import type { LookUp } from './query.ts';
import { type ListedRefund, type Reply, readReply } from './reply.ts';
import { type Account, covered, signatureOf } from './signature.ts';

/** MoMo's number of a transaction, as a number where it is exact. */
const exact = (number: string): number | string => (Number.isSafeInteger(Number(number)) ? Number(number) : number);

/**
 * The body that asks for a refund, signed. The request has the refund's own name: MoMo does the same request once, however often it
 * comes (result handling, "Idempotency"), and takes a name once. No value holds `&` or `=`: MoMo signs values as they are.
 */
const bodyOf = (account: Account, order: RefundOrder) => {
  const { refundReference, amountVnd, providerTransactionId, dossierCode } = order;
  const fields = {
    partnerCode: account.partnerCode,
    orderId: refundReference,
    requestId: refundReference,
    description: `Hoàn lệ phí hồ sơ ${dossierCode}`,
  };
  const signed = { ...fields, amount: String(amountVnd), transId: providerTransactionId };
  const signature = signatureOf(account, covered.refund, signed);
  return { ...fields, amount: amountVnd, transId: exact(providerTransactionId), lang: 'vi', signature };
};

const DONE = '0';

/** MoMo is at work on it (7000, 7002), or on an equal request. */
const pending = new Set(['7000', '7002']);

/** MoMo does not do it: an amount out of its limits (21, 22) or above what is left (1081), or a payment that cannot be given back (1088). */
const declined = new Set(['21', '22', '1081', '1088']);

/**
 * MoMo took it and it failed, for good: in processing (1080); the merchant's balance is too low (1001); who holds the payer's account
 * refused (1002); a limit (1004), an account that is closed (1007), restricted (4001) or not verified (4002). Every other code proves
 * neither that money went nor that it did not.
 */
const failed = new Set(['1001', '1002', '1004', '1007', '1080', '4001', '4002']);

const unknown = (why: string): RefundAnswer => ({ kind: 'unknown', why });

/** What a result code says of a refund, with its number where it has one. */
function outcomeOf(code: string, transId: string | null | undefined): RefundAnswer {
  const providerRefundId = /^[1-9]\d{0,39}$/.test(transId ?? '') ? (transId ?? undefined) : undefined;
  if (code === DONE) return { kind: 'done', code, providerRefundId };
  if (pending.has(code)) return { kind: 'pending', code, providerRefundId };
  if (declined.has(code)) return { kind: 'declined', code };
  return failed.has(code) ? { kind: 'failed', code } : unknown(`code.${code}`);
}

/** What a reply says of the refund that was asked for. It is not signed: one that names another says nothing. A refusal may name none. */
function readSent(reply: Reply, { partnerCode }: Account, order: RefundOrder): RefundAnswer {
  const ours = { partnerCode, orderId: order.refundReference, amount: String(order.amountVnd) };
  const names = ['partnerCode', 'orderId', 'amount'] as const;
  const isRefusal = reply.resultCode !== DONE;
  const isIts = names.every((name) => (isRefusal ? (reply[name] ?? ours[name]) : reply[name]) === ours[name]);
  return isIts ? outcomeOf(reply.resultCode, reply.transId) : unknown('another_refund');
}

/** What the list of an order's refunds says of one; of one that stands there several times what says that it is done. */
function readListed(refunds: readonly ListedRefund[], order: RefundOrder): RefundAnswer | { readonly kind: 'absent' } {
  const its = refunds.filter(({ orderId }) => orderId === order.refundReference);
  const word = its.find(({ resultCode }) => resultCode === DONE) ?? its.at(-1);
  if (!word) return { kind: 'absent' };
  if (word.amount !== String(order.amountVnd)) return unknown('another_amount');
  return outcomeOf(word.resultCode ?? '', word.transId);
}

/**
 * How MoMo gives money back: `refund`, and the list of refunds that a query of their order has. One that is not in it may be sent: had
 * MoMo taken it all the same, it would answer the same request as before.
 */
export const refundingAt = (account: Account, address: string, lookUp: LookUp, call: CallProvider): Refunding => {
  const ask: Refunding['ask'] = async (order) => {
    const held = await lookUp(order.reference);
    if (held.kind === 'unknown') return held;
    if (held.kind === 'absent') return unknown('no_order');
    const { refundTrans } = held.reply;
    return refundTrans ? readListed(refundTrans, order) : unknown('malformed');
  };
  return {
    reference: (token) => token,
    async send(order) {
      const { amountVnd } = order;
      if (amountVnd < manifest.minAmountVnd || amountVnd > manifest.maxAmountVnd)
        return { kind: 'declined', code: 'amount_out_of_limits' };
      const reply = readReply(await call(address, jsonPost(bodyOf(account, order))));
      if ('silent' in reply) return unknown(reply.silent);
      const said = readSent(reply, account, order);
      return said.kind === 'declined' ? confirmedRefusal(said, () => ask(order)) : said;
    },
    ask,
  };
};
