import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ProviderMessage } from '../../../functions/payments/ports.ts';

/** What the least reader makes of a notice: that it is signed and this merchant's, and what it says; undefined where it is not. */
export interface Read {
  readonly reference: string;
  readonly transaction: string;
  readonly amountVnd: number;
  readonly code: string;
  readonly isPaid: boolean;
}

/** A provider's own sample code by a merchant's credentials, with the constant-time compare that textbooks add to it. */
export type Textbook = (message: ProviderMessage, merchant: Readonly<Record<string, string>>) => Read | undefined;

const isSame = (made: string, given = ''): boolean =>
  made.length === given.length && timingSafeEqual(Buffer.from(made), Buffer.from(given));

type Parameters = Readonly<Record<string, string>>;

/** Parameters as an Express handler has them. */
const parametersOf = ({ query }: ProviderMessage): Record<string, string> => {
  const parameters: Record<string, string> = {};
  for (const name of Object.keys(query)) parameters[name] = query[name]?.[0] ?? '';
  return parameters;
};

const jsonOf = ({ body }: ProviderMessage) => JSON.parse(Buffer.from(body).toString('utf8'));

const sorted = (parameters: Parameters): Parameters => {
  const result: Record<string, string> = {};
  for (const name of Object.keys(parameters).sort()) result[name] = parameters[name] as string;
  return result;
};

const vnpay: Textbook = (message, { tmnCode, hashSecret = '' }) => {
  const { vnp_SecureHash: hash, vnp_SecureHashType: _, ...rest } = parametersOf(message);
  const fields = sorted(rest);
  const text = Object.keys(fields)
    .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(fields[name] ?? '').replace(/%20/g, '+')}`)
    .join('&');
  if (!isSame(createHmac('sha512', hashSecret).update(text).digest('hex'), hash)) return undefined;
  if (fields.vnp_TmnCode !== tmnCode) return undefined;
  return {
    reference: fields.vnp_TxnRef ?? '',
    transaction: fields.vnp_TransactionNo ?? '',
    amountVnd: Number(fields.vnp_Amount) / 100,
    code: `${fields.vnp_ResponseCode}.${fields.vnp_TransactionStatus}`,
    isPaid: fields.vnp_ResponseCode === '00' && fields.vnp_TransactionStatus === '00',
  };
};

const momo: Textbook = (message, { partnerCode, accessKey, secretKey = '' }) => {
  const v = jsonOf(message);
  const text =
    `accessKey=${accessKey}&amount=${v.amount}&extraData=${v.extraData}&message=${v.message}&orderId=${v.orderId}` +
    `&orderInfo=${v.orderInfo}&orderType=${v.orderType}&partnerCode=${v.partnerCode}&payType=${v.payType}` +
    `&requestId=${v.requestId}&responseTime=${v.responseTime}&resultCode=${v.resultCode}&transId=${v.transId}`;
  if (!isSame(createHmac('sha256', secretKey).update(text).digest('hex'), v.signature)) return undefined;
  if (v.partnerCode !== partnerCode) return undefined;
  const code = String(v.resultCode);
  return { reference: v.orderId, transaction: String(v.transId), amountVnd: v.amount, code, isPaid: code === '0' };
};

const zalopay: Textbook = (message, { appId, key2 = '' }) => {
  const { data: text, mac } = jsonOf(message);
  if (!isSame(createHmac('sha256', key2).update(text).digest('hex'), mac)) return undefined;
  const data = JSON.parse(text);
  if (String(data.app_id) !== appId) return undefined;
  return {
    reference: data.app_trans_id,
    transaction: String(data.zp_trans_id),
    amountVnd: data.amount,
    code: '1',
    isPaid: true,
  };
};

/** Values as payOS's documents write them: fields of lists in the order of their names, nothing for what says nothing. */
const writtenByPayos = (value: unknown): unknown => {
  const written = Array.isArray(value) ? JSON.stringify(value.map(sorted)) : value;
  return [null, undefined, 'undefined', 'null'].includes(written as string) ? '' : written;
};

const payos: Textbook = (message, { checksumKey = '' }) => {
  const { data, signature, code } = jsonOf(message);
  const fields = sorted(data);
  const text = Object.keys(fields)
    .filter((name) => fields[name] !== undefined)
    .map((name) => `${name}=${writtenByPayos(fields[name])}`)
    .join('&');
  if (!isSame(createHmac('sha256', checksumKey).update(text).digest('hex'), signature)) return undefined;
  return {
    reference: String(data.orderCode),
    transaction: data.reference,
    amountVnd: data.amount,
    code,
    isPaid: code === '00',
  };
};

const onepay: Textbook = (message, { merchantId, hashKey = '' }) => {
  const parameters = sorted(parametersOf(message));
  const text = Object.keys(parameters)
    .filter(
      (name) =>
        (name.startsWith('vpc_') || name.startsWith('user_')) &&
        !name.startsWith('vpc_SecureHash') &&
        parameters[name] !== '',
    )
    .map((name) => `${name}=${parameters[name]}`)
    .join('&');
  const hash = createHmac('sha256', Buffer.from(hashKey, 'hex')).update(text).digest('hex').toUpperCase();
  if (!isSame(hash, parameters.vpc_SecureHash) || parameters.vpc_Merchant !== merchantId) return undefined;
  return {
    reference: parameters.vpc_MerchTxnRef ?? '',
    transaction: parameters.vpc_TransactionNo ?? '',
    amountVnd: Number(parameters.vpc_Amount) / 100,
    code: parameters.vpc_TxnResponseCode ?? '',
    isPaid: parameters.vpc_TxnResponseCode === '0',
  };
};

const stripe: Textbook = (message, { webhookSecret = '' }) => {
  const parts = (message.headers['stripe-signature'] ?? '').split(',').map((part) => part.split('='));
  const at = parts.find(([name]) => name === 't')?.[1];
  const body = Buffer.from(message.body).toString('utf8');
  const expected = createHmac('sha256', webhookSecret).update(`${at}.${body}`).digest('hex');
  if (!parts.some(([name, value]) => name === 'v1' && isSame(expected, value))) return undefined;
  const session = JSON.parse(body).data.object;
  return {
    reference: session.client_reference_id,
    transaction: session.payment_intent,
    amountVnd: session.amount_total,
    code: session.payment_status,
    isPaid: session.payment_status === 'paid',
  };
};

/** The textbook way of each provider, by its name. */
export const textbook: Readonly<Record<string, Textbook>> = { vnpay, momo, zalopay, payos, onepay, stripe };
