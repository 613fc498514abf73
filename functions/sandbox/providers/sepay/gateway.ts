import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { MINUTE_MS, toOffsetDateTime } from '../../../../shared/kernel/time.ts';
import { type Ending, endingsOf } from '../../domain/endings.ts';
import type { Outcome } from '../../domain/outcomes.ts';
import type {
  KnownOrder,
  OpenedOrder,
  PageFault,
  Play,
  PlayedNotice,
  PlayedRequest,
  Query,
  ServerAnswer,
} from '../../ports.ts';

/** A merchant of SePay's payment gateway. */
export interface GatewayAccount {
  readonly merchantId: string;
  readonly secretKey: string;
}

/** The page waits so long for a payer who has opened it. */
const PAGE_TERM_MS = 15 * MINUTE_MS;

/** The fields that the signature of a form covers; others are taken unsigned. */
const SIGNED = [
  'merchant',
  'operation',
  'payment_method',
  'order_amount',
  'currency',
  'order_invoice_number',
  'order_description',
  'customer_id',
  'success_url',
  'error_url',
  'cancel_url',
];

/** The base64 HMAC-SHA256 of a form's signed fields, in the order in which they came. */
const signatureOf = (fields: readonly (readonly [string, string])[], { secretKey }: GatewayAccount): string =>
  createHmac('sha256', secretKey)
    .update(fields.flatMap(([name, value]) => (SIGNED.includes(name) ? [`${name}=${value}`] : [])).join(','))
    .digest('base64');

const equal = (a: string, b: string): boolean => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
};

const Form = z.object({
  merchant: z.string(),
  currency: z.literal('VND'),
  order_amount: z.string().regex(/^[1-9]\d{0,11}$/),
  operation: z.literal('PURCHASE'),
  payment_method: z.enum(['CARD', 'BANK_TRANSFER', 'NAPAS_BANK_TRANSFER']).optional(),
  order_description: z.string().min(1).max(255),
  order_invoice_number: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/),
  success_url: z.url(),
  error_url: z.url(),
  cancel_url: z.url(),
});

/** The order of a form, checked as SePay checks it: the signature first, then every required field. */
export function readForm(query: Query, account: GatewayAccount, now: number): OpenedOrder | PageFault {
  const fields = Object.entries(query).map(([name, values]) => [name, values[0] ?? ''] as const);
  const { signature = '', ...given } = Object.fromEntries(fields);
  const isRepeated = Object.values(query).some((values) => values.length !== 1);
  if (isRepeated || !equal(signature, signatureOf(fields, account)))
    return { code: '403', meaning: 'Sai chữ ký (signature)' };
  const form = Form.safeParse(given);
  if (!form.success) {
    const wrong = form.error.issues.map((issue) => issue.path.join('.')).join(', ');
    return { code: '422', meaning: `Tham số không đúng: ${wrong}` };
  }
  const order = form.data;
  if (order.merchant !== account.merchantId) return { code: '404', meaning: 'Mã đơn vị không tồn tại' };
  return {
    reference: order.order_invoice_number,
    amountVnd: Number(order.order_amount),
    orderInfo: order.order_description,
    createdAt: now,
    expiresAt: now + PAGE_TERM_MS,
    returnUrl: order.success_url,
    cancelUrl: order.cancel_url,
  };
}

const dateTime = (at: number): string => toOffsetDateTime(at).slice(0, 19).replace('T', ' ');

const orderOf = ({ reference, amountVnd, orderInfo }: OpenedOrder, status: string) => ({
  id: `order-${reference}`,
  order_id: `SEPAY-${reference}`,
  order_invoice_number: reference,
  order_status: status,
  order_amount: `${amountVnd}.00`,
  order_currency: 'VND',
  order_description: orderInfo,
});

const transactionOf = ({ transaction, amountVnd, at }: Ending) => ({
  id: transaction,
  transaction_id: transaction,
  payment_method: 'CARD',
  transaction_type: 'PAYMENT',
  transaction_amount: String(amountVnd),
  transaction_currency: 'VND',
  transaction_status: 'APPROVED',
  transaction_date: dateTime(at),
});

const noticeOf = (order: OpenedOrder, ending: Ending, { secretKey }: GatewayAccount): PlayedNotice => ({
  headers: { 'Content-Type': 'application/json', 'X-Secret-Key': secretKey },
  body: JSON.stringify({
    timestamp: Math.floor(ending.at / 1000),
    notification_type: 'ORDER_PAID',
    order: orderOf(order, 'CAPTURED'),
    transaction: transactionOf(ending),
    customer: null,
  }),
});

/** What SePay does about an outcome on the gateway's page: it tells of money alone. */
export function playGateway(order: OpenedOrder, outcome: Outcome, now: number, account: GatewayAccount): Play {
  const { told, returns, waits } = endingsOf(order, outcome, now);
  const paid = told.filter((ending) => ending.outcome === 'paid');
  const back = returns && (returns.outcome === 'paid' ? order.returnUrl : order.cancelUrl);
  return { notices: paid.map((ending) => noticeOf(order, ending, account)), returnUrl: back, waits };
}

const isHolder = ({ headers }: PlayedRequest, { merchantId, secretKey }: GatewayAccount): boolean =>
  equal(headers.authorization ?? '', `Basic ${Buffer.from(`${merchantId}:${secretKey}`).toString('base64')}`);

/** Every payment that was made on the page of an order, each once. */
function paymentsOf(order: OpenedOrder, deeds: KnownOrder['deeds']): readonly Ending[] {
  const endings = deeds.flatMap(({ deed, at }) => {
    if (deed === 'opened') return [];
    const { told, returns } = endingsOf(order, deed, at);
    return returns ? [...told, returns] : told;
  });
  const paid = endings.filter(({ outcome }) => outcome === 'paid');
  return [...new Map(paid.map((ending) => [ending.transaction, ending])).values()];
}

/** The gateway's answer about an order, which it has once the payer's browser posted it. */
export function answerOrder(
  request: PlayedRequest,
  { order, deeds }: Pick<KnownOrder, 'order' | 'deeds'>,
  account: GatewayAccount | undefined,
): ServerAnswer {
  if (!account || !isHolder(request, account))
    return { status: 401, json: { message: 'Unauthorized' }, toStranger: true };
  if (!order || order.returnUrl === '' || deeds.length === 0) return { status: 404, json: { message: 'Not Found' } };
  const paid = paymentsOf(order, deeds);
  const status = paid.length > 0 ? 'CAPTURED' : 'PENDING';
  const created_at = dateTime(order.createdAt);
  return {
    status: 200,
    json: { data: { ...orderOf(order, status), created_at, transactions: paid.map(transactionOf) } },
  };
}
