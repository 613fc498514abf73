import { expect, test } from 'vitest';
import type { ProviderMessage } from '../../../functions/payments/ports.ts';
import { providersAt } from '../../../functions/payments/providers/registry.ts';
import { vnpay } from '../../../functions/payments/providers/vnpay/client.ts';
import { type ProviderHarness, paymentProviderSuite } from '../../support/payment-provider-suite.ts';
import { CREDENTIALS, FAILED, noticeFields, SUSPECTED, signedNotice } from '../../support/payments.ts';
import { FOUND, queryAnswer } from '../../support/vnpay-query.ts';

const withField = (message: ProviderMessage, name: string, values: readonly string[]): ProviderMessage => ({
  ...message,
  query: { ...message.query, [name]: values },
});

let reply: unknown;

/** Every provider of the registry has its line here. */
const harnesses: Readonly<Record<string, ProviderHarness>> = {
  vnpay: {
    provider: vnpay('live', async () => reply),
    credentials: CREDENTIALS,
    otherCredentials: { ...CREDENTIALS, hashSecret: 'another secret of the merchant' },
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
      forgeries: (body) => {
        const { vnp_SecureHash: _, ...unsigned } = body as Record<string, string>;
        return [
          unsigned,
          { ...unsigned, vnp_SecureHash: '' },
          ...Object.keys(unsigned).map((name) => ({ ...(body as object), [name]: `${unsigned[name]}1` })),
          { ...(body as object), vnp_PromotionCode: 'X' },
        ];
      },
    },
    endsRetries: ({ json }) => ['00', '02'].includes((json as { RspCode: string }).RspCode),
  },
};

test('every provider of the registry is held to the port', () => {
  expect(Object.keys(harnesses).sort()).toEqual([...providersAt('live').keys()].sort());
});

for (const harness of Object.values(harnesses)) paymentProviderSuite(harness);
