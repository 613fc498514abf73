import type { SampleCarrier } from '../../../../shared/kernel/message-carriers.ts';

/** The account of the sample installation: an application and its Official Account. */
export const sample: SampleCarrier = {
  carrier: 'sample-zalo',
  sender: 'Một cửa',
  credentials: {
    appId: '1000000000000000001',
    appSecret: 'SANDBOX-ZALO-SECRET',
    refreshToken: 'SANDBOX-ZALO-REFRESH',
    oaId: '2000000000000000002',
    oaSecretKey: 'SANDBOX-ZALO-OA-SECRET',
  },
};
