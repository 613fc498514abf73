import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The `Stripe-Signature` of a body that is sent at a moment, in seconds (docs.stripe.com/webhooks/signature). */
export const signatureOf = (body: string, sentAt: number, webhookSecret: string): string =>
  `t=${sentAt},v1=${createHmac('sha256', webhookSecret).update(`${sentAt}.${body}`).digest('hex')}`;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Whether an `Authorization` carries the account's secret key. Compares in constant time. */
export const isAuthorized = (header: string | undefined, apiKey: string): boolean =>
  timingSafeEqual(digest(header ?? ''), digest(`Bearer ${apiKey}`));
