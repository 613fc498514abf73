import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KeyCaller } from '../kernel/callers.ts';
import { type ApiKeyId, base32 } from '../kernel/ids.ts';
import type { HttpRequest } from './http-request.ts';
import type { Item, Table } from './ledger/table.ts';

/** A key's row in the installation's table: `KEY#<id>` / `KEY`. The secret itself is never stored. */
export interface ApiKeyRow extends KeyCaller {
  readonly kind: 'live' | 'test';
  readonly label: string;
  /** SHA-256 of the secret, lower-case hex. */
  readonly secretHash: string;
  readonly revokedAt?: number;
  /** From this moment on the key is as good as unknown. */
  readonly expiresAt?: number;
}

/** False in production, where what a key does counts: a test key opens nothing there. */
export const takesTestKeys = (stage: string): boolean => stage !== 'production';

/** How long a key's row may be used before it is read again: revocation takes hold within it. */
const KEEP_MS = 4000;

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** A secret of 256 random bits with its hash. */
export const newApiKeySecret = (): { readonly secret: string; readonly secretHash: string } => {
  const secret = base32(randomBytes(32));
  return { secret, secretHash: hashOf(secret) };
};

/** The list of all keys, in which one lies as its id, revoked or not. */
export const API_KEYS = 'API_KEYS';

/** The row as an item of the installation's table. */
export const apiKeyItem = (row: ApiKeyRow): Item => ({
  pk: `KEY#${row.keyId}`,
  sk: 'KEY',
  listPk: API_KEYS,
  listSk: row.keyId,
  ...row,
});

/** The row that an item holds. */
export const apiKeyRow = (item: Item): ApiKeyRow => item as unknown as ApiKeyRow;

/** Whoever calls with an API key in `Authorization`. */
export interface ApiKeys {
  /** Undefined for a missing, malformed, unknown, wrong, revoked or expired key, and in production for a test key. */
  callerOf(request: Pick<HttpRequest, 'headers'>): Promise<KeyCaller | undefined>;
}

/** Checks `Bearer <id>.<secret>` against the installation's rows, the secret's hash in constant time. */
export const apiKeysIn = (installationTable: Table, stage: string, now: () => number): ApiKeys => {
  const cache = new Map<string, { readonly row: ApiKeyRow | undefined; readonly readAt: number }>();

  const rowOf = async (keyId: ApiKeyId): Promise<ApiKeyRow | undefined> => {
    const kept = cache.get(keyId);
    if (kept && now() - kept.readAt < KEEP_MS) return kept.row;
    const item = await installationTable.get(`KEY#${keyId}`, 'KEY');
    const row = item ? apiKeyRow(item) : undefined;
    if (cache.size > 1000) cache.clear();
    cache.set(keyId, { row, readAt: now() });
    return row;
  };

  const isInForce = ({ revokedAt, expiresAt, kind }: ApiKeyRow): boolean =>
    revokedAt === undefined &&
    (expiresAt === undefined || now() < expiresAt) &&
    (kind === 'live' || takesTestKeys(stage));

  return {
    async callerOf({ headers: { authorization } }) {
      // The scheme's name may be written in any case (RFC 9110, section 11.1).
      const [, apiKey = ''] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
      const parts = /^key_([0-9a-hjkmnp-tv-z]{26})\.([0-9a-hjkmnp-tv-z]{40,60})$/.exec(apiKey);
      if (!parts?.[1] || !parts[2]) return undefined;
      const row = await rowOf(`key_${parts[1]}`);
      const expected = Buffer.from(row?.secretHash ?? '0'.repeat(64), 'hex');
      const matches = timingSafeEqual(expected, Buffer.from(hashOf(parts[2]), 'hex'));
      if (!row || !matches || !isInForce(row)) return undefined;
      return { keyId: row.keyId, permission: row.permission, agencyCodes: row.agencyCodes };
    },
  };
};
