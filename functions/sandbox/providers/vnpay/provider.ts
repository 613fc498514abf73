import * as z from 'zod';
import { type Ending, endingsOf } from '../../domain/endings.ts';
import { jsonIn } from '../../domain/json-in.ts';
import type { PlayedFolder, PlayedProvider } from '../../ports.ts';
import { fieldsOf } from './notices.ts';
import { readPayUrl, VnpayCredentials } from './pay-url.ts';
import { answerQuery } from './query.ts';
import { answerRefund } from './refund.ts';
import { signedQuery } from './signature.ts';

/** 00 and 02 end the repetitions; with any other answer, or none, VNPAY sends the notice again. */
const Confirmed = z.object({ RspCode: z.enum(['00', '02']) });

const Asked = z.object({ vnp_TxnRef: z.string(), vnp_Command: z.unknown() });

const withQuery = (address: string, query: string): string => `${address}${address.includes('?') ? '&' : '?'}${query}`;

const account = (given: unknown): PlayedProvider => {
  const credentials = VnpayCredentials.parse(given);
  const { tmnCode, hashSecret } = credentials;
  return {
    open: (query) => readPayUrl(query, credentials),
    answer(_, request, known) {
      const body = jsonIn(request.body);
      if (Asked.safeParse(body).data?.vnp_Command === 'refund') return answerRefund(credentials, body, known);
      const json = answerQuery(credentials, body, known);
      return { status: 200, json, toStranger: ['02', '97'].includes(json.vnp_ResponseCode ?? '') };
    },
    play(order, outcome, now) {
      const { told, returns, waits } = endingsOf(order, outcome, now);
      const signed = (ending: Ending): string => signedQuery(fieldsOf(tmnCode, order, ending), hashSecret);
      return {
        notices: told.map((ending) => ({ query: signed(ending) })),
        returnUrl: returns && withQuery(order.returnUrl, signed(returns)),
        waits,
      };
    },
    isConfirmed: ({ text }) => Confirmed.safeParse(jsonIn(text)).success,
  };
};

/** VNPAY PAY 2.1.0 from the other side. */
export const played: PlayedFolder = {
  page: { method: 'GET', path: /^paymentv2\/vpcpay\.html$/, referenceOf: ({ query }) => query.vnp_TxnRef?.at(-1) },
  calls: [
    {
      method: 'POST',
      path: /^merchant_webapi\/api\/transaction$/,
      referenceOf: ({ body }) => Asked.safeParse(jsonIn(body)).data?.vnp_TxnRef,
    },
  ],
  account,
};
