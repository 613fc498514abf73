import type { SampleMerchant } from '../../../../shared/kernel/payment-providers.ts';

/** The sample merchant: an account of the agency with a bank. */
export const sample: SampleMerchant = () => ({
  merchant: 'MOTCUA-VIETQR',
  credentials: { accountNumber: '0021000123456', accountName: 'UBND PHUONG MOT CUA', bankBin: '970436' },
});
