import type { Sayable } from '../domain/message.ts';
import { reachOn, type Unreachable } from '../domain/reach.ts';
import { mailOf, smsText } from '../domain/wording.ts';
import type { AgencyReader, Composed, ComposedParts, DossierCardReader } from '../ports.ts';

/** What composing needs from outside. */
export interface ComposePorts {
  readonly cards: DossierCardReader;
  readonly agencies: AgencyReader;
  readonly parts: ComposedParts;
}

/** A message in its words for the person as the dossier's card says now, or why it reaches nobody; undefined where no such dossier is registered. */
export const composeMessage =
  ({ cards, agencies, parts }: ComposePorts) =>
  async ({ messageId, intent, resent }: Sayable, leg: number): Promise<Composed | Unreachable | undefined> => {
    const { dossierCode, agencyCode, channel, notice } = intent;
    const card = await cards.read(dossierCode);
    if (!card) return undefined;
    const reach = reachOn(card, channel, notice);
    if (typeof reach === 'string') return reach;
    const { contact, to } = reach;
    const particulars = {
      agencyName: (await agencies.named(agencyCode)).name,
      dossierCode,
      fullName: contact.fullName,
      personKind: contact.kind,
      citizenUrl: parts.citizenUrl(dossierCode),
      code: notice.template === 'download_code' ? parts.downloadCode(dossierCode, notice.nonce) : undefined,
    };
    const envelope = { clientReference: messageId, round: resent.length, leg, to };
    return channel === 'sms'
      ? { channel, ...envelope, text: smsText(notice, particulars) }
      : { channel, ...envelope, ...mailOf(notice, particulars) };
  };
