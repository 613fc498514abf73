import { createHmac } from 'node:crypto';
import type { ProviderMessage } from '../../functions/payments/ports.ts';

/** Parameters by name. */
export type OnePayFields = Readonly<Record<string, string>>;

/** A merchant of these tests. */
export const ONEPAY = {
  merchantId: 'MOTCUAONEPAY',
  accessCode: '6BEB2546',
  hashKey: '000102030405060708090A0B0C0D0E0F',
};

/** The hash of OnePay's parameters by its guide, written here for itself: `tests/contract/payments/onepay-vectors.test.ts` holds it to what OnePay signed. */
export const onePayHash = (parameters: OnePayFields, hashKey = ONEPAY.hashKey): string => {
  const hmac = createHmac('sha256', Buffer.from(hashKey, 'hex'));
  let joined = '';
  for (const name of Object.keys(parameters).sort()) {
    const value = parameters[name] ?? '';
    const isSigned = (name.startsWith('vpc_') || name.startsWith('user_')) && !name.startsWith('vpc_SecureHash');
    if (isSigned && value.length > 0) joined += `${joined === '' ? '' : '&'}${name}=${value}`;
  }
  return hmac.update(joined, 'utf8').digest('hex').toUpperCase();
};

/** Parameters with their hash. */
export const onePaySigned = (parameters: OnePayFields, hashKey = ONEPAY.hashKey): OnePayFields => ({
  ...parameters,
  vpc_SecureHash: onePayHash(parameters, hashKey),
});

/** What OnePay says of an order that was paid; `more` is said beside it or in its place. */
export const onePayNotice = (
  { reference, amountVnd }: { readonly reference: string; readonly amountVnd: number },
  more: OnePayFields = {},
): OnePayFields => ({
  vpc_Version: '2',
  vpc_Command: 'pay',
  vpc_Locale: 'vn',
  vpc_Merchant: ONEPAY.merchantId,
  vpc_MerchTxnRef: reference,
  vpc_OrderInfo: 'H26.10-261120-0007',
  vpc_Amount: String(amountVnd * 100),
  vpc_TransactionNo: 'PAY-cM95nfJWT2-77ME7Q8DiCQ',
  vpc_TxnResponseCode: '0',
  vpc_Message: 'Approved',
  ...more,
});

/** What OnePay says in the place of `onePayNotice` of an order that the payer gave up. */
export const CANCELLED = { vpc_TxnResponseCode: '99', vpc_TransactionNo: '', vpc_Message: 'Canceled' };

/** Parameters as the gateway hands on a GET. */
export const asQuery = (parameters: OnePayFields): ProviderMessage => ({
  query: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, [value]])),
  headers: {},
  body: new Uint8Array(),
  receivedAt: 0,
});

/** The same as it hands on the POST of a form. */
export const asForm = (parameters: OnePayFields): ProviderMessage => ({
  query: {},
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: Buffer.from(new URLSearchParams(parameters).toString()),
  receivedAt: 0,
});
