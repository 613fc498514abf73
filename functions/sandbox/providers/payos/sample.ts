import type { SampleMerchant } from '../../../../shared/kernel/payment-providers.ts';

/** The sample merchant: a payment channel of payOS. */
export const sample: SampleMerchant = (secret) => ({
  merchant: 'MOTCUA-PAYOS',
  credentials: { clientId: '5c1b6a0e-2f43-4e0c-9a51-7d1f0c9b2e64', apiKey: secret(), checksumKey: secret() },
});
