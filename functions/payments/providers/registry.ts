import { KnownProvider } from '../../../shared/kernel/payment-providers.ts';
import { type CallProvider, callProviderWithin } from '../adapters/provider-call.ts';
import type { PaymentProvider, Providers } from '../ports.ts';

/** How long a provider's answer is waited for, in milliseconds: the sweep asks four after one another within its 50 s. */
const ANSWER_MS = 8000;

/** What the `client.ts` of a provider's folder exports as `provider`. `origin` is `live`, or the address of the sandbox that plays it. */
export type MakeProvider = (origin: string, call: CallProvider) => PaymentProvider;

/** Every provider that the product knows, each loaded when it is first asked for, so that a function pays for those that it meets. */
export const providersAt = (origin: string, call: CallProvider = callProviderWithin(ANSWER_MS)): Providers => {
  const loaded = new Map<string, Promise<PaymentProvider>>();
  const load = async (name: KnownProvider): Promise<PaymentProvider> => {
    const folder = (await import(`./${name}/client.ts`)) as { readonly provider: MakeProvider };
    return folder.provider(origin, call);
  };
  return async (given) => {
    const { data: name } = KnownProvider.safeParse(given);
    if (name === undefined) return undefined;
    const made = loaded.get(name) ?? load(name);
    loaded.set(name, made);
    return made;
  };
};
