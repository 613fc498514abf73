import * as z from 'zod';
import { Credential, type ProviderManifest } from '../../../../shared/kernel/payment-providers.ts';
import { DAY_MS } from '../../../../shared/kernel/time.ts';
import { bankAccount } from '../bank-account.ts';

/**
 * SePay (developer.sepay.vn). Its bank webhooks and transactions API v1 watch a bank account and tell of each transfer: `webhookSecret`
 * signs the webhook; `apiKey` is the token of the API, and what the webhook sends where it authenticates by API key. Its payment gateway
 * has a page for cards and transfers, with `merchantId` and `secretKey`. The payer may send another amount, in parts. Banks take at most
 * 499,999,999 dong in one transfer by NAPAS 247. The term is ours: a code has no end, and what comes later counts as well.
 */
export const manifest = {
  name: 'sepay',
  label: 'SePay (VietQR)',
  mark: { letters: 'SP', colour: '#1f6b2e' },
  checkout: 'qr',
  credentials: () =>
    z
      .strictObject({
        webhookSecret: Credential().optional(),
        apiKey: Credential().optional(),
        merchantId: Credential().optional(),
        secretKey: Credential().optional(),
        ...bankAccount(),
      })
      .refine(
        ({ webhookSecret, apiKey, secretKey }) => [webhookSecret, apiKey, secretKey].some((key) => key !== undefined),
        {
          path: ['webhookSecret'],
          message:
            'expected webhookSecret or apiKey, by which a transfer is believed, or merchantId and secretKey of the gateway',
        },
      )
      .refine(({ merchantId, secretKey }) => (merchantId === undefined) === (secretKey === undefined), {
        path: ['secretKey'],
        message: 'expected merchantId and secretKey together',
      }),
  exactAmount: false,
  lists: true,
  minAmountVnd: 1000,
  maxAmountVnd: 499_999_999,
  attemptTermMs: DAY_MS,
  addresses: {
    transactions: { live: 'https://my.sepay.vn/userapi/transactions/list', played: '/userapi/transactions/list' },
    checkout: { live: 'https://pay.sepay.vn/v1/checkout/init', played: '/v1/checkout/init' },
    order: { live: 'https://pgapi.sepay.vn/v1/order/detail', played: '/v1/order/detail' },
  },
} as const satisfies ProviderManifest;
