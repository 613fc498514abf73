import * as z from 'zod';
import { type Ending, endingsOf } from '../../domain/endings.ts';
import { jsonIn } from '../../domain/json-in.ts';
import type {
  KnownOrder,
  OpenedOrder,
  PlayedFolder,
  PlayedNotice,
  PlayedPath,
  PlayedProvider,
  ServerAnswer,
} from '../../ports.ts';
import { answerCreate, answerQuery, fieldsIn } from './calls.ts';
import { answerRefund, answerRefundQuery } from './refunds.ts';
import { sign, ZalopayCredentials } from './signature.ts';
import { transactionIn, transactionNo } from './transactions.ts';

/** Anything but 0 ends the repetitions; after 0, or no answer, ZaloPay sends the notice again. */
const Confirmed = z.object({ return_code: z.int().refine((code) => code !== 0) });

/** The notice of money that was taken. Of anything else ZaloPay tells nothing. */
const noticeOf = ({ appId, key2 }: ZalopayCredentials, order: OpenedOrder, ending: Ending): PlayedNotice => {
  const data = JSON.stringify({
    app_id: Number(appId),
    app_trans_id: order.reference,
    app_time: order.createdAt,
    app_user: 'sandbox',
    amount: ending.amountVnd,
    embed_data: JSON.stringify({ redirecturl: order.returnUrl }),
    item: '[]',
    zp_trans_id: transactionNo(order, ending),
    server_time: ending.at,
    channel: 38,
    merchant_user_id: 'sandbox-payer',
    user_fee_amount: 0,
    discount_amount: 0,
  });
  return {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ data, mac: sign(data, key2), type: 1 }),
  };
};

/** Where the payer's browser goes: 1 is paid, -49 given up. */
const returnTo = ({ appId, key2 }: ZalopayCredentials, order: OpenedOrder, ending: Ending): string => {
  const isPaid = ending.outcome === 'paid';
  const fields = {
    appid: appId,
    apptransid: order.reference,
    pmcid: isPaid ? '38' : '0',
    bankcode: '',
    amount: String(ending.amountVnd),
    discountamount: '0',
    status: isPaid ? '1' : '-49',
  };
  const address = new URL(order.returnUrl);
  for (const [name, value] of Object.entries(fields)) address.searchParams.append(name, value);
  address.searchParams.append('checksum', sign(Object.values(fields).join('|'), key2));
  return address.href;
};

type Answers = (
  credentials: ZalopayCredentials,
  fields: Readonly<Record<string, string>>,
  known: KnownOrder,
) => ServerAnswer;

const answers: Readonly<Record<string, Answers>> = {
  'v2/create': answerCreate,
  'v2/query': answerQuery,
  'v2/refund': answerRefund,
  'v2/query_refund': answerRefundQuery,
};

const account = (given: unknown): PlayedProvider => {
  const credentials = ZalopayCredentials.parse(given);
  return {
    answer(path, request, known) {
      const answerTo = answers[path] ?? answerQuery;
      return answerTo(credentials, fieldsIn(request), known);
    },
    play(order, outcome, now) {
      const { told, returns, waits } = endingsOf(order, outcome, now);
      return {
        notices: told
          .filter((ending) => ending.outcome === 'paid')
          .map((ending) => noticeOf(credentials, order, ending)),
        returnUrl: returns && order.returnUrl !== '' ? returnTo(credentials, order, returns) : undefined,
        waits,
      };
    },
    isConfirmed: ({ status, text }) => status === 200 && Confirmed.safeParse(jsonIn(text)).success,
  };
};

const ofOrder: Pick<PlayedPath, 'referenceOf'> = { referenceOf: (request) => fieldsIn(request).app_trans_id };
const ofRefund: Pick<PlayedPath, 'refundOf'> = { refundOf: (request) => fieldsIn(request).m_refund_id };

/** ZaloPay v2 from the other side. */
export const played: PlayedFolder = {
  calls: [
    { method: 'POST', path: /^v2\/create$/, ...ofOrder },
    { method: 'POST', path: /^v2\/query$/, ...ofOrder },
    {
      method: 'POST',
      path: /^v2\/refund$/,
      ...ofRefund,
      transactionOf(request) {
        const number = fieldsIn(request).zp_trans_id;
        return number && transactionIn(number);
      },
    },
    { method: 'POST', path: /^v2\/query_refund$/, ...ofRefund },
  ],
  account,
};
