import * as z from 'zod';
import { Credential, type ProviderManifest } from '../../../../shared/kernel/payment-providers.ts';
import { DAY_MS } from '../../../../shared/kernel/time.ts';
import { bankAccount } from '../bank-account.ts';

/**
 * SePay, bank webhooks and transactions API v1 (developer.sepay.vn): it watches a bank account and tells of each transfer. The payer may
 * send another amount, in parts. Banks take at most 499,999,999 dong in one transfer by NAPAS 247. The term is ours: a code has no end,
 * and a transfer that comes later counts as well. `apiKey` is the token of SePay's API, and what its webhook sends where it
 * authenticates by API key; `merchantId` and `secretKey` are of its payment gateway, which nothing here uses.
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
      .refine(({ webhookSecret, apiKey }) => webhookSecret !== undefined || apiKey !== undefined, {
        path: ['webhookSecret'],
        message: 'expected webhookSecret or apiKey, since by one of them a webhook is believed',
      }),
  exactAmount: false,
  lists: true,
  minAmountVnd: 1000,
  maxAmountVnd: 499_999_999,
  attemptTermMs: DAY_MS,
  addresses: {
    transactions: { live: 'https://my.sepay.vn/userapi/transactions/list', played: '/userapi/transactions/list' },
  },
} as const satisfies ProviderManifest;
