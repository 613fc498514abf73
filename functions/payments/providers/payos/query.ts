import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import { utf8Text } from '../../../../shared/kernel/characters.ts';
import type { CallProvider } from '../../adapters/provider-call.ts';
import type { Answer, Callback, Checked, Found, Order, Probe, Question } from '../../ports.ts';
import { callbackOf, SUCCESS, Transfer } from './callback.ts';
import { openSigned, parseExactly } from './signature.ts';

/** How one merchant calls payOS. */
export interface Account {
  readonly key: KeyObject;
  readonly headers: Readonly<Record<string, string>>;
  readonly at: { readonly orders: string; readonly payPage: string };
  readonly call: CallProvider;
}

const Coded = z.object({ code: z.union([z.string(), z.int()]).transform(String) });

/** A code as far as a log may hold it. */
export const shortCode = (code: string): string => code.replace(/[^A-Za-z0-9._-]/g, '').slice(0, 20) || 'none';

/** What payOS said: its code, and its data where it signed any; the status of the answer where it said nothing. */
export type Said =
  | { readonly kind: 'nothing'; readonly status: number | undefined }
  | { readonly kind: 'code'; readonly status: number; readonly code: string }
  | { readonly kind: 'data'; readonly data: unknown };

/** Calls payOS, once. */
export async function callPayos(
  { key, headers, call }: Account,
  address: string,
  request: { readonly method: 'GET' | 'POST'; readonly body?: string },
): Promise<Said> {
  const reply = await call(address, { ...request, headers });
  const body = reply && parseExactly(utf8Text(reply.bytes));
  const coded = Coded.safeParse(body);
  if (!reply || !coded.success) return { kind: 'nothing', status: reply?.status };
  const { code } = coded.data;
  if (code !== SUCCESS) return { kind: 'code', status: reply.status, code };
  const data = openSigned(key, body);
  return data ? { kind: 'data', data } : { kind: 'code', status: reply.status, code: 'bad_signature' };
}

const PaymentLink = z.object({
  id: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/),
  orderCode: z.int(),
  amount: z.int(),
  amountPaid: z.int().nonnegative(),
  status: z.string().max(20),
  transactions: z.array(Transfer),
});
type PaymentLink = z.infer<typeof PaymentLink>;

type Looked =
  | { readonly kind: 'link'; readonly link: PaymentLink }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly why: string };

const unknown = (why: string) => ({ kind: 'unknown' as const, why });

/** payOS knows no such order. */
const ABSENT = '101';

/** What payOS knows of an order. Only what is signed and about this order is believed, but that it knows none, which it does not sign. */
async function look(
  account: Account,
  { reference, amountVnd }: Pick<Question, 'reference' | 'amountVnd'>,
): Promise<Looked> {
  const said = await callPayos(account, `${account.at.orders}/${reference}`, { method: 'GET' });
  if (said.kind === 'nothing') return unknown(said.status === undefined ? 'no_answer' : `http.${said.status}`);
  if (said.kind === 'code')
    return said.code === ABSENT && said.status < 500 ? { kind: 'absent' } : unknown(shortCode(said.code));
  const link = PaymentLink.safeParse(said.data);
  if (!link.success) return unknown('malformed');
  if (String(link.data.orderCode) !== reference) return unknown('another_order');
  return link.data.amount === amountVnd ? { kind: 'link', link: link.data } : unknown('another_amount');
}

/** Nobody can pay any more. */
const over = ['CANCELLED', 'EXPIRED', 'FAILED'];

const unfinished = ['PENDING', 'PROCESSING'];

const failedWith = ({ reference, amountVnd }: Question, code: string): Answer => {
  const callback: Callback = {
    reference,
    providerTransactionId: '0',
    outcome: 'failed',
    code,
    amountVnd,
    currency: 'VND',
  };
  return { kind: 'told', callback };
};

/** Each transfer is money in, however the order stands; where they are not what payOS counts, one is missing or has changed. */
function readLink(question: Question, { id, orderCode, status, amountPaid, transactions }: PaymentLink): Answer {
  if (question.providerOrderId !== undefined && question.providerOrderId !== id) return unknown('another_order');
  const transfers = [...new Map(transactions.map((transfer) => [transfer.reference, transfer])).values()];
  if (transfers.reduce((sum, { amount }) => sum + amount, 0) !== amountPaid) return unknown('another_sum');
  const [callback, ...further] = transfers.map((transfer) => callbackOf(orderCode, transfer));
  if (callback) return { kind: 'told', callback, further };
  if (over.includes(status)) return failedWith(question, status);
  return unfinished.includes(status) ? { kind: 'unfinished' } : unknown(`status.${shortCode(status)}`);
}

/** An order of which payOS once told its number and knows nothing now is a contradiction; any other was never created, and never will be once its term is over. */
function neverCreated(question: Question): Answer {
  if (question.providerOrderId !== undefined) return unknown('absent');
  return question.at < question.expiresAt ? { kind: 'unfinished' } : failedWith(question, ABSENT);
}

/** Asks payOS what became of an order. */
export const askPayos =
  (account: Account) =>
  async (question: Question): Promise<Answer> => {
    const looked = await look(account, question);
    if (looked.kind === 'link') return readLink(question, looked.link);
    return looked.kind === 'absent' ? neverCreated(question) : looked;
  };

/** The channel is unknown or suspended (214), the API key is wrong (401), the checksum key is (201). */
export const MISCONFIGURED = ['201', '214', '401', '403'];

/**
 * Asks payOS about an order that there is none of: what is proven is the client's id and the API key, since that there is none is not
 * signed.
 */
export const checkPayos =
  (account: Account) =>
  async ({ reference }: Probe): Promise<Checked> => {
    const said = await callPayos(account, `${account.at.orders}/${reference}`, { method: 'GET' });
    if (said.kind === 'data') return { verdict: 'unknown', code: 'another_order' };
    if (said.kind === 'nothing' && said.status === undefined) return { verdict: 'unknown', code: 'no_answer' };
    const code = said.kind === 'code' ? shortCode(said.code) : `${said.status}`;
    if (MISCONFIGURED.includes(code)) return { verdict: 'refused', code };
    return { verdict: code === ABSENT && (said.status ?? 500) < 500 ? 'taken' : 'unknown', code };
  };

/** Looks whether payOS has an order. It does not say the QR code again, but the page that shows it follows from the order's number. */
export const findPayos =
  (account: Account) =>
  async (order: Order): Promise<Found> => {
    const looked = await look(account, order);
    if (looked.kind !== 'link') return looked;
    const { id, status } = looked.link;
    if (over.includes(status)) return { kind: 'refused', why: 'declined', code: status };
    const url = `${account.at.payPage}/${id}`;
    return { kind: 'created', checkout: { kind: 'redirect', url }, providerOrderId: id };
  };
