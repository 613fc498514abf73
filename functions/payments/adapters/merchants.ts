import { MerchantSecret } from '../../../shared/kernel/merchant-secret.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import type { Merchant, Merchants, Providers, Terminal } from '../ports.ts';
import { merchantRowsIn } from './merchant-rows.ts';

/** After a signature mismatch a secret is read again where the last reading is older. */
const FRESH_SECRET_MS = 30_000;

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
  const rows = merchantRowsIn(table, now);
  const openedSecrets = new Map<string, Opened>();

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

  return {
    ...rows,

    terminals: async (merchant) => validNow(await openedSecret(merchant)),

    async freshTerminals(merchant) {
      const current = await rows.findNow(merchant.provider, merchant.merchant);
      return validNow(await openedSecret(current ?? merchant, FRESH_SECRET_MS));
    },
  };
};
