import * as z from 'zod';
import { DAY_MS, type Instant, MINUTE_MS, toOffsetDateTime } from '../../../../shared/kernel/time.ts';
import { type CallProvider, jsonOfSuccess } from '../../adapters/provider-call.ts';
import type { Span } from '../../domain/pulling.ts';
import type { Answer, Callback, Checked, Probe, Question } from '../../ports.ts';
import type { Listed } from '../../pull-ports.ts';
import { callbackOf, Moment, TransactionId } from './callback.ts';

/** How one merchant asks SePay. */
export interface Account {
  readonly apiKey: string;
  readonly accountNumber: string;
  readonly address: string;
  readonly call: CallProvider;
}

/** So many transactions SePay lists at most (API v1), and how large such a list may be. */
const MOST = 5000;
const MAX_BYTES = 8 * 1024 * 1024;

/** So many are recorded before what is known of a day is kept. */
const PAGE = 1000;

/** Banks' clocks may be behind ours by so much. */
const SLACK_MS = 10 * MINUTE_MS;

/** An amount as SePay lists it: whole dong with two zeros, as text. */
const Amount = z
  .union([z.string().regex(/^\d{1,15}(?:\.0+)?$/), z.number().nonnegative()])
  .transform(Number)
  .pipe(z.int());

const Transaction = z.object({
  id: TransactionId,
  transaction_date: Moment,
  account_number: z.string(),
  sub_account: z.string().nullish(),
  amount_in: Amount,
  transaction_content: z.string().nullish(),
  code: z.string().nullish(),
});

type Transaction = z.output<typeof Transaction>;

const Page = z.object({ status: z.literal(200), transactions: z.array(Transaction) });

const dateTime = (at: Instant): string => toOffsetDateTime(at).slice(0, 19).replace('T', ' ');

type Refused = Exclude<Listed, { readonly kind: 'listed' }>;

const unknown = (why: string): Refused & { readonly kind: 'unknown' } => ({ kind: 'unknown', why });

/** The account's latest transactions from a moment on, until another where it is said. */
const transactionsOf = async (
  { apiKey, accountNumber, address, call }: Account,
  { from, to, limit }: { readonly from: Instant; readonly to?: Instant; readonly limit: number },
): Promise<readonly Transaction[] | Refused> => {
  const query = new URLSearchParams({
    account_number: accountNumber,
    transaction_date_min: dateTime(from),
    ...(to === undefined ? {} : { transaction_date_max: dateTime(to) }),
    limit: String(limit),
  });
  const headers = { Authorization: `Bearer ${apiKey}`, Accept: 'application/json' };
  const reply = await call(`${address}?${query}`, { method: 'GET', headers, maxBytes: MAX_BYTES });
  if (reply === undefined) return unknown('no_answer');
  const why = `http.${reply.status}`;
  if (reply.status === 401 || reply.status === 403) return { kind: 'refused', why };
  if (reply.status < 200 || reply.status >= 300) return unknown(why);
  const page = Page.safeParse(jsonOfSuccess(reply));
  return page.success ? page.data.transactions : unknown('malformed');
};

/** What transactions say that brought money to the account. */
const callbacksOf = (transactions: readonly Transaction[], accountNumber: string): readonly Callback[] =>
  transactions
    .filter((each) => [each.account_number, each.sub_account].includes(accountNumber) && each.amount_in > 0)
    .map(({ id, amount_in: amountVnd, transaction_content: content, code, transaction_date: occurredAt }) =>
      callbackOf({ id, amountVnd, content, code, occurredAt }),
    );

/**
 * Asks for the transfers to the account since the order was opened, and finds those that name it. Where SePay lists as many as it may,
 * others may be missing: then nothing is known unless the order is among them.
 */
export const askSepay =
  (account: Account) =>
  async ({ reference, createdAt }: Question): Promise<Answer> => {
    const transactions = await transactionsOf(account, { from: createdAt - SLACK_MS, limit: MOST });
    if ('kind' in transactions) return unknown(transactions.why);
    const [callback, ...further] = callbacksOf(transactions, account.accountNumber).filter(
      (each) => each.reference === reference,
    );
    if (callback) return { kind: 'told', callback, further };
    return transactions.length < MOST ? { kind: 'unfinished' } : unknown('too_many');
  };

/**
 * Lists the latest transfers of a span. SePay lists the latest first, so that of a full page the last one says until when others may have
 * come; where it does not, or all of a page came in one second, nothing is believed.
 */
export const listSepay =
  (account: Account) =>
  async ({ from, to }: Span): Promise<Listed> => {
    const transactions = await transactionsOf(account, { from, to, limit: PAGE });
    if ('kind' in transactions) return transactions;
    const callbacks = callbacksOf(transactions, account.accountNumber);
    if (transactions.length < PAGE) return { kind: 'listed', callbacks };
    const moments = transactions.map(({ transaction_date }) => transaction_date);
    const before = Math.min(...moments);
    if (before !== moments.at(-1)) return unknown('order');
    return before < to ? { kind: 'listed', callbacks, before } : unknown('too_many');
  };

/** Asks for the last transfer to the account. What is proven is the token of the API; what signs webhooks is not asked about. */
export const checkSepay =
  (account: Account) =>
  async ({ at }: Probe): Promise<Checked> => {
    const said = await transactionsOf(account, { from: at - DAY_MS, limit: 1 });
    if (!('kind' in said)) return { verdict: 'taken', code: 'http.200' };
    return { verdict: said.kind, code: said.why };
  };
