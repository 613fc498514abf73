import * as z from 'zod';

/** A merchant's secret: the credentials in force, and those before them while they are still accepted. */
export const MerchantSecret = z.object({
  current: z.record(z.string(), z.string()),
  previous: z.array(z.object({ credentials: z.record(z.string(), z.string()), validUntil: z.int() })).default([]),
});

/** A merchant's secret. */
export type MerchantSecret = z.infer<typeof MerchantSecret>;
