import { createHmac } from 'node:crypto';
import type { CallProvider } from '../../functions/payments/adapters/provider-call.ts';
import type { ProviderMessage } from '../../functions/payments/ports.ts';
import { messageOf } from './payments.ts';

/** A merchant's credentials with SePay. */
export const sepayCredentials = {
  webhookSecret: 'a secret of the webhook, 32 chars',
  apiKey: 'ATOKENOFSEPAYSAPI',
  accountNumber: '0123499999',
  accountName: 'UBND PHUONG AN KHANH',
  bankBin: '970422',
};

/** The same merchant's account with SePay's payment gateway. */
export const gatewayCredentials = { merchantId: 'SP-TEST-AB12345', secretKey: 'spsk_test_0123456789abcdef' };

/** The gateway's IPN (developer.sepay.vn, payment gateway, IPN): its header proves who sends it, and covers nothing of the body. */
export const gatewayNotice = (
  order_invoice_number: unknown,
  secretKey = gatewayCredentials.secretKey,
  notification_type = 'ORDER_PAID',
): ProviderMessage => ({
  ...messageOf({}),
  headers: { 'x-secret-key': secretKey },
  body: Buffer.from(
    JSON.stringify({
      timestamp: 1_757_058_220,
      notification_type,
      order: { order_id: 'NPSETVI00101000042R', order_status: 'CAPTURED', order_invoice_number },
      transaction: { id: '384c66dd-41e6-4316-a544-b4141682595c', transaction_status: 'APPROVED' },
    }),
  ),
});

/** An order of the gateway as its API tells it (developer.sepay.vn, payment gateway, order details). */
export const gatewayOrder = (
  { reference, amountVnd }: { readonly reference: string; readonly amountVnd: number },
  changes: Readonly<Record<string, unknown>> = {},
  transaction: Readonly<Record<string, unknown>> = {},
) => ({
  data: {
    id: '1',
    customer_id: null,
    order_id: 'SEPAY-68B01673A77FF',
    order_invoice_number: reference,
    order_status: 'CAPTURED',
    order_amount: `${amountVnd}.00`,
    order_currency: 'VND',
    authentication_status: 'AUTHENTICATION_SUCCESSFUL',
    transactions: [
      {
        id: '1',
        payment_method: 'CARD',
        transaction_type: 'PAYMENT',
        transaction_amount: String(amountVnd),
        transaction_currency: 'VND',
        transaction_status: 'APPROVED',
        ...transaction,
      },
    ],
    ...changes,
  },
});

/** The fields of SePay's notice that a transfer has come (developer.sepay.vn, webhooks). */
export const sepayNotice = (changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  id: 92_704,
  gateway: 'Vietcombank',
  transactionDate: '2026-11-20 09:05:00',
  accountNumber: sepayCredentials.accountNumber,
  code: null,
  content: 'chuyen tien',
  transferType: 'in',
  transferAmount: 150_000,
  accumulated: 19_077_000,
  subAccount: null,
  referenceCode: 'MBVCB.3278907687',
  description: '',
  ...changes,
});

/** A notice as SePay signs it: `sha256=` and hex HMAC-SHA256 of the timestamp, a dot and the body. */
export const sepayMessage = (
  notice: unknown,
  { webhookSecret = sepayCredentials.webhookSecret, seconds = 0, receivedAt = 0 } = {},
): ProviderMessage => {
  const body = Buffer.from(JSON.stringify(notice));
  const mac = createHmac('sha256', webhookSecret).update(`${seconds}.`).update(body).digest('hex');
  const headers = { 'x-sepay-timestamp': String(seconds), 'x-sepay-signature': `sha256=${mac}` };
  return { ...messageOf({}), headers, body, receivedAt };
};

/** The same by API key. */
export const sepayKeyed = (notice: unknown, apiKey = sepayCredentials.apiKey): ProviderMessage => ({
  ...messageOf({}),
  headers: { authorization: `Apikey ${apiKey}` },
  body: Buffer.from(JSON.stringify(notice)),
});

/** A transaction as SePay lists it. */
export const sepayListed = (changes: Readonly<Record<string, unknown>> = {}) => ({
  id: '92704',
  bank_brand_name: 'Vietcombank',
  account_number: sepayCredentials.accountNumber,
  transaction_date: '2026-11-20 09:05:00',
  amount_out: '0.00',
  amount_in: '150000.00',
  accumulated: '19077000.00',
  transaction_content: 'chuyen tien',
  reference_number: 'MBVCB.3278907687',
  code: null,
  sub_account: null,
  bank_account_id: '19',
  ...changes,
});

/** SePay's list of transactions. */
export const sepayList = (...transactions: readonly unknown[]) => ({
  status: 200,
  error: null,
  messages: { success: true },
  transactions,
});

/** SePay's API: what it answers next (undefined: nothing), and what it was asked. */
export const sepayServer = () => {
  const server = { reply: undefined as unknown, status: 200, asked: [] as { url: URL; authorization: string }[] };
  const call: CallProvider = async (url, { headers }) => {
    server.asked.push({ url: new URL(url), authorization: headers?.Authorization ?? '' });
    return server.reply === undefined
      ? undefined
      : { status: server.status, bytes: Buffer.from(JSON.stringify(server.reply)) };
  };
  return { server, call };
};

/** SePay's API over the transactions of accounts: within the dates that are asked for, the latest first, as many as are asked for. */
export const sepayBank = () => {
  const bank = {
    transactions: [] as ReturnType<typeof sepayListed>[],
    /** What it answers in the place of a list; 0: nothing. */
    status: 200,
    asked: [] as Readonly<Record<string, string>>[],
    /** A transfer of so much dong at a Vietnamese moment. */
    takes(id: string, transaction_date: string, transaction_content = 'chuyen tien', changes: object = {}) {
      bank.transactions.push({ ...sepayListed({ id, transaction_date, transaction_content }), ...changes });
    },
  };
  const call: CallProvider = async (url) => {
    const asked = Object.fromEntries(new URL(url).searchParams);
    bank.asked.push(asked);
    if (bank.status === 0) return undefined;
    const { account_number, transaction_date_min = '', transaction_date_max = '9', limit } = asked;
    const transactions = bank.transactions
      .filter((each) => each.account_number === account_number)
      .filter(({ transaction_date: at }) => at >= transaction_date_min && at <= transaction_date_max)
      .sort((a, b) => (a.transaction_date < b.transaction_date ? 1 : -1))
      .slice(0, Number(limit));
    const body = bank.status === 200 ? sepayList(...transactions) : { status: bank.status };
    return { status: bank.status, bytes: Buffer.from(JSON.stringify(body)) };
  };
  return { bank, call };
};
