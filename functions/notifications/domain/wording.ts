import { firstCharacters } from '../../../shared/kernel/characters.ts';
import type { FilledForm } from '../../../shared/kernel/forms/form.ts';
import { html } from '../../../shared/kernel/html.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { isNaturalPerson } from '../../../shared/kernel/person.ts';
import { visibleText } from '../../../shared/kernel/text.ts';
import { type AgencyNames, type Hand, smsNames } from './agency-name.ts';
import { type Mail, mailFrom } from './mail-layout.ts';
import type { Notice } from './notice.ts';
import { smsSize } from './sms-segments.ts';
import { markedText, plainText, withoutPlainForm } from './sms-text.ts';
import { templateFor } from './templates/by-name.ts';
import { filled, namedIn, type Values } from './templates/fill.ts';
import type { OwnWords } from './templates/own-words.ts';
import { type Language, parameters } from './templates/template.ts';
import { noticeValues, statusIn } from './values.ts';

/** What a message says besides its notice. */
export interface Particulars extends AgencyNames {
  readonly language: Language;
  readonly agencyNameEn?: string | undefined;
  readonly agencyPhone?: string | undefined;
  /** The agency's site, an address that begins with its scheme. */
  readonly website?: string | undefined;
  readonly dossierCode: DossierCode;
  readonly procedureName: string;
  readonly fullName: string;
  /** The person's kind as the card says it; left out: a citizen. */
  readonly personKind?: string | undefined;
  readonly citizenUrl: string;
  /** The one-stop unit of the dossier, where it is and when it is open; the unit as every agency has one where it is left out. */
  readonly unit?: string | undefined;
  readonly unitAddress?: string | undefined;
  readonly unitHours?: string | undefined;
  /** The form that goes with the notice, for mails. */
  readonly form?: FilledForm | undefined;
  /** What the agency wrote beside the event that is told, for mails. */
  readonly note?: string | undefined;
  /** The dossier's official status now; for `corrected` only. */
  readonly status?: number | undefined;
  /** Six digits; for `download_code` only. */
  readonly code?: string | undefined;
}

/** So many characters of an agency's name must fit, or a shorter sentence is taken. */
const LEAST_NAME = 11;

/** What the one-stop unit of an agency is called in general. */
export const COUNTER = { vi: 'Bộ phận Một cửa', en: 'the one-stop counter' } as const;

const oneLine = (text: string): string => visibleText(text).trim();

/** A text of several lines in which everything shows. */
const severalLines = (text: string): string =>
  text
    .split(/\r\n?|\n/)
    .map(oneLine)
    .join('\n')
    .trim();

/** The agency's site as people type it, else its counter in words: a message names no other place. */
const placeOf = ({ website, language }: Particulars): string => {
  const site = website === undefined ? '' : new URL(website).hostname.replace(/^www\./, '');
  return site !== '' && site.length <= parameters.where.maxLength ? site : COUNTER[language];
};

const valuesOf = (notice: Notice, particulars: Particulars, medium: 'sms' | 'email'): Values => {
  const { language, dossierCode, procedureName, status, note, code } = particulars;
  const { unit = COUNTER[language], unitAddress, unitHours } = particulars;
  return {
    dossier: dossierCode,
    procedure: oneLine(procedureName),
    where: placeOf(particulars),
    unit: oneLine(unit),
    ...(unitAddress === undefined ? {} : { unitAddress: oneLine(unitAddress) }),
    ...(unitHours === undefined ? {} : { unitHours: severalLines(unitHours).replaceAll('\n', '; ') }),
    ...(note === undefined ? {} : { note: severalLines(note) }),
    ...(status === undefined ? {} : { status: statusIn(language, status) }),
    ...(code === undefined ? {} : { code }),
    ...noticeValues(notice, { language, medium }),
  };
};

const withoutMarks: Hand = { write: plainText, isWhole: (text) => withoutPlainForm(text) === undefined };

const withMarks: Hand = { write: markedText, isWhole: () => true };

/** How an SMS is written and when it fits. */
interface SmsManner {
  readonly hand: Hand;
  readonly segments: number;
}

/** The repository's own: without marks, one message whatever the lengths of its fields. */
const plainly: SmsManner = { hand: withoutMarks, segments: 1 };

/** One sentence with as much of the agency's name as fits; where to go is left out before the name is cut. */
const smsOf = (sentence: string, told: Values, names: AgencyNames, { hand, segments }: SmsManner) => {
  const { write } = hand;
  const [whole = names.agencyCode, ...shorter] = smsNames(names, hand);
  // Values are bounded as they are written: a plain form may be longer than what it stands for.
  const values: Values = Object.fromEntries(
    Object.entries(told).map(([name, value]) => [name, value === undefined ? undefined : write(value)]),
  );
  const written = (known: Values, name: string) => ({
    name,
    text: write(filled(sentence, { ...known, agency: name })),
  });
  const fits = ({ text }: { readonly text: string }): boolean => smsSize(text).segments <= segments;
  const complete = written(values, whole);
  if (fits(complete)) return { ...complete, fits: true };
  const mayGo = namedIn(sentence).every(({ name, isOptional }) => name !== 'where' || isOptional);
  const withoutPlace = (name: string) => written(mayGo ? { ...values, where: undefined } : values, name);
  const fitting = [whole, ...shorter].map(withoutPlace).find(fits);
  return { ...(fitting ?? withoutPlace(names.agencyCode)), fits: fitting !== undefined };
};

