import * as z from 'zod';
import { Credential, type ProviderManifest } from '../../../../shared/kernel/payment-providers.ts';
import { MINUTE_MS } from '../../../../shared/kernel/time.ts';

/** VNPAY PAY 2.1.0 (sandbox.vnpayment.vn/apis/docs/thanh-toan-pay): exact amounts, at most 12 digits of VND x 100, 15 minutes to pay. */
export const manifest = {
  name: 'vnpay',
  label: 'VNPAY',
  mark: { letters: 'VN', colour: '#0b5394' },
  credentials: () => z.strictObject({ tmnCode: Credential(), hashSecret: Credential() }),
  exactAmount: true,
  minAmountVnd: 1,
  maxAmountVnd: 9_999_999_999,
  attemptTermMs: 15 * MINUTE_MS,
  refunds: true,
  addresses: {
    payPage: { live: 'https://pay.vnpay.vn/vpcpay.html', played: '/paymentv2/vpcpay.html' },
    query: {
      live: 'https://merchant.vnpay.vn/merchant_webapi/api/transaction',
      played: '/merchant_webapi/api/transaction',
    },
  },
} as const satisfies ProviderManifest;
