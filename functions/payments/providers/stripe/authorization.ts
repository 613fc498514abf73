/** The headers of every call: the merchant's secret key, and the version of the API whose words this folder reads. */
export const authorized = (apiKey: string): Readonly<Record<string, string>> => ({
  Authorization: `Bearer ${apiKey}`,
  Accept: 'application/json',
  'Stripe-Version': '2025-03-31.basil',
});
