import { provider } from '../../../../functions/payments/providers/vietqr/client.ts';
import type { ProviderHarness } from '../../../support/payment-provider-suite.ts';

const credentials = { accountNumber: '0021000123456', accountName: 'UBND PHUONG AN KHANH', bankBin: '970436' };

/** A bank account of which its statement alone tells. */
export const harness: ProviderHarness = {
  provider: provider('live', async () => undefined),
  credentials,
  otherCredentials: { ...credentials, accountNumber: '0021000123457' },
  outcomes: [],
  forgeries: () => [],
  endsRetries: ({ status }) => status === 200,
};
