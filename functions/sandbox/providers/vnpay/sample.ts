import type { SampleMerchant } from '../../../../shared/kernel/payment-providers.ts';

/** The sample merchant: a terminal code of eight characters. */
export const sample: SampleMerchant = (secret) => ({
  merchant: 'MOTCUA01',
  credentials: { tmnCode: 'MOTCUA01', hashSecret: secret() },
});
