import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { ApiKeyShown } from '../ports.ts';

/** A key as operators are answered, with its end where it has one and its revocation where it was revoked. */
export const apiKeyView = ({ expiresAt, revokedAt, ...key }: ApiKeyShown) => ({
  ...key,
  ...(expiresAt === undefined ? {} : { expiresAt: toOffsetDateTime(expiresAt) }),
  ...(revokedAt === undefined ? {} : { revokedAt: toOffsetDateTime(revokedAt) }),
});
