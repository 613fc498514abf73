import { CarrierKind } from '../../../shared/kernel/message-carriers.ts';
import type { PlayedCarrier, PlayedCarriers } from '../carrier-ports.ts';

/** Every kind of carriers that the product knows, from the folder of its name. */
export const playedCarriers: PlayedCarriers = async (given) => {
  const { data: kind } = CarrierKind.safeParse(given);
  if (kind === undefined) return undefined;
  const folder = (await import(`./${kind}/carrier.ts`)) as { readonly played: PlayedCarrier };
  return folder.played;
};
