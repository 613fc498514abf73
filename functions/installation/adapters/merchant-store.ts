import * as z from 'zod';
import { type AgencyCode, named } from '../../../shared/kernel/ids.ts';
import { InstantMs } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { merchantListOf } from '../../../shared/platform/merchant-lists.ts';
import type { MerchantStore } from '../ports.ts';

/** The name of a merchant's secret below the installation's prefix. */
export const merchantSecretName = (prefix: string, provider: string, merchant: string): string =>
  `${prefix}/${provider}/${merchant}`;

/** What the operator is shown of a merchant's row. */
const Row = z.object({
  agencyCode: named<AgencyCode>(z.string()),
  webhookUrl: z.string().default(''),
  credentialsUpdatedAt: InstantMs,
  setUpAt: InstantMs.optional(),
});

/** Merchants in the payments' table, `MER#<provider>#<merchant>` / `MER`, listed so that payments finds an agency's own. */
export const merchantStoreIn = (paymentsTable: Table, secretsPrefix: string): MerchantStore => ({
  async find(provider, merchant) {
    const item = await paymentsTable.get(`MER#${provider}#${merchant}`, 'MER');
    if (!item) return undefined;
    const { setUpAt, ...row } = Row.parse(item);
    return { provider, merchant, ...row, setUpAt };
  },
  async put({ provider, merchant, agencyCode, webhookUrl, credentialsUpdatedAt, setUpAt }) {
    await paymentsTable.put({
      pk: `MER#${provider}#${merchant}`,
      sk: 'MER',
      agencyCode,
      secretId: merchantSecretName(secretsPrefix, provider, merchant),
      webhookUrl,
      credentialsUpdatedAt,
      ...(setUpAt === undefined ? {} : { setUpAt }),
      listPk: merchantListOf(provider, agencyCode),
      listSk: merchant,
    });
  },
});
