import * as z from 'zod';
import { leftOf, refundNumber } from '../../domain/refunds.ts';
import type { AskedRefund, KnownOrder, KnownRefund, ServerAnswer } from '../../ports.ts';
import { isInLimits, OrderId, RequestId, refusal, take } from './calls.ts';
import { refundCodes } from './refund-results.ts';
import { type ResultCode, resultOf } from './results.ts';
import { formulas, type MomoCredentials } from './signature.ts';

const TransactionNumber = z.union([z.int().transform(String), z.string()]).pipe(z.string().regex(/^\d{1,20}$/));

/** The fields of a refund; it has a name of its own and names the transaction, not the order. */
const Refund = z.object({
  partnerCode: z.string(),
  orderId: OrderId.max(200),
  requestId: RequestId,
  amount: z.int(),
  transId: TransactionNumber,
  lang: z.enum(['vi', 'en']),
  description: z.string(),
  signature: z.string(),
});

type Asked = AskedRefund & Pick<KnownRefund, 'state'>;

const answered = (partnerCode: string, { reference, amountVnd, echoed, state }: Asked, now: number): ServerAnswer => ({
  status: 200,
  json: {
    partnerCode,
    orderId: reference,
    requestId: echoed?.requestId ?? reference,
    amount: amountVnd,
    transId: Number(refundNumber(reference)),
    ...resultOf(refundCodes[state], now),
  },
});

/** What the same request is answered again: what became of it, once that is final; another request of its name is refused. */
const again = (partnerCode: string, held: KnownRefund, requestId: string, now: number): ServerAnswer => {
  if (held.echoed?.requestId !== requestId) return refusal(41, now);
  return held.state === 'pending' ? refusal(40, now) : answered(partnerCode, held, now);
};

/** Why MoMo does not give back so much of a transaction; undefined where it does. */
function refusalOf(amount: number, transId: string, known: KnownOrder): ResultCode | undefined {
  if (!isInLimits(amount)) return 22;
  const left = leftOf(known, transId);
  if (left === undefined) return 1080;
  return amount > left ? 1081 : undefined;
}

/** MoMo's answer to a refund, with the refund that it takes, or remembers as failed. */
export const answerRefund = (credentials: MomoCredentials, body: unknown, known: KnownOrder): ServerAnswer => {
  const { now, order, refunds, refundOutcome } = known;
  const { partnerCode } = credentials;
  const request = take(Refund, formulas.refund, credentials, body, now);
  if ('refusal' in request) return request.refusal;
  const { orderId, requestId, amount, transId } = request.taken;
  const held = refunds.find(({ reference }) => reference === orderId);
  if (held) return again(partnerCode, held, requestId, now);
  if (orderId === order?.reference) return refusal(41, now);
  const code = refusalOf(amount, transId, known);
  if (code !== undefined) return refusal(code, now);
  const asked = { reference: orderId, amountVnd: amount, transaction: transId, echoed: { requestId } };
  return { ...answered(partnerCode, { ...asked, state: refundOutcome }, now), refunds: asked };
};
