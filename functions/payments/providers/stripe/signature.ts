import type { KeyObject } from 'node:crypto';
import type { Instant } from '../../../../shared/kernel/time.ts';
import type { Callback } from '../../ports.ts';
import { hmacSha256, isHashOf } from '../hmac-sha256.ts';

/** How far the moment of a signature may lie from its arrival, in milliseconds: Stripe's own default, here in both directions. */
const TOLERANCE_MS = 300_000;

const HASH = /^[0-9a-f]{64}$/;

/** The values of the schemes that prove something in a `Stripe-Signature`: `t=1492774577,v1=...,v1=...`. */
function valuesIn(header: string): { readonly times: readonly string[]; readonly hashes: readonly string[] } {
  const times: string[] = [];
  const hashes: string[] = [];
  for (const part of header.split(',')) {
    if (part.startsWith('v1=')) hashes.push(part.slice(3));
    else if (part.startsWith('t=')) times.push(part.slice(2));
  }
  return { times, hashes };
}

/**
 * True where a `Stripe-Signature` signs the body as it came (docs.stripe.com/webhooks/signature): one `v1` is the lower-case hex
 * HMAC-SHA256 of `<t>.<body>` under the endpoint's whole secret, and `t`, in seconds, is not long past nor to come. While a secret is
 * rotated there is a `v1` for each; other schemes prove nothing. Compares in constant time.
 */
export const isSigned = (key: KeyObject, header: string, body: Uint8Array, receivedAt: Instant): boolean => {
  const { times, hashes } = valuesIn(header);
  const at = times[0] ?? '';
  if (times.length > 1 || !/^\d{1,12}$/.test(at)) return false;
  const expected = hmacSha256(key, `${at}.`, body);
  let signed = false;
  for (const hash of hashes) signed = (HASH.test(hash) && isHashOf(expected, hash)) || signed;
  return signed && Math.abs(receivedAt - Number(at) * 1000) <= TOLERANCE_MS;
};

/** How a payer comes back: by the page's end, or by its way out. */
export type WayBack = Extract<Callback['outcome'], 'paid' | 'failed'>;

/**
 * Our own mark on the address that a payer's browser is sent back to, since Stripe signs none. It begins with a letter, as no signed
 * notice does: neither can stand for the other.
 */
const markOf = (key: KeyObject, reference: string, way: WayBack): string =>
  hmacSha256(key, `return.${way}.${reference}`);

/** The address that a payer's browser is sent back to, with our mark. */
export const markedReturn = (key: KeyObject, returnUrl: string, reference: string, way: WayBack): string => {
  const url = new URL(returnUrl);
  const mark = markOf(key, reference, way);
  for (const [name, value] of Object.entries({ reference, outcome: way, mark })) url.searchParams.set(name, value);
  return url.href;
};

/** True where the mark is ours. Compares in constant time. */
export const isMarked = (key: KeyObject, reference: string, way: WayBack, mark: string): boolean =>
  HASH.test(mark) && isHashOf(markOf(key, reference, way), mark);
