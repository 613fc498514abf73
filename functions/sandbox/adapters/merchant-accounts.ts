import * as z from 'zod';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import type { MerchantAccount, MerchantAccounts } from '../ports.ts';

const Row = z.object({ secretId: z.string(), webhookUrl: z.url() });
const Secret = z.object({ current: z.unknown() });

/** Credentials that an operator changed are used after this many milliseconds at the latest. */
const FRESH_WITHIN_MS = 1000;

/** Merchants' rows (`MER#<provider>#<merchant>` / `MER`) from the payments' table, with their present credentials. */
export const merchantAccountsIn = (paymentsTable: Table, secrets: SecretReader): MerchantAccounts => {
  const accountOf = async (item: Item): Promise<MerchantAccount | undefined> => {
    const { secretId, webhookUrl } = Row.parse(item);
    const text = await secrets.read(secretId, FRESH_WITHIN_MS);
    return text === undefined ? undefined : { webhookUrl, credentials: Secret.parse(JSON.parse(text)).current };
  };

  return {
    async find(provider, merchant) {
      const item = await paymentsTable.get(`MER#${provider}#${merchant}`, 'MER');
      return item && accountOf(item);
    },
    async of(provider) {
      const rows: Item[] = [];
      let cursor: string | undefined;
      do {
        const page = await paymentsTable.scan(0, 1, cursor);
        rows.push(...page.items.filter(({ pk, sk }) => sk === 'MER' && pk.startsWith(`MER#${provider}#`)));
        cursor = page.cursor;
      } while (cursor);
      return (await Promise.all(rows.map(accountOf))).filter((account) => account !== undefined);
    },
  };
};
