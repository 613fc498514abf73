import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

/** A MoMo merchant's credentials. */
export const MomoCredentials = z.object({
  partnerCode: z.string().min(1),
  accessKey: z.string().min(1),
  secretKey: z.string().min(1),
});

/** A MoMo merchant's credentials. */
export type MomoCredentials = z.infer<typeof MomoCredentials>;

/** The published formulas (developers.momo.vn/v3/docs/payment/api): what is signed, each `$name` standing for its value. */
export const formulas = {
  create:
    'accessKey=$accessKey&amount=$amount&extraData=$extraData&ipnUrl=$ipnUrl&orderId=$orderId&orderInfo=$orderInfo&partnerCode=$partnerCode&redirectUrl=$redirectUrl&requestId=$requestId&requestType=$requestType',
  query: 'accessKey=$accessKey&orderId=$orderId&partnerCode=$partnerCode&requestId=$requestId',
  refund:
    'accessKey=$accessKey&amount=$amount&description=$description&orderId=$orderId&partnerCode=$partnerCode&requestId=$requestId&transId=$transId',
  result:
    'accessKey=$accessKey&amount=$amount&extraData=$extraData&message=$message&orderId=$orderId&orderInfo=$orderInfo&orderType=$orderType&partnerCode=$partnerCode&payType=$payType&requestId=$requestId&responseTime=$responseTime&resultCode=$resultCode&transId=$transId',
} as const;

/** Values by name. */
export type Values = Readonly<Record<string, string | number>>;

/** The signature of values by a formula: lower-case hex HMAC-SHA256 under the secret key. */
export const signatureBy = (formula: string, values: Values, { accessKey, secretKey }: MomoCredentials): string => {
  const all: Values = { ...values, accessKey };
  const text = formula.replaceAll(/\$(\w+)/g, (_, name: string) => String(all[name] ?? ''));
  return createHmac('sha256', secretKey).update(text).digest('hex');
};

/** Whether a claimed signature is that of the values. Compares in constant time. */
export const isSignedBy = (formula: string, values: Values, claimed: string, credentials: MomoCredentials): boolean => {
  const [a, b] = [Buffer.from(claimed), Buffer.from(signatureBy(formula, values, credentials))];
  return a.length === b.length && timingSafeEqual(a, b);
};
