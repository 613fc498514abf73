import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { fail, ok, type Result } from '../../../../shared/kernel/result.ts';
import type { PostedForm } from '../../domain/facts.ts';
import { Reference } from '../../domain/names.ts';
import type { Callback, Order, ProviderMessage, Refusal } from '../../ports.ts';
import { hmacSha256, isHmacSha256 } from '../hmac-sha256.ts';
import { jsonIn } from './callback.ts';
import { sha256Of } from './signature.ts';

/** A merchant of SePay's payment gateway. */
export interface Shop {
  readonly merchantId: string;
  readonly secretKey: string;
}

const PROOF = 'proof';

type WayBack = Extract<Callback['outcome'], 'paid' | 'failed'>;

/** SePay signs a form, in which there is no such text, and nothing on the way back. */
const backText = (reference: string, outcome: WayBack): string => `return of ${reference}: ${outcome}`;

/** Where SePay sends the browser back, with our own proof of the order. */
function backTo({ secretKey }: Shop, { returnUrl, reference }: Order, outcome: WayBack): string {
  const url = new URL(returnUrl);
  const proof = hmacSha256(secretKey, backText(reference, outcome));
  for (const [name, value] of Object.entries({ reference, outcome, [PROOF]: proof })) url.searchParams.set(name, value);
  return url.href;
}

const One = <S extends z.ZodType>(schema: S) => z.tuple([schema]).transform(([value]) => value);

const Back = z.object({ reference: One(z.string()), outcome: One(z.enum(['paid', 'failed'])), proof: One(z.string()) });

/** The order of which a browser brings our proof, and by which of SePay's ways it comes: a payer may deceive nobody but himself. */
export function readReturn(
  { secretKey }: Shop,
  { query }: Pick<ProviderMessage, 'query'>,
): Result<Pick<Callback, 'reference' | 'outcome'>, Refusal> {
  const back = Back.safeParse(query);
  if (!back.success) return fail('bad_signature');
  const { reference, outcome, proof } = back.data;
  return isHmacSha256(secretKey, backText(reference, outcome), proof)
    ? ok({ reference, outcome })
    : fail('bad_signature');
}

type Fields = readonly (readonly [name: string, value: string])[];

/**
 * The `signature` of a form (developer.sepay.vn, "Create payment form"): base64 HMAC-SHA256 of `name=value` joined with commas, in the order
 * of the fields.
 */
export const formSignature = ({ secretKey }: Pick<Shop, 'secretKey'>, fields: Fields): string =>
  createHmac('sha256', secretKey)
    .update(fields.map(([name, value]) => `${name}=${value}`).join(','), 'utf8')
    .digest('base64');

/**
 * The form of a one-time payment, which the payer's browser posts. Beside bank webhooks the gateway takes cards alone: a transfer that
 * it asks for is told by those as well, under a memo of SePay's own, and would be money twice.
 */
export function checkoutForm(shop: Shop, order: Order, action: string, isBankWatched: boolean): PostedForm {
  const signed: Fields = [
    ['merchant', shop.merchantId],
    ['currency', 'VND'],
    ['order_amount', String(order.amountVnd)],
    ['operation', 'PURCHASE'],
    ...(isBankWatched ? ([['payment_method', 'CARD']] as const) : []),
    ['order_description', `Nop le phi ho so ${order.dossierCode}`],
    ['order_invoice_number', order.reference],
    ['success_url', backTo(shop, order, 'paid')],
    ['error_url', backTo(shop, order, 'failed')],
    ['cancel_url', backTo(shop, order, 'failed')],
  ];
  const fields: Fields = [...signed, ['signature', formSignature(shop, signed)]];
  return { action, fields: fields.map(([name, value]) => ({ name, value })) };
}

const SECRET = 'x-secret-key';

/** True for a message of the gateway, which bears the merchant's key where others bear a signature. */
export const isOfGateway = ({ headers }: Pick<ProviderMessage, 'headers'>): boolean => headers[SECRET] !== undefined;

const isAuthentic = ({ secretKey }: Shop, { headers }: ProviderMessage): boolean =>
  timingSafeEqual(sha256Of(headers[SECRET] ?? ''), sha256Of(secretKey));

const Notice = z.object({ notification_type: z.string(), order: z.object({ order_invoice_number: Reference }) });

/**
 * The order that the gateway's IPN is about (`ORDER_PAID`, `TRANSACTION_VOID`). `X-Secret-Key` covers nothing of the body, so that
 * whatever it says the order is asked about. Compares in constant time.
 */
export function readHint(shop: Shop, message: ProviderMessage): Result<readonly string[], Refusal> {
  if (!isAuthentic(shop, message)) return fail('bad_signature');
  const notice = Notice.safeParse(jsonIn(message.body));
  return notice.success ? ok([notice.data.order.order_invoice_number]) : fail('malformed');
}
