import type { SampleMerchant } from '../../../../shared/kernel/payment-providers.ts';

/** The sample merchant: an access code of eight hexadecimal digits, a hash key of thirty-two. */
export const sample: SampleMerchant = (secret) => ({
  merchant: 'MOTCUAONEPAY',
  credentials: { merchantId: 'MOTCUAONEPAY', accessCode: 'D00C0A01', hashKey: secret() },
});
