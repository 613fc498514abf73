import * as z from 'zod';
import type { PlayedBank, PlayedFolder, PlayedRequest, ServerAnswer } from '../../ports.ts';
import { scanned, transfersOf } from '../bank-orders.ts';
import { answerOrder, type GatewayAccount, playGateway, readForm } from './gateway.ts';
import { listedOf, noticeOf } from './transactions.ts';

const SepayCredentials = z.object({
  accountNumber: z.string(),
  webhookSecret: z.string().optional(),
  apiKey: z.string().optional(),
  merchantId: z.string().optional(),
  secretKey: z.string().optional(),
});

/** The merchant's account with the payment gateway; undefined where it has none. */
const gatewayOf = ({ merchantId, secretKey }: z.output<typeof SepayCredentials>): GatewayAccount | undefined =>
  merchantId === undefined || secretKey === undefined ? undefined : { merchantId, secretKey };

const formIn = ({ body }: PlayedRequest): URLSearchParams => new URLSearchParams(Buffer.from(body).toString('utf8'));

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

/** SePay from the other side: it watches an account, tells of each transfer, lists them to whoever has its token, and has a payment gateway. */
export const played: PlayedFolder = {
  page: {
    method: 'POST',
    path: /^v1\/checkout\/init$/,
    referenceOf: (request) => formIn(request).get('order_invoice_number') ?? undefined,
  },
  calls: [
    { method: 'GET', path: /^v1\/order\/detail\/([A-Za-z0-9._-]{1,100})$/, referenceOf: (_, reference) => reference },
  ],
  account: (given) => {
    const account = SepayCredentials.parse(given);
    const { accountNumber } = account;
    const gateway = gatewayOf(account);
    return {
      ...(gateway ? { open: (query, now) => readForm(query, gateway, now) } : {}),
      scan: (payload, opened) => scanned(payload, accountNumber, opened),
      answer: (_, request, known) => answerOrder(request, known, gateway),
      play(order, outcome, now) {
        // Whoever comes from a bank's app has no page to go back to.
        if (gateway && order.returnUrl !== '') return playGateway(order, outcome, now, gateway);
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
