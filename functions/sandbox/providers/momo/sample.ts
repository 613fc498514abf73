import type { SampleMerchant } from '../../../../shared/kernel/payment-providers.ts';

/** The sample merchant: an access key of 16 characters beside the secret one. */
export const sample: SampleMerchant = (secret) => ({
  merchant: 'MOMOMOTCUA01',
  credentials: { partnerCode: 'MOMOMOTCUA01', accessKey: secret().slice(0, 16), secretKey: secret() },
});
