import * as z from 'zod';
import { MerchantSecret } from '../../../shared/kernel/credentials.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import { MerchantName, ProviderName } from '../domain/facts.ts';
import type { Merchant, Merchants, Providers, Terminal } from '../ports.ts';

/** How long a merchant's row is used before it is read again. */
const KEEP_ROW_MS = 60_000;

/** After a signature mismatch a secret is read again where the last reading is older. */
const FRESH_SECRET_MS = 30_000;

/** The part of a merchant's row (`MER#<provider>#<merchant>` / `MER`) that payments needs. */
const Row = z.object({ agencyCode: z.string(), secretId: z.string() });

/** A secret's text with its terminals, made once: the keys of the signatures are derived when the text changes, not at each callback. */
interface Opened {
  readonly text: string;
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

  const open = (merchant: Merchant, text: string): Opened => {
    const provider = providers.get(merchant.provider);
    if (!provider) throw new Error(`no provider ${merchant.provider}`);
    const { current, previous } = MerchantSecret.parse(JSON.parse(text));
    return {
      text,
      terminals: [{ credentials: current, validUntil: Number.POSITIVE_INFINITY }, ...previous].map(
        ({ credentials, validUntil }) => ({ terminal: provider.terminal(credentials), validUntil }),
      ),
    };
  };

  const openedSecret = async (merchant: Merchant, freshWithinMs?: number): Promise<Opened> => {
    const { secretId } = merchant;
    const text = await secrets.read(secretId, freshWithinMs);
    if (text === undefined) throw new Error(`no secret for merchant ${merchant.provider}/${merchant.merchant}`);
    const kept = openedSecrets.get(secretId);
    if (kept?.text === text) return kept;
    const opened = open(merchant, text);
    openedSecrets.set(secretId, opened);
    return opened;
  };

  const validNow = ({ terminals }: Opened): readonly Terminal[] =>
    terminals.filter(({ validUntil }) => now() < validUntil).map(({ terminal }) => terminal);

  const nearest = async (provider: string, agencyCode: string): Promise<Merchant | undefined> => {
    for (let code = agencyCode; code !== ''; code = code.slice(0, Math.max(0, code.lastIndexOf('.')))) {
      const page = await table.queryIndex({ index: 'list', pk: `MER#${provider}#${code}`, limit: 1 });
      const [item] = page.items;
      if (item) return merchantOf(item);
    }
    return undefined;
  };

  return {
    async find(provider, merchant) {
      if (!ProviderName.safeParse(provider).success || !MerchantName.safeParse(merchant).success) return undefined;
      const pk = `MER#${provider}#${merchant}`;
      const kept = rows.get(pk);
      if (kept && now() - kept.readAt < KEEP_ROW_MS) return kept.merchant;
      const item = await table.get(pk, 'MER');
      if (!item) return undefined;
      const found = merchantOf(item);
      rows.set(pk, { merchant: found, readAt: now() });
      return found;
    },

    ofAgency: nearest,

    terminals: async (merchant) => validNow(await openedSecret(merchant)),

    freshTerminals: async (merchant) => validNow(await openedSecret(merchant, FRESH_SECRET_MS)),
  };
};
