import type { DossierCard } from '../../../shared/kernel/dossier-card.ts';
import { isMobile } from '../../../shared/kernel/phone.ts';
import { type Channel, isAskedFor, type Notice } from './notice.ts';

type Told = Pick<DossierCard, 'contact' | 'notify'>;

/** Why a channel reaches nobody: the card has no address for it, or no person any more, SMS reach no landline, or the person does not wish it. */
export type Unreachable = 'no_address' | 'erased' | 'landline' | 'not_wished';

const hasLandline = (contact: Told['contact']): boolean => contact?.phone !== undefined && !isMobile(contact.phone);

/** The channels on which the person wishes to be told. A landline gets no SMS: the e-mail on file takes its place. */
export const wishedChannels = ({ contact, notify }: Told): readonly Channel[] => {
  const wished = (['sms', 'email'] as const).filter((channel) => notify[channel]);
  return notify.sms && hasLandline(contact) ? ['email'] : wished;
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
