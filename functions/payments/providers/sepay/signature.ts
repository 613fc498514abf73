import { createHash, timingSafeEqual } from 'node:crypto';
import { MINUTE_MS } from '../../../../shared/kernel/time.ts';
import type { ProviderMessage } from '../../ports.ts';
import { isHmacSha256 } from '../hmac-sha256.ts';

/** By what a merchant's webhook is believed. */
export interface Keys {
  readonly webhookSecret?: string | undefined;
  readonly apiKey?: string | undefined;
}

/** How far a webhook's time may be from ours (developer.sepay.vn, webhooks, security). */
const WINDOW_MS = 5 * MINUTE_MS;

const PREFIX = 'sha256=';

/** `X-SePay-Signature`: `sha256=` and the hex HMAC-SHA256 of `X-SePay-Timestamp` (Unix seconds), a dot, and the body as it came. */
function isSigned({ headers, body, receivedAt }: ProviderMessage, secret: string): boolean {
  const { 'x-sepay-timestamp': timestamp = '', 'x-sepay-signature': signature = '' } = headers;
  if (!/^\d{1,12}$/.test(timestamp) || !signature.startsWith(PREFIX)) return false;
  if (Math.abs(receivedAt - Number(timestamp) * 1000) > WINDOW_MS) return false;
  const signed = `${timestamp}.${Buffer.from(body).toString('utf8')}`;
  return isHmacSha256(secret, signed, signature.slice(PREFIX.length));
}

/** The SHA-256 of a text: two of them have one length, so that they are compared in constant time. */
export const sha256Of = (text: string): Buffer => createHash('sha256').update(text).digest();

/** `Authorization: Apikey <key>`, which covers nothing of the body. Compares in constant time. */
function bearsKey({ headers }: ProviderMessage, apiKey: string): boolean {
  const [, key] = /^Apikey (\S+)$/i.exec(headers.authorization ?? '') ?? [];
  return key !== undefined && timingSafeEqual(sha256Of(key), sha256Of(apiKey));
}

/** True where a webhook is authenticated in one of the ways that the merchant has. */
export const isAuthentic = (message: ProviderMessage, { webhookSecret, apiKey }: Keys): boolean =>
  (webhookSecret !== undefined && isSigned(message, webhookSecret)) ||
  (apiKey !== undefined && bearsKey(message, apiKey));
