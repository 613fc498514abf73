import { type Ending, endingsOf } from '../../domain/endings.ts';
import type { PlayedFolder, PlayedProvider, PlayedRequest } from '../../ports.ts';
import { fieldsOf } from './notices.ts';
import { OnePayCredentials, readPayUrl } from './pay-url.ts';
import { answerQuery } from './query.ts';
import { type Fields, signedQuery } from './signature.ts';

const withQuery = (address: string, query: string): string => `${address}${address.includes('?') ? '&' : '?'}${query}`;

const formIn = ({ body }: PlayedRequest): Fields =>
  Object.fromEntries(new URLSearchParams(Buffer.from(body).toString('utf8')));

const account = (given: unknown): PlayedProvider => {
  const credentials = OnePayCredentials.parse(given);
  const { merchantId, hashKey } = credentials;
  return {
    open: (query, now) => readPayUrl(query, credentials, now),
    answer(_, request, known) {
      const fields = answerQuery(credentials, formIn(request), known);
      return { status: 200, text: signedQuery(fields, hashKey), toStranger: fields.vpc_DRExists === undefined };
    },
    play(order, outcome, now) {
      const { told, returns, waits } = endingsOf(order, outcome, now);
      const signed = (ending: Ending): string => signedQuery(fieldsOf(merchantId, order, ending), hashKey);
      return {
        notices: told.map((ending) => ({ query: signed(ending) })),
        returnUrl: returns && withQuery(order.returnUrl, signed(returns)),
        waits,
      };
    },
    isConfirmed: ({ status, text }) => status === 200 && new URLSearchParams(text.trim()).get('responsecode') === '1',
  };
};

/** OnePay's payment gateway, version 2, from the other side. */
export const played: PlayedFolder = {
  page: { method: 'GET', path: /^paygate\/vpcpay\.op$/, referenceOf: ({ query }) => query.vpc_MerchTxnRef?.at(-1) },
  calls: [
    {
      method: 'POST',
      path: /^msp\/api\/v1\/vpc\/invoices\/queries$/,
      referenceOf: (request) => formIn(request).vpc_MerchTxnRef,
    },
  ],
  account,
};
