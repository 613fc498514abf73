import type { SampleMerchant } from '../../../../shared/kernel/payment-providers.ts';

/** The sample merchant: an application by its number, with the two keys that ZaloPay gives it. */
export const sample: SampleMerchant = (secret) => ({
  merchant: 'zalopay-sample',
  credentials: { appId: '2553', key1: secret(), key2: secret() },
});
