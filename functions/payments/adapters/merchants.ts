import * as z from 'zod';
import { type AgencyCode, named, upwards } from '../../../shared/kernel/ids.ts';
import { MerchantSecret } from '../../../shared/kernel/merchant-secret.ts';
import { type Instant, InstantMs } from '../../../shared/kernel/time.ts';
import type { IndexQuery, Item, Table } from '../../../shared/platform/ledger/table.ts';
import { MERCHANTS, merchantListOf, merchantListsOf } from '../../../shared/platform/merchant-lists.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import type { Merchant, Merchants, Providers, Terminal } from '../ports.ts';

/** How long a merchant's row is used before it is read again. */
const KEEP_ROW_MS = 60_000;

/** After a signature mismatch a secret is read again where the last reading is older. */
const FRESH_SECRET_MS = 30_000;

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

/** A secret's text with its terminals, made once: the keys of the signatures are derived when the text changes, not at each callback. */
interface Opened {
  readonly text: string;
  /** `credentialsUpdatedAt` of the row by which it was read. The secret is written before the row, so an equal one is not older. */
  readonly asOf: Instant;
  readonly terminals: readonly { readonly terminal: Terminal; readonly validUntil: Instant }[];
}

/** Merchants from the payments' table and their credentials from the secret store, both kept for a while. */
export const merchantsIn = (
  table: Table,
  secrets: SecretReader,
  providers: Providers,
  now: () => number,
): Merchants => {
  const rows = new Map<string, { readonly merchant: Merchant; readonly readAt: Instant }>();
  const openedSecrets = new Map<string, Opened>();

  const merchantOf = (item: Item): Merchant => {
    const [, provider = '', merchant = ''] = item.pk.split('#');
    return { provider, merchant, ...Row.parse(item) };
  };

  const open = async (merchant: Merchant, text: string): Promise<Opened> => {
    const provider = await providers(merchant.provider);
    if (!provider) throw new Error(`no provider ${merchant.provider}`);
    const { current, previous } = MerchantSecret.parse(JSON.parse(text));
    return {
      text,
      asOf: merchant.credentialsUpdatedAt,
      terminals: [{ credentials: current, validUntil: Number.POSITIVE_INFINITY }, ...previous].map(
        ({ credentials, validUntil }) => ({ terminal: provider.terminal(credentials), validUntil }),
      ),
    };
  };

  const openedSecret = async (merchant: Merchant, freshWithinMs?: number): Promise<Opened> => {
    const { secretId, credentialsUpdatedAt } = merchant;
    const kept = openedSecrets.get(secretId);
    const changed = kept !== undefined && kept.asOf < credentialsUpdatedAt;
    const text = await secrets.read(secretId, changed ? 0 : freshWithinMs);
    if (text === undefined) throw new Error(`no secret for merchant ${merchant.provider}/${merchant.merchant}`);
    if (!changed && kept?.text === text) return kept;
    const opened = await open(merchant, text);
    openedSecrets.set(secretId, opened);
    return opened;
  };

  const validNow = ({ terminals }: Opened): readonly Terminal[] =>
    terminals.filter(({ validUntil }) => now() < validUntil).map(({ terminal }) => terminal);

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
      const items = await itemsOf({ pk: MERCHANTS, from: `${provider}#`, to: `${provider}#\uffff` });
      const rows = await Promise.all(items.map(({ pk }) => readRow(pk)));
      return rows.filter((row) => row !== undefined);
    },

    terminals: async (merchant) => validNow(await openedSecret(merchant)),

    async freshTerminals(merchant) {
      const current = await readRow(rowKey(merchant.provider, merchant.merchant));
      return validNow(await openedSecret(current ?? merchant, FRESH_SECRET_MS));
    },
  };
};
