import * as z from 'zod';
import { type Instant, MINUTE_MS, toOffsetDateTime } from '../../../../shared/kernel/time.ts';
import { type CallProvider, jsonOfSuccess } from '../../adapters/provider-call.ts';
import type { Answer, Checked, Probe, Question } from '../../ports.ts';
import { callbackOf, TransactionId } from './callback.ts';

/** How one merchant asks SePay. */
export interface Account {
  readonly apiKey: string;
  readonly accountNumber: string;
  readonly address: string;
  readonly call: CallProvider;
}

/** So many transactions SePay lists at most. */
const MOST = 5000;

/** Banks' clocks may be behind ours by so much. */
const SLACK_MS = 10 * MINUTE_MS;

/** An amount as SePay lists it: whole dong with two zeros, as text. */
const Amount = z
  .union([z.string().regex(/^\d{1,15}(?:\.0+)?$/), z.number().nonnegative()])
  .transform(Number)
  .pipe(z.int());

const Transaction = z.object({
  id: TransactionId,
  account_number: z.string(),
  sub_account: z.string().nullish(),
  amount_in: Amount,
  transaction_content: z.string().nullish(),
  code: z.string().nullish(),
});

const Listed = z.object({ status: z.literal(200), transactions: z.array(Transaction) });

/** A moment as SePay writes it, in Vietnamese time. */
const dateTime = (at: Instant): string => toOffsetDateTime(at).slice(0, 19).replace('T', ' ');

const headersOf = (apiKey: string) => ({ Authorization: `Bearer ${apiKey}`, Accept: 'application/json' });

const unknown = (why: string): Answer => ({ kind: 'unknown', why });

/**
 * Asks for the transfers to the account since the order was opened, and finds those that name it. Where SePay lists as many as it may,
 * others may be missing: then nothing is known unless the order is among them.
 */
export const askSepay =
  ({ apiKey, accountNumber, address, call }: Account) =>
  async ({ reference, createdAt }: Question): Promise<Answer> => {
    const query = new URLSearchParams({
      account_number: accountNumber,
      transaction_date_min: dateTime(createdAt - SLACK_MS),
      limit: String(MOST),
    });
    const reply = await call(`${address}?${query}`, { method: 'GET', headers: headersOf(apiKey) });
    if (reply === undefined) return unknown('no_answer');
    if (reply.status < 200 || reply.status >= 300) return unknown(`http.${reply.status}`);
    const listed = Listed.safeParse(jsonOfSuccess(reply));
    if (!listed.success) return unknown('malformed');
    const { transactions } = listed.data;
    const [callback, ...further] = transactions
      .filter((each) => [each.account_number, each.sub_account].includes(accountNumber) && each.amount_in > 0)
      .map(({ id, amount_in: amountVnd, transaction_content: content, code }) =>
        callbackOf({ id, amountVnd, content, code }),
      )
      .filter((each) => each.reference === reference);
    if (callback) return { kind: 'told', callback, further };
    return transactions.length < MOST ? { kind: 'unfinished' } : unknown('too_many');
  };

/** Asks for the last transfer to the account. What is proven is the token of the API; what signs webhooks is not asked about. */
export const checkSepay =
  ({ apiKey, accountNumber, address, call }: Account) =>
  async (_: Probe): Promise<Checked> => {
    const query = new URLSearchParams({ account_number: accountNumber, limit: '1' });
    const reply = await call(`${address}?${query}`, { method: 'GET', headers: headersOf(apiKey) });
    if (reply === undefined) return { verdict: 'unknown', code: 'no_answer' };
    const code = `http.${reply.status}`;
    if (reply.status === 401 || reply.status === 403) return { verdict: 'refused', code };
    return { verdict: Listed.safeParse(jsonOfSuccess(reply)).success ? 'taken' : 'unknown', code };
  };
