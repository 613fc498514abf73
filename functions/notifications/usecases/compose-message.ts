import type { Sayable } from '../domain/message.ts';
import { endOf } from '../domain/message-state.ts';
import { takesBack } from '../domain/notice.ts';
import { reachOn, type Unreachable } from '../domain/reach.ts';
import { templateFor, templateNameOf } from '../domain/templates/by-name.ts';
import { languageOf } from '../domain/templates/template.ts';
import { mailOf, smsText, zaloParameters } from '../domain/wording.ts';
import type {
  AgencyReader,
  Composed,
  ComposedParts,
  DossierReader,
  OwnTemplate,
  OwnTemplates,
  TellingCard,
} from '../ports.ts';

/** What composing needs from outside. */
export interface ComposePorts {
  readonly cards: DossierReader;
  readonly agencies: AgencyReader;
  readonly parts: ComposedParts;
  readonly templates: Pick<OwnTemplates, 'inForce'>;
}

/** What the agency wrote beside what is told, or beside its taking back; other notes are told to nobody. */
const noteFor = (notice: Sayable['intent']['notice'], { notes, reasons }: TellingCard): string | undefined => {
  if (!('eventId' in notice) || notice.eventId === undefined) return undefined;
  if (takesBack(notice)) return reasons.get(notice.eventId);
  return 'note' in templateFor(notice).parameters ? notes.get(notice.eventId) : undefined;
};

const smsIn = (own: OwnTemplate | undefined) =>
  own?.words && 'marks' in own.words ? { ...own.words, segments: own.segments } : undefined;

const zaloIn = (own: OwnTemplate | undefined) => (own?.words && 'znsTemplateId' in own.words ? own.words : undefined);

const mailIn = (own: OwnTemplate | undefined) => (own?.words && 'subject' in own.words ? own.words : undefined);

/** A message in its words for the person as the dossier's card says now, or why it reaches nobody; undefined where no such dossier is registered. */
export const composeMessage =
  ({ cards, agencies, parts, templates }: ComposePorts) =>
  async ({ messageId, intent, resent }: Sayable, leg: number): Promise<Composed | Unreachable | undefined> => {
    const { dossierCode, agencyCode, channel, notice } = intent;
    const card = await cards.read(dossierCode);
    if (!card) return undefined;
    const reach = reachOn(card, { channel, notice, isFallback: intent.fallbackOf !== undefined });
    if (typeof reach === 'string') return reach;
    const { contact, to } = reach;
    const agency = await agencies.named(agencyCode);
    const particulars = {
      language: languageOf(card.notify),
      agencyCode,
      agencyName: agency.name,
      agencyNameEn: agency.nameEn,
      agencyPhone: agency.phone,
      shortName: agency.shortName,
      website: agency.website,
      dossierCode,
      procedureName: card.procedureName,
      fullName: contact.fullName,
      personKind: contact.kind,
      citizenUrl: parts.citizenUrl(dossierCode),
      note: noteFor(notice, card),
      status: notice.template === 'corrected' ? await cards.status(dossierCode) : undefined,
      code: notice.template === 'download_code' ? parts.downloadCode(dossierCode, notice.nonce) : undefined,
    };
    const envelope = { clientReference: messageId, round: resent.length, leg, to };
    const own = await templates.inForce(agencyCode, {
      template: templateNameOf(notice),
      channel,
      language: particulars.language,
    });
    if (channel === 'zalo') {
      const words = zaloIn(own);
      const said = words && zaloParameters(notice, particulars, words);
      return words && said
        ? { channel, ...envelope, znsTemplateId: words.znsTemplateId, parameters: said }
        : 'not_configured';
    }
    return channel === 'sms'
      ? { channel, ...envelope, text: smsText(notice, particulars, smsIn(own)), until: endOf({ intent, resent }) }
      : { channel, ...envelope, ...mailOf(notice, particulars, mailIn(own)) };
  };
