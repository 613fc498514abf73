import * as z from 'zod';
import { CARRIERS, carrierKey } from '../../../shared/kernel/message-carriers.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import type { CarrierAccount, CarrierAccounts } from '../carrier-ports.ts';
import { currentCredentials } from './known-credentials.ts';

const Row = z.object({
  kind: z.string(),
  sender: z.string(),
  secretId: z.string(),
  receiptUrl: z.string().optional(),
});

/** How many rows are read at once. */
const PAGE = 100;

/** Carriers' rows (`CAR#<name>` / `CAR`) from the notifications' table, with their present credentials. */
export const carrierAccountsIn = (
  notificationsTable: Pick<Table, 'get' | 'queryIndex'>,
  secrets: SecretReader,
): CarrierAccounts => {
  const accountOf = async (item: Item): Promise<CarrierAccount | undefined> => {
    const { secretId, ...row } = Row.parse(item);
    const credentials = await currentCredentials(secrets, secretId);
    return credentials && { carrier: item.pk.slice('CAR#'.length), ...row, credentials };
  };
  return {
    async all() {
      const rows: Item[] = [];
      let cursor: string | undefined;
      do {
        const query = { index: 'list', pk: CARRIERS, limit: PAGE } as const;
        const page = await notificationsTable.queryIndex(cursor ? { ...query, cursor } : query);
        rows.push(...page.items);
        cursor = page.cursor;
      } while (cursor);
      return (await Promise.all(rows.map(accountOf))).filter((account) => account !== undefined);
    },
    async isSetUp(carrier) {
      const { pk, sk } = carrierKey(carrier);
      return (await notificationsTable.get(pk, sk)) !== undefined;
    },
  };
};
