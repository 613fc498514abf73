import * as z from 'zod';
import { Credential, type ProviderManifest } from '../../../../shared/kernel/payment-providers.ts';
import { MINUTE_MS } from '../../../../shared/kernel/time.ts';

/**
 * Stripe Checkout (docs.stripe.com/api/checkout/sessions), for cards from abroad: the price is fixed by us; at least half a US dollar or
 * the like of what the account settles in, which Stripe itself refuses below that, and at most eight digits
 * (docs.stripe.com/currencies); a page may be paid on for 30 minutes to 24 hours; any part of a payment may be given back, as often as
 * something is left.
 */
export const manifest = {
  name: 'stripe',
  label: 'Stripe',
  mark: { letters: 'St', colour: '#3d3fae' },
  credentials: () => z.strictObject({ apiKey: Credential(), webhookSecret: Credential() }),
  exactAmount: true,
  minAmountVnd: 10_000,
  maxAmountVnd: 99_999_999,
  attemptTermMs: 60 * MINUTE_MS,
  refunds: true,
  addresses: {
    sessions: { live: 'https://api.stripe.com/v1/checkout/sessions', played: '/v1/checkout/sessions' },
    search: { live: 'https://api.stripe.com/v1/payment_intents/search', played: '/v1/payment_intents/search' },
    refunds: { live: 'https://api.stripe.com/v1/refunds', played: '/v1/refunds' },
  },
} as const satisfies ProviderManifest;
