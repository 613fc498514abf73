import type { FormFacts } from '../../../shared/kernel/forms/form.ts';
import { officesOf } from '../../../shared/kernel/forms/offices.ts';
import { formOf } from '../domain/forms/of-notice.ts';
import { paperNumberOf, paperOfNotice } from '../domain/forms/paper-of-notice.ts';
import type { Sayable } from '../domain/message.ts';
import { endOf } from '../domain/message-state.ts';
import { type AnyNotice, isAskedFor, isForStaff, type Notice, takesBack } from '../domain/notice.ts';
import { promiseEventOf } from '../domain/promise-event.ts';
import { reachOn, type Unreachable } from '../domain/reach.ts';
import { templateFor, templateNameOf } from '../domain/templates/by-name.ts';
import { type Language, languageOf } from '../domain/templates/template.ts';
import { COUNTER, mailOf, smsText, zaloParameters } from '../domain/wording.ts';
import type {
  AgencyReader,
  Attachment,
  Composed,
  ComposedParts,
  DossierReader,
  FormPapers,
  OwnTemplate,
  OwnTemplates,
  PromiseCalendars,
  TellingCard,
  ToldStep,
} from '../ports.ts';
import { type ComposeForStaffPorts, composeForStaff } from './compose-for-staff.ts';

/** What composing needs from outside. */
export interface ComposePorts extends ComposeForStaffPorts {
  readonly parts: ComposedParts;
  readonly templates: Pick<OwnTemplates, 'inForce'>;
  readonly calendars: PromiseCalendars;
  readonly forms: FormPapers;
}

/** The back office's name of the event that a notice tells, or takes back. */
const eventIn = (notice: Notice): string | undefined => {
  if (notice.template === 'accepted') return notice.acceptanceId;
  return 'eventId' in notice ? notice.eventId : undefined;
};

/** What the agency wrote beside what is told, or beside its taking back; other notes are told to nobody. */
const noteFor = (notice: Notice, { steps, reasons }: TellingCard): string | undefined => {
  const eventId = eventIn(notice);
  if (eventId === undefined) return undefined;
  if (takesBack(notice)) return reasons.get(eventId);
  const step = steps.get(eventId);
  if (notice.template === 'rescheduled') return step?.reason;
  return 'note' in templateFor(notice).parameters ? step?.note : undefined;
};

/** The step that a notice tells. */
const stepOf = async (notice: Notice, card: TellingCard, cards: DossierReader): Promise<ToldStep> => {
  const eventId = eventIn(notice);
  if (eventId === undefined) return {};
  return card.steps.get(eventId) ?? (await cards.step(card.dossierCode, eventId)) ?? {};
};

/** The one-stop unit where the person hands in and fetches: the counter that took the dossier in, else that of the agency. */
const unitOf = async (agencies: AgencyReader, card: TellingCard, language: Language) => {
  const { receivingAgencyCode, agencyCode } = card;
  const { name, nameEn, phone, email, address, hours, forms } = await agencies.named(receivingAgencyCode ?? agencyCode);
  const counter = receivingAgencyCode === undefined ? undefined : { vi: name, en: nameEn ?? name }[language];
  return {
    unit: (language === 'vi' ? forms?.unit : forms?.unitEn) ?? counter ?? COUNTER[language],
    unitAddress: address,
    unitHours: hours,
    contact: [phone, email].filter((way) => way !== undefined).join(', '),
    titles: forms?.titles,
  };
};

/** The form that goes with a notice, in Vietnamese whatever language the mail speaks; undefined where none does or it cannot be made. */
const formFileFor = async (
  { agencies, parts, forms }: ComposePorts,
  notice: Notice,
  card: TellingCard,
  { officer, receivedAt, note }: Pick<FormFacts, 'officer' | 'receivedAt' | 'note'>,
  { occurredAt }: ToldStep,
): Promise<Attachment | undefined> => {
  const form = paperNumberOf(notice);
  if (form === undefined) return undefined;
  const offices = await officesOf(agencies.named, card);
  const statusUrl = parts.citizenUrl(card.dossierCode);
  const facts = { ...card, ...offices, contact: offices.contact, officer, receivedAt, note, statusUrl };
  const paper = paperOfNotice(notice, form, facts, occurredAt);
  return paper && forms.fileOf(paper, card.dossierCode);
};

const smsIn = (own: OwnTemplate | undefined) =>
  own?.words && 'marks' in own.words ? { ...own.words, segments: own.segments } : undefined;

const zaloIn = (own: OwnTemplate | undefined) => (own?.words && 'znsTemplateId' in own.words ? own.words : undefined);

const mailIn = (own: OwnTemplate | undefined) => (own?.words && 'subject' in own.words ? own.words : undefined);

/** A message in its words, for staff, or for the person as the dossier's card says now, or why it reaches nobody; undefined where no such dossier is registered. */
export const composeMessage =
  (ports: ComposePorts) =>
  async (message: Sayable, leg: number): Promise<Composed | Unreachable | 'overtaken' | undefined> => {
    const { cards, agencies, parts, templates, calendars } = ports;
    const { messageId, intent, resent } = message;
    const { dossierCode, agencyCode, channel } = intent;
    const notice: AnyNotice = intent.notice;
    if (isForStaff(notice)) return composeForStaff(ports)(message, notice, leg);
    const card = await cards.read(dossierCode);
    if (!card) return undefined;
    const reach = reachOn(card, { channel, notice, isFallback: intent.fallbackOf !== undefined });
    if (typeof reach === 'string') return reach;
    const { contact, to } = reach;
    const agency = await agencies.named(agencyCode);
    const language = languageOf(card.notify);
    const told = {
      language,
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
    const own = await templates.inForce(agencyCode, { template: templateNameOf(notice), channel, language });
    if (channel === 'zalo') {
      const words = zaloIn(own);
      const parameters = words && zaloParameters(notice, told, words);
      return parameters ? { channel, ...envelope, znsTemplateId: words.znsTemplateId, parameters } : 'not_configured';
    }
    if (channel === 'sms')
      return { channel, ...envelope, text: smsText(notice, told, smsIn(own)), until: endOf({ intent, resent }) };
    const { contact: questions, titles, ...unit } = await unitOf(agencies, card, language);
    const step = paperNumberOf(notice) ? await stepOf(notice, card, cards) : {};
    const agencyName = language === 'vi' ? agency.name : (agency.nameEn ?? agency.name);
    const facts = {
      ...card,
      ...unit,
      agencyName,
      contact: questions,
      officer: step.recipient ?? step.by,
      // An acceptance without another word is of what is complete at that moment; no other step says when it was.
      receivedAt: step.receivedAt ?? card.receivedAt ?? (notice.template === 'accepted' ? step.occurredAt : undefined),
      note: told.note,
    };
    const particulars = { ...told, ...unit, form: formOf(notice, facts, language, titles) };
    const event = promiseEventOf(notice, { ...particulars, agencyName, agencyEmail: agency.email });
    const form = await formFileFor(ports, notice, card, facts, step);
    const calendar = event && (await calendars.fileOf(event, intent.intendedAt));
    const attachments = [form, calendar].filter((file) => file !== undefined);
    return {
      channel,
      ...envelope,
      ...mailOf(notice, particulars, mailIn(own)),
      ...(attachments.length > 0 ? { attachments } : {}),
      ...(isAskedFor(notice) ? {} : { unsubscribeUrl: parts.unsubscribeUrl(dossierCode) }),
    };
  };
