import * as z from 'zod';
import { Credential, type ProviderManifest } from '../../../../shared/kernel/payment-providers.ts';
import { MINUTE_MS } from '../../../../shared/kernel/time.ts';

/**
 * ZaloPay v2 (docs.zalopay.vn, Payment Gateway): exact amounts, 15 minutes to pay. The documents limit no amount; what an order or a payer
 * may not exceed ZaloPay says itself.
 */
export const manifest = {
  name: 'zalopay',
  label: 'ZaloPay',
  mark: { letters: 'Za', colour: '#0f6f63' },
  credentials: () =>
    z.strictObject({
      appId: Credential().regex(/^[1-9]\d{0,9}$/, 'expected the number of the application, such as 2553'),
      key1: Credential(),
      key2: Credential(),
    }),
  exactAmount: true,
  minAmountVnd: 1,
  maxAmountVnd: 9_999_999_999,
  attemptTermMs: 15 * MINUTE_MS,
  refunds: true,
  addresses: {
    create: { live: 'https://openapi.zalopay.vn/v2/create', played: '/v2/create' },
    query: { live: 'https://openapi.zalopay.vn/v2/query', played: '/v2/query' },
    refund: { live: 'https://openapi.zalopay.vn/v2/refund', played: '/v2/refund' },
    refundQuery: { live: 'https://openapi.zalopay.vn/v2/query_refund', played: '/v2/query_refund' },
  },
} as const satisfies ProviderManifest;
