import * as z from 'zod';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import type { MerchantAccount, MerchantAccounts } from '../ports.ts';
import { currentCredentials } from './known-credentials.ts';

const Row = z.object({ secretId: z.string(), webhookUrl: z.url() });
/** Merchants' rows (`MER#<provider>#<merchant>` / `MER`) from the payments' table, with their present credentials. */
export const merchantAccountsIn = (paymentsTable: Table, secrets: SecretReader): MerchantAccounts => {
  const accountOf = async (item: Item): Promise<MerchantAccount | undefined> => {
    const { secretId, webhookUrl } = Row.parse(item);
    const credentials = await currentCredentials(secrets, secretId);
    return credentials && { webhookUrl, credentials };
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
