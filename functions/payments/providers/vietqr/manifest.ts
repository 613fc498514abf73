import * as z from 'zod';
import type { ProviderManifest } from '../../../../shared/kernel/payment-providers.ts';
import { DAY_MS } from '../../../../shared/kernel/time.ts';
import { bankAccount } from '../bank-account.ts';

/**
 * A transfer to a bank account by VietQR, of which nobody but the account's statement tells: nothing is called and nothing calls. The
 * payer may send another amount, in parts. Banks take at most 499,999,999 dong in one transfer by NAPAS 247. The code itself has no
 * end: an order stands as long as its fee, a month at most.
 */
export const manifest = {
  name: 'vietqr',
  label: 'Chuyển khoản ngân hàng (VietQR)',
  mark: { letters: 'CK', colour: '#4a5560' },
  checkout: 'qr',
  credentials: () => z.strictObject(bankAccount()),
  exactAmount: false,
  minAmountVnd: 1000,
  maxAmountVnd: 499_999_999,
  attemptTermMs: 30 * DAY_MS,
  addresses: {},
} as const satisfies ProviderManifest;
