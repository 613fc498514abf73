import type { SampleCarrier } from '../../../../shared/kernel/message-carriers.ts';

/** The account of the sample installation. The same at each start, so that nothing rotates under messages that are on their way. */
export const sample: SampleCarrier = {
  carrier: 'sample-sms',
  sender: 'MOTCUA',
  credentials: { apiKey: 'SANDBOX-ESMS-KEY', secretKey: 'SANDBOX-ESMS-SECRET' },
};
