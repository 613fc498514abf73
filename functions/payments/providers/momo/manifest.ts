import * as z from 'zod';
import { Credential, type ProviderManifest } from '../../../../shared/kernel/payment-providers.ts';
import { MINUTE_MS } from '../../../../shared/kernel/time.ts';

/** MoMo v2, one-time payments from the wallet (developers.momo.vn/v3/docs/payment/api/wallet/onetime): exact amounts, 1,000 to 50,000,000 dong, 15 minutes to pay; refunds have the same limits. */
export const manifest = {
  name: 'momo',
  label: 'MoMo',
  mark: { letters: 'Mo', colour: '#a0165c' },
  credentials: () => z.strictObject({ partnerCode: Credential(), accessKey: Credential(), secretKey: Credential() }),
  exactAmount: true,
  minAmountVnd: 1000,
  maxAmountVnd: 50_000_000,
  attemptTermMs: 15 * MINUTE_MS,
  refunds: true,
  addresses: {
    create: { live: 'https://payment.momo.vn/v2/gateway/api/create', played: '/v2/gateway/api/create' },
    query: { live: 'https://payment.momo.vn/v2/gateway/api/query', played: '/v2/gateway/api/query' },
    refund: { live: 'https://payment.momo.vn/v2/gateway/api/refund', played: '/v2/gateway/api/refund' },
  },
} as const satisfies ProviderManifest;
