import { API_KEYS, type ApiKeyRow, apiKeyItem, apiKeyRow, newApiKeySecret } from '../../../shared/platform/api-keys.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { listPagesIn } from '../../../shared/platform/list-pages.ts';
import type { ApiKeySetUp } from '../domain/requests.ts';
import type { ApiKeyShown, ApiKeyStore } from '../ports.ts';

const sameSetUp = (a: Pick<ApiKeyRow, keyof ApiKeySetUp>, b: ApiKeySetUp): boolean =>
  a.permission === b.permission &&
  a.kind === b.kind &&
  a.label === b.label &&
  a.expiresAt === b.expiresAt &&
  [...a.agencyCodes].sort().join() === [...b.agencyCodes].sort().join();

const shownOf = (item: Item): ApiKeyShown => {
  const { keyId: apiKeyId, permission, agencyCodes, kind, label, expiresAt, revokedAt } = apiKeyRow(item);
  return { apiKeyId, permission, agencyCodes: [...agencyCodes], kind, label, expiresAt, revokedAt };
};

/** API keys in the installation's table, `KEY#<id>` / `KEY`. */
export const apiKeyStoreIn = (table: Table): ApiKeyStore => ({
  async find(keyId) {
    const item = await table.get(`KEY#${keyId}`, 'KEY');
    return item && shownOf(item);
  },
  list: listPagesIn(table, API_KEYS, shownOf),
  async create(keyId, setUp) {
    const { secret, secretHash } = newApiKeySecret();
    const existing = await table.putIfAbsent(apiKeyItem({ keyId, ...setUp, secretHash }));
    if (!existing) return { secret };
    return sameSetUp(apiKeyRow(existing), setUp) ? 'repeated' : 'conflict';
  },
  async has(keyId) {
    return (await table.get(`KEY#${keyId}`, 'KEY')) !== undefined;
  },
  async revoke(keyId, at) {
    const item = await table.get(`KEY#${keyId}`, 'KEY');
    if (!item) return false;
    if (item.revokedAt === undefined) await table.put({ ...item, revokedAt: at });
    return true;
  },
});
