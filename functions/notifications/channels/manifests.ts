import type { CarrierKind, CarrierManifest } from '../../../shared/kernel/message-carriers.ts';

/** What a kind of carriers says of itself, for those who need nothing else of it. */
export const carrierManifestOf = async (kind: CarrierKind): Promise<CarrierManifest> => {
  const folder = (await import(`./${kind}/manifest.ts`)) as { readonly manifest: CarrierManifest };
  return folder.manifest;
};
