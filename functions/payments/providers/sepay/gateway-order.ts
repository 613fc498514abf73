import * as z from 'zod';
import { type CallProvider, jsonOfSuccess } from '../../adapters/provider-call.ts';
import type { Answer, Callback, Checked, Probe, Question } from '../../ports.ts';
import { TransactionId } from './callback.ts';
import type { Shop } from './gateway.ts';

/** How one merchant of the gateway asks about orders. */
export interface AskingShop extends Shop {
  readonly address: string;
  readonly call: CallProvider;
}

/** An amount as the gateway writes it: whole dong, with zeros behind the point or without. */
const Amount = z
  .union([z.string().regex(/^\d{1,15}(?:\.0+)?$/), z.number().positive()])
  .transform(Number)
  .pipe(z.int().positive());

const Transaction = z.object({
  id: TransactionId,
  transaction_type: z.string(),
  transaction_status: z.string(),
  transaction_amount: Amount,
  transaction_currency: z.string().regex(/^[A-Z]{3}$/),
});

const Detail = z.object({
  data: z.object({
    order_invoice_number: z.string(),
    order_status: z.string(),
    transactions: z.array(Transaction).nullish(),
  }),
});

type Detail = z.output<typeof Detail>['data'];

const unknown = (why: string): Answer & { readonly kind: 'unknown' } => ({ kind: 'unknown', why });

const orderAt = ({ merchantId, secretKey, address, call }: AskingShop, reference: string) => {
  const key = Buffer.from(`${merchantId}:${secretKey}`, 'utf8').toString('base64');
  const headers = { Authorization: `Basic ${key}`, Accept: 'application/json' };
  return call(`${address}/${encodeURIComponent(reference)}`, { method: 'GET', headers });
};

/** The gateway counts its transactions by itself: a number of its own is not that of a transfer that SePay's bank webhook tells of. */
const numberOf = (id: string): string => `PG-${id}`;

const isPayment = ({ transaction_type, transaction_status }: z.output<typeof Transaction>): boolean =>
  transaction_type === 'PAYMENT' && transaction_status === 'APPROVED';

/** What an order says: captured, it was paid by its approved payments; until then the payer has not finished. */
function toldBy(reference: string, { order_status, transactions }: Detail): Answer {
  if (order_status !== 'CAPTURED') return { kind: 'unfinished' };
  const [callback, ...further] = (transactions ?? []).filter(isPayment).map(
    (each): Callback => ({
      reference,
      providerTransactionId: numberOf(each.id),
      outcome: 'paid',
      code: order_status,
      amountVnd: each.transaction_amount,
      currency: each.transaction_currency,
    }),
  );
  return callback ? { kind: 'told', callback, further } : unknown('no_payment');
}

/** Asks for the order that the payer's browser posted; one that there is none of was not begun. */
export const askGateway =
  (shop: AskingShop) =>
  async ({ reference }: Pick<Question, 'reference'>): Promise<Answer> => {
    const reply = await orderAt(shop, reference);
    if (!reply) return unknown('no_answer');
    if (reply.status === 404) return { kind: 'unfinished' };
    if (reply.status < 200 || reply.status >= 300) return unknown(`http.${reply.status}`);
    const detail = Detail.safeParse(jsonOfSuccess(reply));
    if (!detail.success) return unknown('malformed');
    const { data } = detail.data;
    return data.order_invoice_number === reference ? toldBy(reference, data) : unknown('another_order');
  };

/** Asks for an order that there is none of: who is told so is known there. */
export const checkGateway =
  (shop: AskingShop) =>
  async ({ reference }: Probe): Promise<Checked> => {
    const reply = await orderAt(shop, reference);
    if (!reply) return { verdict: 'unknown', code: 'no_answer' };
    const code = `http.${reply.status}`;
    if (reply.status === 401 || reply.status === 403) return { verdict: 'refused', code };
    return { verdict: reply.status === 404 ? 'taken' : 'unknown', code };
  };
