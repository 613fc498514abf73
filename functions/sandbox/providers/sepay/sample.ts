import type { SampleMerchant } from '../../../../shared/kernel/payment-providers.ts';

/** The sample merchant: an account of the agency that SePay watches, with a webhook signed by HMAC and a token of SePay's API, and its payment gateway for cards. */
export const sample: SampleMerchant = (secret) => ({
  merchant: 'MOTCUA-SEPAY',
  credentials: {
    webhookSecret: secret(),
    apiKey: secret(),
    merchantId: 'SP-TEST-MOTCUA',
    secretKey: `spsk_test_${secret()}`,
    accountNumber: '0966886699',
    accountName: 'UBND PHUONG MOT CUA',
    bankBin: '970422',
  },
});
