import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { ApiKeySetUp } from '../domain/requests.ts';
import type { ApiKeyStore } from '../ports.ts';

/** A key as its creator is answered; `apiKey` only the first time. */
export interface MadeApiKey {
  readonly apiKeyId: string;
  readonly apiKey?: string;
}

/** Makes a key once under an id that follows from the caller's Idempotency-Key; its plain text is answered this once and kept nowhere. */
export const createApiKey =
  ({ keys }: { readonly keys: ApiKeyStore }) =>
  async (keyId: string, setUp: ApiKeySetUp): Promise<Result<MadeApiKey>> => {
    const made = await keys.create(keyId, setUp);
    if (made === 'conflict') return fail({ kind: 'conflict', key: 'Idempotency-Key' });
    return ok(made === 'repeated' ? { apiKeyId: keyId } : { apiKeyId: keyId, apiKey: `${keyId}.${made.secret}` });
  };

/** Revokes a key; again is the same. It stops working within five seconds. */
export const revokeApiKey =
  ({ keys }: { readonly keys: ApiKeyStore }) =>
  async (keyId: string, now: Instant): Promise<Result<{ readonly apiKeyId: string; readonly revoked: true }>> =>
    (await keys.revoke(keyId, now))
      ? ok({ apiKeyId: keyId, revoked: true })
      : fail({ kind: 'not_found', what: 'API key' });
