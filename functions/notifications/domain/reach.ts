import type { DossierCard } from '../../../shared/kernel/dossier-card.ts';
import { isMobile } from '../../../shared/kernel/phone.ts';
import { type Channel, isAskedFor, type Notice } from './notice.ts';

type Told = Pick<DossierCard, 'contact' | 'notify' | 'changes'>;

/** Why a channel reaches nobody: the card has no address for it, or no person any more, SMS reach no landline, or the person does not wish it. */
export type Unreachable = 'no_address' | 'erased' | 'landline' | 'not_wished';

const hasLandline = (contact: Told['contact']): boolean => contact?.phone !== undefined && !isMobile(contact.phone);

/**
 * Whether a channel was switched off since the registration: then nothing takes that way instead of another either. What a registration
 * merely does not name was not.
 */
export const isSwitchedOff = ({ changes }: Pick<Told, 'changes'>, channel: Channel): boolean =>
  changes[channel] === false;

/** The channels on which the person wishes to be told. A landline gets no SMS: the e-mail on file takes its place. */
export const wishedChannels = (card: Told): readonly Channel[] => {
  const { contact, notify } = card;
  const wished = (['sms', 'email'] as const).filter((channel) => notify[channel]);
  if (!notify.sms || !hasLandline(contact)) return wished;
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
  const to = channel === 'sms' ? contact.phone : contact.email;
  if (to === undefined) return 'no_address';
  return channel === 'sms' && hasLandline(contact) ? 'landline' : { contact, to };
};

/** Where a notice reaches the person by what the card says now, or why it does not; what was just asked for is sent whatever is wished. */
export const reachOn = (card: Told, channel: Channel, notice: Notice): Address | Unreachable => {
  const address = addressOn(card, channel);
  if (typeof address === 'string') return address;
  return isAskedFor(notice) || wishedChannels(card).includes(channel) ? address : 'not_wished';
};
