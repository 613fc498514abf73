import { KnownProvider } from '../../../shared/kernel/payment-providers.ts';
import type { PlayedFolder, PlayedProviders } from '../ports.ts';

/** Every provider that the product knows, from the folder of its name. */
export const playedProviders: PlayedProviders = async (given) => {
  const { data: name } = KnownProvider.safeParse(given);
  if (name === undefined) return undefined;
  const folder = (await import(`./${name}/provider.ts`)) as { readonly played: PlayedFolder };
  return folder.played;
};
