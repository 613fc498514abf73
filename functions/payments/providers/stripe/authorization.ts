import type { ProviderRequest } from '../../adapters/provider-call.ts';

/** The headers of every call: the merchant's secret key, and the version of the API whose words this folder reads. */
export const authorized = (apiKey: string): Readonly<Record<string, string>> => ({
  Authorization: `Bearer ${apiKey}`,
  Accept: 'application/json',
  'Stripe-Version': '2025-03-31.basil',
});

/** A call that makes something. The same key makes the same thing for at least 24 hours (docs.stripe.com/api/idempotent_requests). */
export const formPost = (
  apiKey: string,
  idempotencyKey: string,
  parameters: Readonly<Record<string, string>>,
): ProviderRequest => ({
  method: 'POST',
  headers: {
    ...authorized(apiKey),
    'Content-Type': 'application/x-www-form-urlencoded',
    'Idempotency-Key': idempotencyKey,
  },
  body: new URLSearchParams(parameters).toString(),
});
