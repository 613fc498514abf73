import * as z from 'zod';
import { type Instant, MINUTE_MS } from '../../../../shared/kernel/time.ts';
import { endingAfter } from '../../domain/endings.ts';
import type { KnownOrder, OpenedOrder, ServerAnswer } from '../../ports.ts';
import { listed } from './refund-results.ts';
import { codeOf, type ResultCode, resultOf } from './results.ts';
import { formulas, isSignedBy, type MomoCredentials, type Values } from './signature.ts';

/** How long an order may be paid where the merchant says nothing of it, in minutes. */
const TERM_MINUTES = 100;

/** The name of an order or a refund. */
export const OrderId = z.string().regex(/^[0-9a-zA-Z]([-_.]*[0-9a-zA-Z]+)*$/);

/** The name of a request. */
export const RequestId = z.string().min(1).max(50);

/** The fields that create an order (one-time payments from the wallet). */
const Create = z.object({
  partnerCode: z.string().min(1).max(50),
  requestId: RequestId,
  orderId: OrderId.max(200),
  amount: z.int(),
  orderInfo: z.string().min(1).max(255),
  redirectUrl: z.url(),
  ipnUrl: z.url().refine((url) => !url.includes('?')),
  requestType: z.literal('captureWallet'),
  extraData: z.string(),
  orderExpireTime: z.int().positive().optional(),
  lang: z.enum(['vi', 'en']),
  signature: z.string(),
});

const Query = z.object({
  partnerCode: z.string(),
  requestId: RequestId,
  orderId: OrderId,
  lang: z.enum(['vi', 'en']),
  signature: z.string(),
});

const MIN_VND = 1000;
const MAX_VND = 50_000_000;

/** Whether MoMo takes, or gives back, so much at a time. */
export const isInLimits = (amount: number): boolean => amount >= MIN_VND && amount <= MAX_VND;

/** A request as it is taken; or the refusal, which names nothing of it. */
export type Taken<T> = { readonly taken: T } | { readonly refusal: ServerAnswer };

/** A refusal by its code. */
export const refusal = (code: ResultCode, now: Instant, fields: readonly string[] = []): ServerAnswer => ({
  status: 400,
  json: {
    ...resultOf(code, now),
    ...(fields.length > 0 ? { subErrors: fields.map((field) => ({ field, message: 'không hợp lệ' })) } : {}),
  },
});

/** Takes a request of the merchant's whose fields are right and whose signature is. */
export function take<T extends { readonly partnerCode: string; readonly signature: string }>(
  schema: z.ZodType<T>,
  formula: string,
  credentials: MomoCredentials,
  body: unknown,
  now: Instant,
): Taken<T> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join('.'));
    return { refusal: refusal(20, now, fields) };
  }
  if (parsed.data.partnerCode !== credentials.partnerCode)
    return { refusal: { ...refusal(13, now), toStranger: true } };
  const { signature, ...values } = parsed.data;
  if (!isSignedBy(formula, values as unknown as Values, signature, credentials))
    return { refusal: { ...refusal(20, now, ['signature']), toStranger: true } };
  return { taken: parsed.data };
}

/** An order as MoMo answers its creation: the same each time. */
const creation = (partnerCode: string, order: OpenedOrder, payUrl: string): ServerAnswer => ({
  status: 200,
  json: {
    partnerCode,
    orderId: order.reference,
    requestId: order.echoed?.requestId ?? order.reference,
    amount: order.amountVnd,
    ...resultOf(0, order.createdAt),
    payUrl,
  },
});

/** Creates an order, once: the same request again has the same answer, another one of its name is refused. */
export const answerCreate = (
  credentials: MomoCredentials,
  body: unknown,
  { order: known, payPage, now }: KnownOrder,
): ServerAnswer => {
  const request = take(Create, formulas.create, credentials, body, now);
  if ('refusal' in request) return request.refusal;
  const { requestId, orderId, amount, orderInfo, redirectUrl, extraData, orderExpireTime } = request.taken;
  if (known)
    return known.echoed?.requestId === requestId ? creation(credentials.partnerCode, known, payPage) : refusal(41, now);
  if (!isInLimits(amount)) return refusal(22, now);
  const creates: OpenedOrder = {
    reference: orderId,
    amountVnd: amount,
    orderInfo,
    createdAt: now,
    expiresAt: now + (orderExpireTime ?? TERM_MINUTES) * MINUTE_MS,
    returnUrl: redirectUrl,
    echoed: { requestId, extraData },
  };
  return { ...creation(credentials.partnerCode, creates, payPage), creates };
};

/** How an order stands: by what was done to it, and where nobody has decided by its term. */
const standingOf = (order: OpenedOrder, { deeds, now }: KnownOrder) => {
  const ending = endingAfter(order, deeds);
  if (ending) return { code: codeOf(ending), transaction: ending.transaction, amountVnd: ending.amountVnd };
  const code: ResultCode = now < order.expiresAt ? 1000 : 1005;
  return { code, transaction: '0', amountVnd: order.amountVnd };
};

/** Says how an order stands; the answer is not signed. */
export const answerQuery = (credentials: MomoCredentials, body: unknown, known: KnownOrder): ServerAnswer => {
  const { order, now } = known;
  const request = take(Query, formulas.query, credentials, body, now);
  if ('refusal' in request) return request.refusal;
  if (!order) return refusal(42, now);
  const { code, transaction, amountVnd } = standingOf(order, known);
  return {
    status: 200,
    json: {
      partnerCode: credentials.partnerCode,
      orderId: order.reference,
      requestId: request.taken.requestId,
      extraData: order.echoed?.extraData ?? '',
      amount: amountVnd,
      transId: Number(transaction),
      payType: code === 0 ? 'qr' : '',
      refundTrans: known.refunds.map(listed),
      ...resultOf(code, now),
    },
  };
};
