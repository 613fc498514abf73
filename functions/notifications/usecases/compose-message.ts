import type { Message } from '../domain/message.ts';
import { mailOf, smsText } from '../domain/wording.ts';
import type { AgencyReader, Composed, ComposedParts, DossierCardReader } from '../ports.ts';

/** What composing needs from outside. */
export interface ComposePorts {
  readonly cards: DossierCardReader;
  readonly agencies: AgencyReader;
  readonly parts: ComposedParts;
}

/** A message in its words for the person as the dossier's card says now; undefined where the card has no address for its channel any more. */
export const composeMessage =
  ({ cards, agencies, parts }: ComposePorts) =>
  async ({ messageId, intent }: Message, attempt: number): Promise<Composed | undefined> => {
    const { dossierCode, agencyCode, channel, notice } = intent;
    const contact = (await cards.read(dossierCode))?.contact;
    const to = channel === 'sms' ? contact?.phone : contact?.email;
    if (!contact || to === undefined) return undefined;
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
