import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Checked, Merchants, Providers } from '../ports.ts';

/** Whether a merchant's credentials work: null where that is not known; and what the provider said. */
export interface MerchantCheck {
  readonly works: boolean | null;
  readonly detail: string;
}

/** What checking a merchant needs. */
export interface CheckMerchantPorts {
  readonly merchants: Merchants;
  readonly providers: Providers;
}

const works = { taken: true, refused: false, unknown: null } as const;

const sentences = {
  taken: 'the provider takes the credentials',
  refused: 'the provider does not take the credentials',
  unknown: 'the provider has not said whether it takes the credentials',
} satisfies Record<Checked['verdict'], string>;

const viewOf = ({ verdict, code }: Checked): MerchantCheck => ({
  works: works[verdict],
  detail: `${sentences[verdict]} (${code})`,
});

/** Asks a provider whether it takes the credentials that are in force, with a token that no order has. Changes nothing, here or there. */
export const checkMerchant =
  ({ merchants, providers }: CheckMerchantPorts) =>
  async (providerName: string, name: string, token: string, at: Instant): Promise<Result<MerchantCheck>> => {
    const provider = await providers(providerName);
    const merchant = provider && (await merchants.findNow(providerName, name));
    if (!merchant) return fail({ kind: 'not_found', what: 'merchant' });
    const [terminal] = await merchants.terminals(merchant);
    if (!terminal?.check) return ok({ works: null, detail: 'the provider cannot be asked' });
    return ok(viewOf(await terminal.check({ reference: provider.reference(token, at), at })));
  };
