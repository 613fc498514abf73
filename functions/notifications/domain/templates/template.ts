import type { Form, FormNumber } from '../../../../shared/kernel/forms/form.ts';
import type { Channel } from '../notice.ts';

/** The languages in which people are told. */
export const languages = ['vi', 'en'] as const;

/** A language in which people are told. */
export type Language = (typeof languages)[number];

/** The language that a person chose; Vietnamese where it is one that only a later release speaks. */
export const languageOf = (notify: { readonly language?: string | undefined }): Language =>
  languages.find((language) => language === notify.language) ?? 'vi';

/** What a parameter holds, which decides how it is written. `words`: a phrase of our own in the language of the message. */
export type ParameterType = 'code' | 'name' | 'text' | 'words' | 'amount' | 'date' | 'moment' | 'place';

/** A parameter as an author of templates sees it. */
export interface Parameter {
  readonly type: ParameterType;
  /** Characters that it takes at most, in any language. */
  readonly maxLength: number;
}

/** Every parameter by the name that stands between braces, `{{dossier}}`. */
export const parameters = {
  agency: { type: 'name', maxLength: 200 },
  dossier: { type: 'code', maxLength: 64 },
  procedure: { type: 'text', maxLength: 500 },
  /** The agency's site as people type it, where it is as short as that; else its counter in words. */
  where: { type: 'place', maxLength: 40 },
  at: { type: 'moment', maxLength: 16 },
  status: { type: 'words', maxLength: 40 },
  /** The status that a message told and that does not hold. */
  was: { type: 'words', maxLength: 40 },
  promisedAt: { type: 'moment', maxLength: 16 },
  promisedOn: { type: 'date', maxLength: 10 },
  insteadOf: { type: 'moment', maxLength: 16 },
  because: { type: 'words', maxLength: 120 },
  amount: { type: 'amount', maxLength: 20 },
  received: { type: 'amount', maxLength: 20 },
  left: { type: 'amount', maxLength: 20 },
  surplus: { type: 'amount', maxLength: 20 },
  refund: { type: 'amount', maxLength: 20 },
  /** The amount in Vietnamese words, for messages in Vietnamese alone. */
  amountInWords: { type: 'words', maxLength: 160 },
  payableUntil: { type: 'moment', maxLength: 16 },
  /** What the agency wrote to the person, word for word. */
  note: { type: 'text', maxLength: 1000 },
  code: { type: 'code', maxLength: 6 },
  /** The one-stop unit of the dossier, where it is and when it is open. */
  unit: { type: 'name', maxLength: 200 },
  unitAddress: { type: 'text', maxLength: 500 },
  unitHours: { type: 'text', maxLength: 200 },
} as const satisfies Readonly<Record<string, Parameter>>;

/** The name of a parameter. */
export type ParameterName = keyof typeof parameters;

/** What every message can say. */
export const ofEveryMessage = ['agency', 'dossier', 'procedure', 'where'] as const satisfies readonly ParameterName[];

/** An e-mail's words: paragraphs and lines, without greeting, link and sender. */
export interface MailWords {
  readonly subject: string;
  readonly text: string;
}

/**
 * What one moment is told in. `{{name}}` stands for a parameter; what stands between `[[` and `]]` is left out where a parameter in it is
 * not known. An SMS has its words from the fullest to the shortest: the first that leaves room for the agency's name is taken.
 */
export interface Template {
  /** The channels that tell it, of those that the person wishes. */
  readonly channels: readonly Channel[];
  /** Its own parameters; the required ones are known in every message of it. */
  readonly parameters: { readonly [name in ParameterName]?: 'required' | 'optional' };
  readonly sms: Readonly<Record<Language, readonly string[]>>;
  readonly email: Readonly<Record<Language, MailWords>>;
  /** The form that stands in its mails, behind the text. */
  readonly form?: Form;
  /** The number of the form that goes with its mails as a file. */
  readonly paper?: FormNumber;
  /** The citizen's page to which its mails lead besides that of the dossier: what is to be paid, what was paid, the result. */
  readonly page?: 'pay' | 'paid' | 'result';
}

/** The phone, by Zalo or SMS, and the mailbox. */
export const everywhere: readonly Channel[] = ['zalo', 'sms', 'email'];
