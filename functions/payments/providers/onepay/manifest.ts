import * as z from 'zod';
import { Credential, type ProviderManifest } from '../../../../shared/kernel/payment-providers.ts';
import { MINUTE_MS } from '../../../../shared/kernel/time.ts';

/** The hash key in hexadecimal digits, as OnePay hands it out: anything else would sign with fewer bytes than it shows, or with none. */
const HashKey = () =>
  Credential().refine((key) => /^([0-9A-Fa-f]{2})+$/.test(key), 'expected hexadecimal digits, two for each byte');

/**
 * OnePay's payment gateway, version 2 (paygate; integration guide 2.4 of 2023): exact amounts, `vpc_Amount` of at most 12 digits of
 * VND x 100. The address says no term; we give the payer 15 minutes, and what comes later counts all the same. The guide says nothing of
 * how a refund is answered, so that a person makes a bank transfer.
 */
export const manifest = {
  name: 'onepay',
  label: 'OnePay',
  mark: { letters: '1P', colour: '#8a4b08' },
  credentials: () => z.strictObject({ merchantId: Credential(), accessCode: Credential(), hashKey: HashKey() }),
  exactAmount: true,
  minAmountVnd: 1,
  maxAmountVnd: 9_999_999_999,
  attemptTermMs: 15 * MINUTE_MS,
  addresses: {
    payPage: { live: 'https://onepay.vn/paygate/vpcpay.op', played: '/paygate/vpcpay.op' },
    query: {
      live: 'https://onepay.vn/msp/api/v1/vpc/invoices/queries',
      played: '/msp/api/v1/vpc/invoices/queries',
    },
  },
} as const satisfies ProviderManifest;
