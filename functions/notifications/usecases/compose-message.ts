import type { Message } from '../domain/message.ts';
import { isAskedFor } from '../domain/notice.ts';
import { mailOf, smsText } from '../domain/wording.ts';
import type { AgencyReader, Composed, ComposedParts, DossierCardReader } from '../ports.ts';

/** What composing needs from outside. */
export interface ComposePorts {
  readonly cards: DossierCardReader;
  readonly agencies: AgencyReader;
  readonly parts: ComposedParts;
}

/** Why the card, as it says now, lets nothing be sent. */
export type Unsendable = 'no_address' | 'not_wished';

/** A message in its words for the person as the dossier's card says now, or why it has none: no address, or the wish was taken back. */
export const composeMessage =
  ({ cards, agencies, parts }: ComposePorts) =>
  async ({ messageId, intent }: Message, attempt: number): Promise<Composed | Unsendable> => {
    const { dossierCode, agencyCode, channel, notice } = intent;
    const card = await cards.read(dossierCode);
    const contact = card?.contact;
    const to = channel === 'sms' ? contact?.phone : contact?.email;
    if (!contact || to === undefined) return 'no_address';
    if (!card.notify[channel] && !isAskedFor(notice)) return 'not_wished';
    const particulars = {
      agencyName: (await agencies.named(agencyCode)).name,
      dossierCode,
      fullName: contact.fullName,
      citizenUrl: parts.citizenUrl(dossierCode),
      code: notice.template === 'download_code' ? parts.downloadCode(dossierCode, notice.nonce) : undefined,
    };
    const envelope = { clientReference: messageId, attempt, to };
    return channel === 'sms'
      ? { channel, ...envelope, text: smsText(notice, particulars) }
      : { channel, ...envelope, ...mailOf(notice, particulars) };
  };
