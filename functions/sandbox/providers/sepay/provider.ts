import * as z from 'zod';
import type { PlayedBank, PlayedFolder, PlayedRequest, ServerAnswer } from '../../ports.ts';
import { scanned, transfersOf } from '../bank-orders.ts';
import { listedOf, noticeOf } from './transactions.ts';

const SepayCredentials = z.object({
  accountNumber: z.string(),
  webhookSecret: z.string().optional(),
  apiKey: z.string().optional(),
});

/** Whether SePay reads the answer as the end of a notice: 2xx, and JSON that says success. */
const isConfirmed = ({ status, text }: { readonly status: number; readonly text: string }): boolean =>
  status >= 200 && status < 300 && /"success"\s*:\s*true/.test(text);

const isHolder = ({ headers }: PlayedRequest, given: unknown): boolean => {
  const { apiKey } = SepayCredentials.parse(given);
  return apiKey !== undefined && headers.authorization === `Bearer ${apiKey}`;
};

const refusal: ServerAnswer = { status: 401, json: { status: 401, error: 'Unauthorized', messages: {} } };

const statement: NonNullable<PlayedBank['statement']> = {
  path: /^userapi\/transactions\/list$/,
  accountNumberOf: ({ query }) => query.account_number?.at(-1),
  answer(request, holders, transfers) {
    if (!holders.some((given) => isHolder(request, given))) return refusal;
    const limit = Number(request.query.limit?.at(-1) ?? 5000);
    const since = request.query.transaction_date_min?.at(-1) ?? '';
    const until = request.query.transaction_date_max?.at(-1) ?? '9999';
    const transactions = transfers
      .toReversed()
      .map(listedOf)
      .filter(({ transaction_date }) => transaction_date >= since && transaction_date <= until)
      .slice(0, limit);
    return { status: 200, json: { status: 200, error: null, messages: { success: true }, transactions } };
  },
};

/** SePay from the other side: it watches an account, tells of each transfer, and lists them to whoever has its token. */
export const played: PlayedFolder = {
  calls: [],
  account: (given) => {
    const account = SepayCredentials.parse(given);
    const { accountNumber } = account;
    return {
      scan: (payload, opened) => scanned(payload, accountNumber, opened),
      answer: () => ({ status: 404 }),
      play(order, outcome, now) {
        const { told, all, waits } = transfersOf(order, accountNumber, outcome, now);
        return { notices: told.map((each) => noticeOf(each, account, now)), transfers: all, waits };
      },
      isConfirmed,
    };
  },
  bank: {
    accountNumberOf: (given) => SepayCredentials.parse(given).accountNumber,
    noticeOf: (transfer, given, now) => noticeOf(transfer, SepayCredentials.parse(given), now),
    statement,
  },
};
