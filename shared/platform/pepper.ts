import { createHmac } from 'node:crypto';
import { base32 } from '../kernel/ids.ts';

/** Values derived from the installation's secret pepper, so that they can be answered again without being stored. */
export interface Pepper {
  /** 32 bytes of HMAC-SHA-256 over the purpose and its parts, each with its length, so that no two lists of parts meet. */
  bytes(purpose: string, ...parts: readonly string[]): Buffer;
  /** The same as 26 characters of Crockford base32 (130 bits). */
  token(purpose: string, ...parts: readonly string[]): string;
  /** The same as six decimal digits, for a person to type. */
  sixDigits(purpose: string, ...parts: readonly string[]): string;
}

/** Derives from a pepper of at least 32 characters. */
export const pepperFrom = (secret: string): Pepper => {
  if (secret.length < 32) throw new RangeError('the pepper must have at least 32 characters');
  const bytes = (purpose: string, ...parts: readonly string[]): Buffer => {
    const hmac = createHmac('sha256', secret);
    for (const part of [purpose, ...parts]) hmac.update(`${Buffer.byteLength(part)}:${part};`);
    return hmac.digest();
  };
  const sixDigits = (purpose: string, ...parts: readonly string[]): string =>
    String(Number(bytes(purpose, ...parts).readBigUInt64BE() % 1_000_000n)).padStart(6, '0');
  return { bytes, sixDigits, token: (purpose, ...parts) => base32(bytes(purpose, ...parts)).slice(0, 26) };
};

/**
 * The 26 characters that a creating `POST` is known by: the same `Idempotency-Key` on the same path finds the first, whichever
 * API key asks, so that a repeat under a renewed key opens nothing twice.
 */
export const postToken = (pepper: Pepper, route: string, path: string, idempotencyKey: string): string =>
  pepper.token('POST', route, path, idempotencyKey);

/** Reads the pepper from its secret at the first call, and keeps it as long as the reader does. */
export const pepperReader = (
  secrets: { read(secretId: string): Promise<string | undefined> },
  secretId: string,
): (() => Promise<Pepper>) => {
  let kept: { readonly text: string; readonly pepper: Pepper } | undefined;
  return async () => {
    const text = await secrets.read(secretId);
    if (text === undefined) throw new Error('the pepper is missing');
    if (kept?.text !== text) kept = { text, pepper: pepperFrom(text) };
    return kept.pepper;
  };
};
