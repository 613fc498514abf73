import * as z from 'zod';
import type { PlayedProvider } from '../../ports.ts';
import { toldOf } from './notices.ts';
import { readPayUrl, VnpayCredentials } from './pay-url.ts';
import { answerQuery } from './query.ts';
import { signedQuery } from './signature.ts';

/** 00 and 02 end the repetitions; with any other answer, or none, VNPAY sends the notice again. */
const Confirmed = z.object({ RspCode: z.enum(['00', '02']) });

const withQuery = (address: string, query: string): string => `${address}${address.includes('?') ? '&' : '?'}${query}`;

/** VNPAY PAY 2.1.0 from the other side, for one merchant. */
export const playedVnpay = (given: unknown): PlayedProvider => {
  const credentials = VnpayCredentials.parse(given);
  const { tmnCode, hashSecret } = credentials;
  return {
    open: (query) => readPayUrl(query, credentials),
    play(order, outcome, now) {
      const { notices, returns } = toldOf(tmnCode, order, outcome, now);
      return {
        notices: notices.map((fields) => signedQuery(fields, hashSecret)),
        returnUrl: returns && withQuery(order.returnUrl, signedQuery(returns, hashSecret)),
        waits: returns === undefined || outcome === 'callback_before_return',
      };
    },
    answer: (question, order, deeds) => answerQuery(credentials, question, order, deeds),
    isConfirmed: (answer) => Confirmed.safeParse(answer).success,
  };
};
