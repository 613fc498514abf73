import type { SampleCarrier } from '../../../../shared/kernel/message-carriers.ts';

/** The account of the sample installation. */
export const sample: SampleCarrier = {
  carrier: 'sample-email',
  sender: 'mot-cua@sandbox.example',
  credentials: {
    host: 'smtp.sandbox.example',
    port: '465',
    user: 'mot-cua',
    password: 'SANDBOX-SMTP-PASSWORD',
    security: 'tls',
  },
};
