import type { Sayable } from '../domain/message.ts';
import { type AnyNotice, isAskedFor, isForStaff, type Notice, takesBack } from '../domain/notice.ts';
import { reachOn, type Unreachable } from '../domain/reach.ts';
import { templateFor, templateNameOf } from '../domain/templates/by-name.ts';
import { type Language, languages } from '../domain/templates/template.ts';
import { mailOf, smsText } from '../domain/wording.ts';
import type { Composed, ComposedParts, OwnTemplate, OwnTemplates, TellingCard } from '../ports.ts';
import { type ComposeForStaffPorts, composeForStaff } from './compose-for-staff.ts';

/** What composing needs from outside. */
export interface ComposePorts extends ComposeForStaffPorts {
  readonly parts: ComposedParts;
  readonly templates: Pick<OwnTemplates, 'inForce'>;
}

/** The language that the person chose; Vietnamese where it is one that only a later release speaks. */
export const languageOf = ({ notify }: Pick<TellingCard, 'notify'>): Language =>
  languages.find((language) => language === notify.language) ?? 'vi';

/** What the agency wrote beside what is told, or beside its taking back; other notes are told to nobody. */
const noteFor = (notice: Notice, { notes, reasons }: TellingCard): string | undefined => {
  if (!('eventId' in notice) || notice.eventId === undefined) return undefined;
  if (takesBack(notice)) return reasons.get(notice.eventId);
  return 'note' in templateFor(notice).parameters ? notes.get(notice.eventId) : undefined;
};

const smsIn = (own: OwnTemplate | undefined) =>
  own?.words && 'marks' in own.words ? { ...own.words, segments: own.segments } : undefined;

const mailIn = (own: OwnTemplate | undefined) => (own?.words && 'subject' in own.words ? own.words : undefined);

/** A message in its words, for staff, or for the person as the dossier's card says now, or why it reaches nobody; undefined where no such dossier is registered. */
export const composeMessage =
  (ports: ComposePorts) =>
  async (message: Sayable, leg: number): Promise<Composed | Unreachable | 'overtaken' | undefined> => {
    const { cards, agencies, parts, templates } = ports;
    const { messageId, intent, resent } = message;
    const { dossierCode, agencyCode, channel } = intent;
    const notice: AnyNotice = intent.notice;
    if (isForStaff(notice)) return composeForStaff(ports)(message, notice, leg);
    const card = await cards.read(dossierCode);
    if (!card) return undefined;
    const reach = reachOn(card, channel, notice);
    if (typeof reach === 'string') return reach;
    const { contact, to } = reach;
    const agency = await agencies.named(agencyCode);
    const particulars = {
      language: languageOf(card),
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
    if (channel === 'sms') return { channel, ...envelope, text: smsText(notice, particulars, smsIn(own)) };
    const wayOut = isAskedFor(notice) ? {} : { unsubscribeUrl: parts.unsubscribeUrl(dossierCode) };
    return { channel, ...envelope, ...mailOf(notice, particulars, mailIn(own)), ...wayOut };
  };
