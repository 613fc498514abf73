import type { FieldFault } from '../../../shared/kernel/failures.ts';
import type { ApiKeyId } from '../../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { ApiKeySetUp } from '../domain/requests.ts';
import type { ApiKeyStore } from '../ports.ts';

/** A key as its creator is answered; `apiKey` only the first time. */
export interface MadeApiKey {
  readonly apiKeyId: ApiKeyId;
  readonly apiKey?: string;
}

/** What is made where, and when. */
export interface ApiKeyPorts {
  readonly keys: ApiKeyStore;
  /** False in production: what a test key does would count. */
  readonly takesTestKeys: boolean;
}

const refusedFields = ({ kind, expiresAt }: ApiKeySetUp, takesTestKeys: boolean, now: Instant): FieldFault[] => [
  ...(kind === 'test' && !takesTestKeys
    ? [{ path: 'kind', message: 'expected live: production has no test keys' }]
    : []),
  ...(expiresAt !== undefined && expiresAt <= now ? [{ path: 'expiresAt', message: 'expected a moment to come' }] : []),
];

/** Makes a key once under an id that follows from the caller's Idempotency-Key; its plain text is answered this once and kept nowhere. */
export const createApiKey =
  ({ keys, takesTestKeys }: ApiKeyPorts) =>
  async (keyId: ApiKeyId, setUp: ApiKeySetUp, now: Instant): Promise<Result<MadeApiKey>> => {
    const fields = refusedFields(setUp, takesTestKeys, now);
    // What was made while it was allowed is still answered.
    if (fields.length > 0 && !(await keys.has(keyId))) return fail({ kind: 'invalid_input', fields });
    const made = await keys.create(keyId, setUp);
    if (made === 'conflict') return fail({ kind: 'conflict', key: 'Idempotency-Key' });
    return ok(made === 'repeated' ? { apiKeyId: keyId } : { apiKeyId: keyId, apiKey: `${keyId}.${made.secret}` });
  };

/** Revokes a key; again is the same. It stops working within five seconds. */
export const revokeApiKey =
  ({ keys }: { readonly keys: ApiKeyStore }) =>
  async (keyId: ApiKeyId, now: Instant): Promise<Result<{ readonly apiKeyId: ApiKeyId; readonly revoked: true }>> =>
    (await keys.revoke(keyId, now))
      ? ok({ apiKeyId: keyId, revoked: true })
      : fail({ kind: 'not_found', what: 'API key' });
