import { credentialsOf } from '../../../../shared/kernel/credentials.ts';
import { MINUTE_MS } from '../../../../shared/kernel/time.ts';
import type { ProviderManifest } from '../../ports.ts';

/** VNPAY PAY 2.1.0 (sandbox.vnpayment.vn/apis/docs/thanh-toan-pay): exact amounts, at most 12 digits of VND x 100, 15 minutes to pay. */
export const vnpayManifest = {
  name: 'vnpay',
  credentials: credentialsOf.vnpay,
  exactAmount: true,
  maxAmountVnd: 9_999_999_999,
  attemptTermMs: 15 * MINUTE_MS,
} as const satisfies ProviderManifest;
