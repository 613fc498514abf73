import * as z from 'zod';

const text = () => z.string().trim().min(1).max(500);

/**
 * What an operator gives for a merchant account, by provider: how its schema is made, since a function needs few of them. A secret's
 * shape is known here, once, because set-up writes it and payments reads it, and neither may import the other.
 */
export const credentialsOf = {
  vnpay: () => z.strictObject({ tmnCode: text(), hashSecret: text() }),
  momo: () => z.strictObject({ partnerCode: text(), accessKey: text(), secretKey: text() }),
  zalopay: () => z.strictObject({ appId: text(), key1: text(), key2: text() }),
  payos: () => z.strictObject({ clientId: text(), apiKey: text(), checksumKey: text() }),
  sepay: () =>
    z.strictObject({
      webhookSecret: text().optional(),
      apiKey: text().optional(),
      merchantId: text().optional(),
      secretKey: text().optional(),
    }),
  onepay: () => z.strictObject({ merchantId: text(), accessCode: text(), hashKey: text() }),
  keypay: () => z.strictObject({ clientId: text(), hashKey1: text(), hashKey2: text() }),
  stripe: () => z.strictObject({ apiKey: text(), webhookSecret: text() }),
} as const;

/** A payment provider that merchants can be set up for. */
export const KnownProvider = z.enum(Object.keys(credentialsOf) as [keyof typeof credentialsOf]);
/** A payment provider that merchants can be set up for. */
export type KnownProvider = z.infer<typeof KnownProvider>;

/** A merchant's secret: the credentials in force, and those before them while they are still accepted. */
export const MerchantSecret = z.object({
  current: z.record(z.string(), z.string()),
  previous: z.array(z.object({ credentials: z.record(z.string(), z.string()), validUntil: z.int() })).default([]),
});

/** A merchant's secret. */
export type MerchantSecret = z.infer<typeof MerchantSecret>;
