import type { DossierCard } from '../../../shared/kernel/dossier-card.ts';
import { isMobile } from '../../../shared/kernel/phone.ts';
import { type Channel, channels, isAskedFor, type Notice } from './notice.ts';

type Told = Pick<DossierCard, 'contact' | 'notify' | 'changes'>;

/**
 * Why a channel reaches nobody: the card has no address for it, or no person any more, neither SMS nor Zalo reach a landline, the person
 * does not wish it, or the agency has no words for it.
 */
export type Unreachable = 'no_address' | 'erased' | 'landline' | 'not_wished' | 'not_configured';

const hasLandline = (contact: Told['contact']): boolean => contact?.phone !== undefined && !isMobile(contact.phone);

/**
 * Whether a channel was switched off since the registration: then nothing takes that way instead of another either. What a registration
 * merely does not name was not.
 */
export const isSwitchedOff = ({ changes }: Pick<Told, 'changes'>, channel: Channel): boolean =>
  changes[channel] === false;

/** True for what comes to a phone. */
export const isOnPhone = (channel: string): boolean => channel === 'sms' || channel === 'zalo';

/** The channels on which the person wishes to be told. A landline gets neither SMS nor Zalo: the e-mail on file takes their place. */
export const wishedChannels = (card: Told): readonly Channel[] => {
  const { contact, notify } = card;
  const wished = channels.filter((channel) => notify[channel]);
  if (!wished.some(isOnPhone) || !hasLandline(contact)) return wished;
  return isSwitchedOff(card, 'email') ? [] : ['email'];
};

/** Whom a channel reaches, and where. */
export interface Address {
  readonly contact: NonNullable<Told['contact']>;
  readonly to: string;
}

/** The address of a channel, or why there is none. */
export const addressOn = ({ contact }: Told, channel: Channel): Address | Unreachable => {
  if (contact === undefined) return 'erased';
  const to = isOnPhone(channel) ? contact.phone : contact.email;
  if (to === undefined) return 'no_address';
  return isOnPhone(channel) && hasLandline(contact) ? 'landline' : { contact, to };
};

/** Whether a channel has an address. */
const reaches = (card: Told, channel: Channel): boolean => typeof addressOn(card, channel) !== 'string';

/** Where a moment is told first, of the channels that tell it: where Zalo goes, an SMS goes only after it. */
export const firstChannels = (card: Told, among: readonly Channel[]): readonly Channel[] => {
  const wished = wishedChannels(card).filter((channel) => among.includes(channel));
  return wished.includes('zalo') && reaches(card, 'zalo') ? wished.filter((channel) => channel !== 'sms') : wished;
};

/** Whether a channel may take the place of another: it has an address, and nobody switched it off. */
export const mayTakeOver = (card: Told, channel: Channel): boolean =>
  reaches(card, channel) && !isSwitchedOff(card, channel);

/**
 * Where a notice reaches the person by what the card says now, or why it does not; what was just asked for is sent whatever is wished, what
 * takes the place of another unless it was switched off.
 */
export const reachOn = (
  card: Told,
  { channel, notice, isFallback }: { readonly channel: Channel; readonly notice: Notice; readonly isFallback: boolean },
): Address | Unreachable => {
  const address = addressOn(card, channel);
  if (typeof address === 'string') return address;
  const isOpen = isFallback ? mayTakeOver(card, channel) : isAskedFor(notice) || wishedChannels(card).includes(channel);
  return isOpen ? address : 'not_wished';
};
