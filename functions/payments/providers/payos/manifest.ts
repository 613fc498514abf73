import * as z from 'zod';
import { Credential, type ProviderManifest } from '../../../../shared/kernel/payment-providers.ts';
import { MINUTE_MS } from '../../../../shared/kernel/time.ts';

/**
 * payOS, payment requests v2 (payos.vn/docs/api): a VietQR transfer, so that the payer may send another amount, in parts. Banks take at
 * most 499,999,999 dong in one transfer by NAPAS 247. The term is ours: payOS lets an order stand as long as its merchant says.
 */
export const manifest = {
  name: 'payos',
  label: 'payOS (VietQR)',
  mark: { letters: 'QR', colour: '#5b3a9e' },
  checkout: 'qr',
  credentials: () => z.strictObject({ clientId: Credential(), apiKey: Credential(), checksumKey: Credential() }),
  exactAmount: false,
  minAmountVnd: 1000,
  maxAmountVnd: 499_999_999,
  attemptTermMs: 60 * MINUTE_MS,
  addresses: {
    orders: { live: 'https://api-merchant.payos.vn/v2/payment-requests', played: '/v2/payment-requests' },
    payPage: { live: 'https://pay.payos.vn/web', played: '/web' },
  },
} as const satisfies ProviderManifest;
