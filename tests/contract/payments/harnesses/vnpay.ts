import type { ProviderMessage } from '../../../../functions/payments/ports.ts';
import { provider } from '../../../../functions/payments/providers/vnpay/client.ts';
import { callsOf } from '../../../support/json-post.ts';
import type { ProviderHarness } from '../../../support/payment-provider-suite.ts';
import { CREDENTIALS, FAILED, noticeFields, SUSPECTED, signedNotice } from '../../../support/payments.ts';
import { FOUND, queryAnswer } from '../../../support/vnpay-query.ts';

const withField = (message: ProviderMessage, name: string, values: readonly string[]): ProviderMessage => ({
  ...message,
  query: { ...message.query, [name]: values },
});

const otherCredentials = { ...CREDENTIALS, hashSecret: 'another secret of the merchant' };

const NO_ORDER = { reference: 'none', amountVnd: 0 };

let reply: unknown;

/** VNPAY as its documents say that it signs and sends. */
export const harness: ProviderHarness = {
  provider: provider(
    'live',
    callsOf(async () => reply),
  ),
  credentials: CREDENTIALS,
  otherCredentials,
  outcomes: ['paid', 'failed', 'suspected'],
  notice: (order, outcome, credentials) =>
    signedNotice(
      noticeFields(order, { paid: {}, failed: FAILED, suspected: SUSPECTED }[outcome]),
      (credentials as typeof CREDENTIALS).hashSecret,
    ),
  forgeries: (message) => [
    withField(message, 'vnp_Amount', ['1']),
    withField(message, 'vnp_TxnRef', ['another']),
    withField(message, 'vnp_TransactionNo', ['1']),
    withField(message, 'vnp_ResponseCode', ['24']),
    withField(message, 'vnp_TransactionStatus', ['02']),
    withField(message, 'vnp_TmnCode', ['OTHER001']),
    withField(message, 'vnp_Extra', ['1']),
    withField(message, 'vnp_Amount', [...(message.query.vnp_Amount ?? []), '1']),
  ],
  query: {
    replies: (body) => {
      reply = body;
    },
    answer: (order, outcome, credentials) => queryAnswer(order, FOUND[outcome], credentials as typeof CREDENTIALS),
    outcomes: ['paid', 'failed', 'suspected'],
    forgeries: (body, order, outcome) => {
      const { vnp_SecureHash: _, ...unsigned } = body as Record<string, string>;
      return [
        queryAnswer(order, FOUND[outcome], otherCredentials),
        queryAnswer({ ...order, reference: `${order.reference}1` }, FOUND[outcome], CREDENTIALS),
        unsigned,
        { ...unsigned, vnp_SecureHash: '' },
        ...Object.keys(unsigned).map((name) => ({ ...(body as object), [name]: `${unsigned[name]}1` })),
        { ...(body as object), vnp_PromotionCode: 'X' },
      ];
    },
  },
  check: {
    replies: (answer) => {
      reply = answer;
    },
    taken: queryAnswer(NO_ORDER, FOUND.notFound, CREDENTIALS),
    refused: ['02', '97'].flatMap((vnp_ResponseCode) =>
      [otherCredentials, CREDENTIALS].map((signer) =>
        queryAnswer(NO_ORDER, { ...FOUND.notFound, vnp_ResponseCode }, signer),
      ),
    ),
    unproven: [
      queryAnswer(NO_ORDER, FOUND.notFound, otherCredentials),
      { ...queryAnswer(NO_ORDER, FOUND.notFound, CREDENTIALS), vnp_SecureHash: '' },
      queryAnswer(NO_ORDER, FOUND.tooFast, CREDENTIALS),
      queryAnswer(NO_ORDER, FOUND.paid, CREDENTIALS),
      {},
      'down',
    ],
  },
  endsRetries: ({ json }) => ['00', '02'].includes((json as { RspCode: string }).RspCode),
};
