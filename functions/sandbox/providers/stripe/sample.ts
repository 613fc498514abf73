import type { SampleMerchant } from '../../../../shared/kernel/payment-providers.ts';

/** The sample merchant: the secret key of a test account, and the secret of its endpoint for events. */
export const sample: SampleMerchant = (secret) => ({
  merchant: 'motcua',
  credentials: { apiKey: `sk_test_${secret()}`, webhookSecret: `whsec_${secret()}` },
});
