import type { KnownProvider, ProviderManifest } from '../../../shared/kernel/payment-providers.ts';

/** What a provider says of itself, for those who need nothing else of it. */
export const manifestOf = async (name: KnownProvider): Promise<ProviderManifest> => {
  const folder = (await import(`./${name}/manifest.ts`)) as { readonly manifest: ProviderManifest };
  return folder.manifest;
};
