import { KnownProvider, type ProviderManifest } from '../../../shared/kernel/payment-providers.ts';
import type { Manifests } from '../ports.ts';

/** What a provider says of itself, for those who need nothing else of it. */
export const manifestOf = async (name: KnownProvider): Promise<ProviderManifest> => {
  const folder = (await import(`./${name}/manifest.ts`)) as { readonly manifest: ProviderManifest };
  return folder.manifest;
};

/** The manifests of every provider that the product knows, each loaded when it is first asked for. */
export const manifests: Manifests = async (given) => {
  const { data: name } = KnownProvider.safeParse(given);
  return name === undefined ? undefined : { manifest: await manifestOf(name) };
};
