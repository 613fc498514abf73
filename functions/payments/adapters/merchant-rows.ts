import * as z from 'zod';
import { type AgencyCode, named, upwards } from '../../../shared/kernel/ids.ts';
import { type Instant, InstantMs } from '../../../shared/kernel/time.ts';
import { type IndexQuery, type Item, LAST, type Table } from '../../../shared/platform/ledger/table.ts';
import { MERCHANTS, merchantListOf, merchantListsOf } from '../../../shared/platform/merchant-lists.ts';
import type { Merchant, MerchantRows } from '../ports.ts';

/** How long a merchant's row is used before it is read again. */
const KEEP_ROW_MS = 60_000;

/** The part of a merchant's row (`MER#<provider>#<merchant>` / `MER`) that payments needs. */
const Row = z.object({
  agencyCode: named<AgencyCode>(z.string()),
  secretId: z.string(),
  credentialsUpdatedAt: InstantMs,
  setUpAt: InstantMs.optional(),
  endedAt: InstantMs.optional(),
  fee: z.object({ perMille: z.number(), fixedVnd: z.number() }).optional(),
});

/** How many rows of a list are read at once. */
const PAGE = 100;

/** The first that was set up comes first. */
const bySetUp = (a: Merchant, b: Merchant): number =>
  (a.setUpAt ?? 0) - (b.setUpAt ?? 0) || (a.merchant < b.merchant ? -1 : 1);

/** Merchants from the payments' table, each kept for a while. */
export const merchantRowsIn = (table: Table, now: () => number): MerchantRows => {
  const rows = new Map<string, { readonly merchant: Merchant; readonly readAt: Instant }>();

  const merchantOf = (item: Item): Merchant => {
    const [, provider = '', merchant = ''] = item.pk.split('#');
    return { provider, merchant, ...Row.parse(item) };
  };

  const itemsOf = async (list: Pick<IndexQuery, 'pk' | 'from' | 'to'>): Promise<readonly Item[]> => {
    const found: Item[] = [];
    let cursor: string | undefined;
    do {
      const page = await table.queryIndex({ index: 'list', ...list, limit: PAGE, ...(cursor ? { cursor } : {}) });
      found.push(...page.items);
      cursor = page.cursor;
    } while (cursor);
    return found;
  };

  const listed = async (pk: string): Promise<readonly Merchant[]> => (await itemsOf({ pk })).map(merchantOf);

  const nearest = async (provider: string, agencyCode: AgencyCode): Promise<Merchant | undefined> => {
    for (const code of upwards(agencyCode)) {
      const there = await listed(merchantListOf(provider, code));
      const [first] = there.filter((merchant) => merchant.provider === provider).sort(bySetUp);
      if (first) return first;
    }
    return undefined;
  };

  const atAgency = async (agencyCode: AgencyCode): Promise<readonly Merchant[]> =>
    (await Promise.all(merchantListsOf(agencyCode).map(listed))).flat().sort(bySetUp);

  const ofAgency = async (agencyCode: AgencyCode): Promise<readonly Merchant[]> => {
    const nearestFirst = (await Promise.all(upwards(agencyCode).map(atAgency))).flat();
    return nearestFirst.filter(
      (merchant, index) => nearestFirst.findIndex(({ provider }) => provider === merchant.provider) === index,
    );
  };

  /** Undefined for what can be no name: a `#` parts the names of a key. Which other names were given, the rule of their day said. */
  const rowKey = (provider: string, merchant: string): string | undefined =>
    /#/.test(`${provider}${merchant}`) ? undefined : `MER#${provider}#${merchant}`;

  const readRow = async (pk: string | undefined): Promise<Merchant | undefined> => {
    const item = pk === undefined ? undefined : await table.get(pk, 'MER');
    if (!item) return undefined;
    const merchant = merchantOf(item);
    rows.set(item.pk, { merchant, readAt: now() });
    return merchant;
  };

  return {
    async find(provider, merchant) {
      const pk = rowKey(provider, merchant);
      const kept = pk === undefined ? undefined : rows.get(pk);
      return kept && now() - kept.readAt < KEEP_ROW_MS ? kept.merchant : readRow(pk);
    },

    findNow: (provider, merchant) => readRow(rowKey(provider, merchant)),

    nearest,

    ofAgency,

    async ofProvider(provider) {
      const items = await itemsOf({ pk: MERCHANTS, from: `${provider}#`, to: `${provider}#${LAST}` });
      const rows = await Promise.all(items.map(({ pk }) => readRow(pk)));
      return rows.filter((row) => row !== undefined);
    },
  };
};
