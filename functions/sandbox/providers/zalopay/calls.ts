import * as z from 'zod';
import { MINUTE_MS } from '../../../../shared/kernel/time.ts';
import { endingAfter } from '../../domain/endings.ts';
import { jsonIn } from '../../domain/json-in.ts';
import type { KnownOrder, OpenedOrder, PlayedRequest, ServerAnswer } from '../../ports.ts';
import { isSignedBy, type ZalopayCredentials } from './signature.ts';
import { dayOf, transactionNo } from './transactions.ts';

const Text = z.union([z.string(), z.int().transform(String)]);

/** Everything that a call says, as text: merchants post JSON or a form. */
export const fieldsIn = ({ headers, body }: PlayedRequest): Readonly<Record<string, string>> => {
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(Buffer.from(body).toString('utf8')));
  return z.record(z.string(), Text).safeParse(jsonIn(body)).data ?? {};
};

/** A whole number in its digits. */
export const whole = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.int().min(from).max(to));

const isJson = (text: string): boolean => jsonIn(text) !== undefined;

/** What `/v2/create` requires. */
const Create = z.object({
  app_trans_id: z.string().regex(/^\d{6}[A-Za-z0-9._-]{1,34}$/),
  app_user: z.string().min(1).max(50),
  app_time: whole(0, Number.MAX_SAFE_INTEGER),
  amount: whole(1, Number.MAX_SAFE_INTEGER),
  expire_duration_seconds: whole(300, 2_592_000).default(900),
  description: z.string().min(1).max(256),
  callback_url: z.url().optional(),
  item: z.string().max(2048).refine(isJson),
  embed_data: z
    .string()
    .max(2048)
    .transform(jsonIn)
    .pipe(z.object({ redirecturl: z.url().optional() })),
});

/** An answer by its codes. */
export const says = (code: number, sub: number, message: string, more: object = {}): ServerAnswer => ({
  status: 200,
  json: {
    return_code: code,
    return_message: { 1: 'Giao dịch thành công', 2: 'Giao dịch thất bại' }[code] ?? 'Giao dịch đang xử lý',
    sub_return_code: sub,
    sub_return_message: message,
    ...more,
  },
});

/** The application or its signature is not right. */
export const UNAUTHORISED: ServerAnswer = { ...says(2, -402, 'ILLEGAL_APP/SIGNATURE_REQUEST'), toStranger: true };

/** A field is missing or has no right form. */
export const ILLEGAL_DATA = says(2, -401, 'ILLEGAL_DATA_REQUEST');

/** A merchant's clock may be so wrong. */
export const CLOCK_MS = 15 * MINUTE_MS;

const created = (order: OpenedOrder, payPage: string): ServerAnswer => {
  const token = Buffer.from(order.reference).toString('base64url');
  return {
    ...says(1, 1, 'Giao dịch thành công', { zp_trans_token: token, order_token: token, order_url: payPage }),
    creates: order,
  };
};

/** `/v2/create`: the signature first, then every field, then whether the name is taken. */
export function answerCreate(
  { appId, key1 }: ZalopayCredentials,
  fields: Readonly<Record<string, string>>,
  { order, payPage, now }: Pick<KnownOrder, 'order' | 'payPage' | 'now'>,
): ServerAnswer {
  const signed = ['app_id', 'app_trans_id', 'app_user', 'amount', 'app_time', 'embed_data', 'item'];
  const text = signed.map((name) => fields[name] ?? '').join('|');
  if (fields.app_id !== appId || !isSignedBy(key1, text, fields.mac ?? '')) return UNAUTHORISED;
  const parsed = Create.safeParse(fields);
  if (!parsed.success) return ILLEGAL_DATA;
  const { app_trans_id, app_time, amount, expire_duration_seconds, description, embed_data } = parsed.data;
  if (!app_trans_id.startsWith(dayOf(now)) || Math.abs(now - app_time) > CLOCK_MS) return ILLEGAL_DATA;
  if (order) return says(2, -68, 'DUPLICATE_APPS_TRANS_ID');
  const opened = {
    reference: app_trans_id,
    amountVnd: amount,
    orderInfo: description,
    createdAt: app_time,
    expiresAt: app_time + expire_duration_seconds * 1000,
    returnUrl: embed_data.redirecturl ?? '',
  };
  return created(opened, payPage);
}

/** `/v2/query`. A payer who gives an order up leaves it to run out, of which ZaloPay says -54: played at once. */
export function answerQuery(
  { appId, key1 }: ZalopayCredentials,
  fields: Readonly<Record<string, string>>,
  { order, deeds }: Pick<KnownOrder, 'order' | 'deeds'>,
): ServerAnswer {
  const text = [fields.app_id, fields.app_trans_id, key1].join('|');
  if (fields.app_id !== appId || !isSignedBy(key1, text, fields.mac ?? '')) return UNAUTHORISED;
  if (!order) return says(2, -101, 'ORDER_NOT_EXIST');
  const ending = endingAfter(order, deeds);
  const nothing = { is_processing: false, amount: 0, zp_trans_id: 0, server_time: 0, discount_amount: 0 };
  if (!ending) return says(3, 3, 'Đơn hàng chưa thanh toán hoặc giao dịch đang xử lý', nothing);
  if (ending.outcome === 'failed') return says(2, -54, 'TIME_INVALID', nothing);
  const money = { amount: ending.amountVnd, zp_trans_id: transactionNo(order, ending), server_time: ending.at };
  return says(1, 1, 'Giao dịch thành công', { ...nothing, ...money });
}
