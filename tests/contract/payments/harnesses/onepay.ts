import type { CallProvider } from '../../../../functions/payments/adapters/provider-call.ts';
import type { ProviderMessage } from '../../../../functions/payments/ports.ts';
import { provider } from '../../../../functions/payments/providers/onepay/client.ts';
import {
  asForm,
  asQuery,
  CANCELLED,
  ONEPAY,
  type OnePayFields,
  onePayNotice,
  onePaySigned,
} from '../../../support/onepay.ts';
import type { NoticeOutcome, ProviderHarness } from '../../../support/payment-provider-suite.ts';

const otherCredentials = { ...ONEPAY, hashKey: 'F0E0D0C0B0A090807060504030201000' };

const SAID: Readonly<Record<NoticeOutcome | 'unfinished', OnePayFields>> = {
  paid: {},
  failed: CANCELLED,
  suspected: {},
  unfinished: { vpc_TxnResponseCode: '100', vpc_TransactionNo: '' },
};

const withField = (message: ProviderMessage, name: string, values: readonly string[]): ProviderMessage => ({
  ...message,
  query: { ...message.query, [name]: values },
});

const NO_ORDER = { vpc_DRExists: 'N', vpc_MerchTxnRef: 'none' };

const INVALID_HASH = { vpc_TxnResponseCode: '255', vpc_Message: 'Invalid vpc_SecureHash' };

let reply: unknown;

/** OnePay's server: text is what it answers, anything else comes as JSON, which it never does. */
const call: CallProvider = async () =>
  reply === undefined
    ? undefined
    : { status: 200, bytes: Buffer.from(typeof reply === 'string' ? reply : JSON.stringify(reply)) };

const textOf = (fields: OnePayFields): string => new URLSearchParams(fields).toString();

/** OnePay as its guide says that it signs and sends. */
export const harness: ProviderHarness = {
  provider: provider('live', call),
  credentials: ONEPAY,
  otherCredentials,
  outcomes: ['paid', 'failed'],
  notice: (order, outcome, credentials) =>
    asQuery(onePaySigned(onePayNotice(order, SAID[outcome]), (credentials as typeof ONEPAY).hashKey)),
  nothing: (credentials) => {
    const pending = onePayNotice({ reference: 'R1', amountVnd: 1000 }, { vpc_TxnResponseCode: '300' });
    return asForm(onePaySigned(pending, (credentials as typeof ONEPAY).hashKey));
  },
  forgeries: (message) => [
    ...Object.keys(message.query).map((name) => withField(message, name, ['1'])),
    withField(message, 'vpc_Extra', ['1']),
    withField(message, 'user_Extra', ['1']),
    withField(message, 'vpc_Amount', [...(message.query.vpc_Amount ?? []), '1']),
    withField(message, 'vpc_SecureHash', []),
    { ...message, body: Buffer.from('vpc_Amount=1') },
  ],
  query: {
    replies: (body) => {
      reply = body;
    },
    answer: (order, outcome, credentials) =>
      textOf(
        onePaySigned(
          { vpc_DRExists: 'Y', ...onePayNotice(order, SAID[outcome]) },
          (credentials as typeof ONEPAY).hashKey,
        ),
      ),
    outcomes: ['paid', 'failed'],
    forgeries: (body, order, outcome) => {
      const { vpc_SecureHash: _, ...unsigned } = Object.fromEntries(new URLSearchParams(body as string));
      const told = { vpc_DRExists: 'Y', ...onePayNotice(order, SAID[outcome]) };
      const { vpc_DRExists: __, ...notice } = told;
      return [
        ...Object.keys(unsigned).map((name) =>
          textOf({ ...Object.fromEntries(new URLSearchParams(body as string)), [name]: `${unsigned[name]}1` }),
        ),
        textOf(unsigned),
        `${body}&vpc_Amount=100`,
        textOf(onePaySigned(told, otherCredentials.hashKey)),
        textOf(onePaySigned(notice)),
        textOf(onePaySigned({ ...told, vpc_MerchTxnRef: `${order.reference}1` })),
        textOf(onePaySigned({ ...told, vpc_Merchant: 'ANOTHER' })),
        textOf(onePaySigned({ ...told, vpc_Command: 'refund' })),
      ];
    },
  },
  check: {
    replies: (answer) => {
      reply = answer;
    },
    taken: textOf(onePaySigned(NO_ORDER)),
    refused: [
      ...['3', '4'].map((vpc_TxnResponseCode) =>
        textOf(onePaySigned({ vpc_TxnResponseCode }, otherCredentials.hashKey)),
      ),
      textOf(onePaySigned(INVALID_HASH, otherCredentials.hashKey)),
      textOf(INVALID_HASH),
    ],
    unproven: [
      textOf(onePaySigned(NO_ORDER, otherCredentials.hashKey)),
      textOf(NO_ORDER),
      textOf(onePaySigned({ vpc_TxnResponseCode: '255', vpc_Message: 'Invalid vpc_User' })),
      textOf({ vpc_TxnResponseCode: '255', vpc_Message: 'Invalid vpc_User' }),
      textOf(onePaySigned({ ...NO_ORDER, vpc_DRExists: 'Y' })),
      { vpc_DRExists: 'N' },
      '<html>',
    ],
  },
  endsRetries: ({ status, text }) => status === 200 && text === 'responsecode=1&desc=confirm-success',
};
