import * as z from 'zod';
import { type AgencyCode, named } from '../../../shared/kernel/ids.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import { listPagesIn } from '../../../shared/platform/list-pages.ts';
import { MERCHANTS, merchantListOf } from '../../../shared/platform/merchant-lists.ts';
import type { MerchantRow, MerchantStore } from '../ports.ts';

/** The name of a merchant's secret below the installation's prefix. */
export const merchantSecretName = (prefix: string, provider: string, merchant: string): string =>
  `${prefix}/${provider}/${merchant}`;

/** What the operator is shown of a merchant's row. */
const Row = z.object({
  agencyCode: named<AgencyCode>(z.string()),
  webhookUrl: z.string().default(''),
  credentialsUpdatedAt: InstantMs,
  setUpAt: InstantMs.optional(),
  fee: z.object({ perMille: z.number(), fixedVnd: z.number() }).optional(),
  endedAt: InstantMs.optional(),
});

const rowOf = (item: Item): MerchantRow => {
  const [, provider = '', merchant = ''] = item.pk.split('#');
  const { setUpAt, fee, endedAt, ...row } = Row.parse(item);
  return { provider, merchant, ...row, setUpAt, fee, endedAt };
};

const given = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;

/**
 * Merchants in the payments' table, `MER#<provider>#<merchant>` / `MER`, listed so that payments finds an agency's own, unless they are
 * ended. The same lies under `LISTED`, in the list of all merchants.
 */
export const merchantStoreIn = (paymentsTable: Table, secretsPrefix: string): MerchantStore => ({
  async find(provider, merchant) {
    const item = await paymentsTable.get(`MER#${provider}#${merchant}`, 'MER');
    return item && rowOf(item);
  },
  list: listPagesIn(paymentsTable, MERCHANTS, rowOf),
  async put({ provider, merchant, ...row }) {
    const pk = `MER#${provider}#${merchant}`;
    const secretId = merchantSecretName(secretsPrefix, provider, merchant);
    const list = row.endedAt === undefined && { listPk: merchantListOf(provider, row.agencyCode), listSk: merchant };
    await paymentsTable.transact([
      { put: { pk, sk: 'MER', secretId, ...given(row), ...list } },
      { put: { pk, sk: 'LISTED', ...given(row), listPk: MERCHANTS, listSk: `${provider}#${merchant}` } },
    ]);
  },
});
