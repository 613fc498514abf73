import { createHash } from 'node:crypto';
import { type AgencyCode, agencyCovers, type MessageId } from '../../../shared/kernel/ids.ts';
import type { Channel } from './notice.ts';

/** What decides who carries a message. */
export interface Carried {
  readonly messageId: MessageId;
  readonly channel: Channel;
  readonly agencyCode: AgencyCode;
}

/** What decides which messages a carrier is given. */
export interface Offer {
  readonly name: string;
  readonly channel: string;
  /** The agency whose messages it carries, with all below it; undefined: everybody's. */
  readonly agencyCode?: AgencyCode | undefined;
  /** Its share among those of the same agency; 0: it is given nothing. */
  readonly weight: number;
}

/** A number in (0, 1] that is the same for the same message and carrier. */
const chance = (messageId: MessageId, name: string): number => {
  const digest = createHash('sha256').update(`${messageId}#${name}`).digest();
  return (digest.readUIntBE(0, 6) + 1) / 2 ** 48;
};

/** How near a carrier's agency is to the message's: those of the installation come last. */
const nearness = ({ agencyCode }: Offer): number => agencyCode?.length ?? 0;

/**
 * The carriers that may be given a message, in the order in which they are asked: those of the nearest agency first, among them each in
 * front as often as its weight says. The order hangs on the message alone (weighted rendezvous hashing), so that whoever repeats after a
 * kill asks the same carrier, and a carrier that comes or goes moves no message between the others.
 */
export const carrierOrder = <O extends Offer>(
  offers: readonly O[],
  { messageId, channel, agencyCode }: Carried,
): O[] => {
  const able = offers.filter(
    (offer) =>
      offer.channel === channel &&
      offer.weight > 0 &&
      (offer.agencyCode === undefined || agencyCovers(offer.agencyCode, agencyCode)),
  );
  const place = new Map(able.map((offer) => [offer.name, -Math.log(chance(messageId, offer.name)) / offer.weight]));
  const placeOf = ({ name }: O): number => place.get(name) ?? 0;
  return able.sort((a, b) => nearness(b) - nearness(a) || placeOf(a) - placeOf(b));
};
