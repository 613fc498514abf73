import type { Channel } from '../../functions/notifications/domain/notice.ts';
import type { Carrier, Carriers } from '../../functions/notifications/ports.ts';

/** The carriers of each channel in the order in which they are asked. */
export type CarriersByChannel = { readonly [C in Channel]?: readonly Carrier[] };

/** Carriers in a fixed order, whatever the message; as they are when they are asked for. */
export const fixedCarriers = (carriers: () => CarriersByChannel): Carriers => ({
  of: async ({ channel }) => carriers()[channel] ?? [],
  named: async (name) =>
    Object.values(carriers())
      .flat()
      .find((carrier) => carrier.name === name),
});
