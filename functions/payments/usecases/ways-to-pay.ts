import type { AgencyCode } from '../../../shared/kernel/ids.ts';
import { KnownProvider, type WayToPay } from '../../../shared/kernel/payment-providers.ts';
import type { Manifests, MerchantRows, PaymentProvider } from '../ports.ts';

type Manifest = PaymentProvider['manifest'];

/** True where a provider lets an amount be paid at once. */
export const takesAmount = ({ minAmountVnd, maxAmountVnd }: Manifest, amountVnd: number): boolean =>
  minAmountVnd <= amountVnd && amountVnd <= maxAmountVnd;

/** The place of a provider among those that are known; the others come after them. */
const placeOf = ({ name }: Manifest): number => {
  const place = (KnownProvider.options as readonly string[]).indexOf(name);
  return place === -1 ? KnownProvider.options.length : place;
};

const wayOf = ({ name, label, mark, checkout }: Manifest): WayToPay => ({
  provider: name,
  label,
  mark,
  checkout: checkout ?? 'page',
});

/** The ways in which an amount can be paid to an agency, in the order of the list of providers; none where it has no merchant that takes it. */
export const waysToPay =
  ({ merchants, providers }: { readonly merchants: Pick<MerchantRows, 'ofAgency'>; readonly providers: Manifests }) =>
  async (agencyCode: AgencyCode): Promise<(amountVnd: number) => readonly WayToPay[]> => {
    const found = await Promise.all((await merchants.ofAgency(agencyCode)).map(({ provider }) => providers(provider)));
    const manifests = found.flatMap((provider) => (provider ? [provider.manifest] : []));
    const inOrder = manifests.sort((a, b) => placeOf(a) - placeOf(b));
    return (amountVnd) => inOrder.filter((manifest) => takesAmount(manifest, amountVnd)).map(wayOf);
  };
