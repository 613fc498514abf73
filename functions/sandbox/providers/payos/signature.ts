import { createHmac, timingSafeEqual } from 'node:crypto';

type Fields = Readonly<Record<string, unknown>>;

const inOrder = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.keys(fields)
      .sort()
      .map((name) => [name, fields[name]]),
  );

const textOf = (value: unknown): string =>
  Array.isArray(value) ? JSON.stringify(value.map((item: Fields) => inOrder(item))) : String(value ?? '');

const hmac = (text: string, checksumKey: string): string =>
  createHmac('sha256', checksumKey).update(text).digest('hex');

const joined = (fields: Fields): string =>
  Object.entries(inOrder(fields))
    .map(([name, value]) => `${name}=${textOf(value)}`)
    .join('&');

/** What payOS sends and answers under its checksum: hex HMAC-SHA256 of all fields of `data`, sorted by name. */
export const signed = (data: Fields, checksumKey: string) => ({
  code: '00',
  desc: 'success',
  data,
  signature: hmac(joined(data), checksumKey),
});

/** Whether an order that a merchant asks for carries the signature of its five fields. */
export const isSignedOrder = (
  {
    amount,
    cancelUrl,
    description,
    orderCode,
    returnUrl,
    signature,
  }: Readonly<Record<'amount' | 'orderCode', number>> &
    Readonly<Record<'cancelUrl' | 'description' | 'returnUrl' | 'signature', string>>,
  checksumKey: string,
): boolean => {
  const expected = Buffer.from(hmac(joined({ amount, cancelUrl, description, orderCode, returnUrl }), checksumKey));
  const claimed = Buffer.from(signature);
  return claimed.length === expected.length && timingSafeEqual(claimed, expected);
};
