import type { SampleMerchant } from '../../../../shared/kernel/payment-providers.ts';

/** The sample merchant: an account of the agency that SePay watches, with a webhook signed by HMAC and a token of SePay's API. */
export const sample: SampleMerchant = (secret) => ({
  merchant: 'MOTCUA-SEPAY',
  credentials: {
    webhookSecret: secret(),
    apiKey: secret(),
    accountNumber: '0966886699',
    accountName: 'UBND PHUONG MOT CUA',
    bankBin: '970422',
  },
});
