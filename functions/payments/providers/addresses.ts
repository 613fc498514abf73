import { addressesFrom } from '../../../shared/kernel/addresses.ts';
import type { ProviderManifest } from '../../../shared/kernel/payment-providers.ts';

/** A provider's addresses where it lives, by their purpose. */
export type Addresses<M extends Pick<ProviderManifest, 'addresses'>> = Readonly<Record<keyof M['addresses'], string>>;

/** The addresses of a provider: its own, or those of a sandbox that plays it. */
export const addressesAt = <M extends Pick<ProviderManifest, 'name' | 'addresses'>>(
  { name, addresses }: M,
  origin: string,
): Addresses<M> => addressesFrom(name, addresses, origin) as Addresses<M>;