/** An agency's own words for an SMS, and how many segments they may take. */
export type OwnSmsWords = OwnWords['sms'] & { readonly segments: number };

/**
 * An SMS: no link, the agency's name in whole words as far as they fit after the sentence has taken its shorter form; the dossier's code
 * is never cut. Plain, of one segment, unless the agency's own words are with marks, or longer.
 */
export const smsText = (notice: Notice, particulars: Particulars, own?: OwnSmsWords): string => {
  const values = valuesOf(notice, particulars, 'sms');
  if (own) {
    const manner = { hand: own.marks ? withMarks : withoutMarks, segments: own.segments };
    return smsOf(own.text, values, particulars, manner).text;
  }
  const readable = Math.min(LEAST_NAME, smsNames(particulars, withoutMarks)[0]?.length ?? 0);
  const texts = templateFor(notice).sms[particulars.language].map((sentence) =>
    smsOf(sentence, values, particulars, plainly),
  );
  const isGood = ({ name, fits }: (typeof texts)[number]): boolean => fits && name.length >= readable;
  return texts.reduce((longer, shorter) => (isGood(longer) ? longer : shorter)).text;
};

/** What a value of Zalo's takes at most, in characters: as much as its widest kind of parameter does. */
const ZALO_VALUE = 200;

/**
 * The values of a template that Zalo has the words of, by its names for them: accented, in NFC, each in one line that Zalo takes. Undefined
 * where one is not known, since Zalo leaves no part of a template out.
 */
export const zaloParameters = (
  notice: Notice,
  particulars: Particulars,
  { parameters: asked }: OwnWords['zalo'],
): Readonly<Record<string, string>> | undefined => {
  const { language, agencyName, agencyNameEn } = particulars;
  const agency = oneLine(language === 'en' ? (agencyNameEn ?? agencyName) : agencyName);
  const values: Readonly<Record<string, string | undefined>> = { ...valuesOf(notice, particulars, 'email'), agency };
  const said = Object.entries(asked).map(([own, name]) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return [own, firstCharacters(oneLine(value ?? '').normalize('NFC'), ZALO_VALUE).trimEnd()] as const;
  });
  return said.every(([, value]) => value !== '') ? Object.fromEntries(said) : undefined;
};

/** Persons are addressed `ông/bà`; businesses, agencies and organisations by their name alone. */
const greetingOf = ({ language, personKind, fullName }: Particulars): string => {
  const name = oneLine(fullName);
  if (language === 'en') return `Dear ${name},`;
  return isNaturalPerson({ kind: personKind }) ? `Kính gửi ông/bà ${name},` : `Kính gửi ${name},`;
};

const detailNames = {
  vi: { procedure: 'Thủ tục', agency: 'Cơ quan giải quyết', phone: 'Điện thoại liên hệ' },
  en: { procedure: 'Procedure', agency: 'Agency', phone: 'Telephone' },
} as const;

const escapedValues = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === undefined ? undefined : html`${value}`.markup]),
  );

/** An e-mail: accented, in NFC, in the person's language, greeting by full name, with the procedure, the agency and the citizen's link. The subject begins with what happened, since phones show its beginning. */
export const mailOf = (notice: Notice, particulars: Particulars, own?: OwnWords['email']): Mail => {
  const { language, agencyName, agencyNameEn, agencyPhone, procedureName, citizenUrl, form } = particulars;
  const sender = oneLine(language === 'en' ? (agencyNameEn ?? agencyName) : agencyName);
  const values = { ...valuesOf(notice, particulars, 'email'), agency: sender };
  const { subject, text, html: content }: OwnWords['email'] = own ?? templateFor(notice).email[language];
  const names = detailNames[language];
  return mailFrom({
    language,
    subject: `${oneLine(filled(subject, values))} – ${sender}`.normalize('NFC'),
    greeting: greetingOf(particulars),
    text: filled(text, values).normalize('NFC'),
    content: content === undefined ? undefined : filled(content, escapedValues(values)).normalize('NFC'),
    // A form says what its mail is about.
    details: form
      ? []
      : [
          [names.procedure, oneLine(procedureName)],
          [names.agency, sender],
          ...(agencyPhone === undefined ? [] : [[names.phone, oneLine(agencyPhone)] as const]),
        ],
    form: form && { title: oneLine(form.title), rows: form.rows.map(([name, value]) => [name, severalLines(value)]) },
    link: citizenUrl,
    page: templateFor(notice).page,
    sender,
  });
};
