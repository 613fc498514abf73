import type { Outcome, RecordedBy } from '../../shared/kernel/book.ts';
import type { DossierCard } from '../../shared/kernel/dossier-card.ts';
import type { EventOf } from '../../shared/kernel/events.ts';
import type { Paper } from '../../shared/kernel/forms/paper.ts';
import type { AgencyCode, DossierCode, MessageId } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { Breaker } from './domain/breaker.ts';
import type { Carried } from './domain/carrier-order.ts';
import type { Intended, MessageFact, toldStatuses } from './domain/facts.ts';
import type { OwnTitles } from './domain/forms/of-notice.ts';
import type { Counted, Day, Refusal, Scope } from './domain/limits.ts';
import type { Message } from './domain/message.ts';
import type { Trouble } from './domain/message-query.ts';
import type { Channel } from './domain/notice.ts';
import type { PromiseEvent } from './domain/promise-event.ts';
import type { QuietHours } from './domain/quiet-hours.ts';
import type { Wording, WordRules } from './domain/templates/linter.ts';
import type { AnyWords } from './domain/templates/own-words.ts';

/** What is said of an occasion, and which word of it that is: a later one has a higher number. */
export interface Word {
  /** The same text for the same words, whatever their number. */
  readonly told: string;
  readonly number: number;
}

/** One message of a plan. */
export interface Planned {
  readonly messageId: MessageId;
  readonly intent: Intended;
}

/** Where a message stands among the words of its occasion. */
export interface Place {
  /** A later word says something else. */
  readonly isOvertaken: boolean;
  /** What earlier words led to on the channels of the message, from the latest to the first. */
  readonly before: readonly Message[];
  /** Its own channel, and those of the messages in whose place it comes. */
  readonly channels: readonly string[];
}

/** The messages that one word of an occasion has led to. */
export interface Fellows {
  /** Where the word lies among those of its occasion. */
  readonly word: string;
  /** A later word says something else. */
  readonly isOvertaken: boolean;
  /** Those of its first plan, then each that took the place of others, in their order. */
  readonly planned: readonly Planned[];
  /** How many of them took the place of others. */
  readonly fallbacks: number;
}

/** The ledger of messages. Reads are strongly consistent. */
export interface MessageLedger {
  /**
   * Keeps for ever which messages a word of an occasion leads to, and answers the plan that was kept first: a word that is heard again,
   * even after the person's number or wishes changed, leads to no other messages, and so does one that only repeats the word before it.
   * None where a later word is known.
   */
  plan(occasion: string, word: Word, messages: readonly Planned[]): Promise<readonly Planned[]>;
  /** Whether an occasion was ever planned for, though with no messages. */
  isPlanned(occasion: string): Promise<boolean>;
  /** The messages of the last word of an occasion that led to any, with those that took their place; none where no word did. */
  lastPlanned(occasion: string): Promise<readonly Planned[]>;
  /** The messages of the word that a message belongs to; undefined where it belongs to none. */
  fellowsOf(message: Pick<Message, 'messageId' | 'intent'>): Promise<Fellows | undefined>;
  /** Keeps for ever which message is the next that takes the place of others of a word, and answers the one that was kept first. */
  planFallback(occasion: string, fellows: Pick<Fellows, 'word' | 'fallbacks'>, planned: Planned): Promise<Planned>;
  /** Where a message stands among the words of its occasion. */
  placeOf(message: Pick<Message, 'messageId' | 'intent'>): Promise<Place>;
  /** The messages of an occasion on these channels or in the place of one there, from the latest word to the first. */
  messagesOf(occasion: string, channels: readonly string[]): Promise<readonly Message[]>;
  /** The message as its facts say now; undefined where none was intended under the id. */
  message(messageId: MessageId): Promise<Message | undefined>;
  /** Keeps a fact once, by one conditional put. */
  record(messageId: MessageId, fact: MessageFact, by: RecordedBy): Promise<Outcome>;
}

/** A place of a message in a list. */
export interface MessagePlace {
  readonly key: string;
  readonly messageId: MessageId;
}

/** Lists of messages, a moment behind. */
export interface MessageLists {
  /** All of a dossier, oldest first. */
  ofDossier(dossierCode: DossierCode): Promise<readonly MessageId[]>;
  /** Those that did not simply arrive, of an agency's tree or of all, in the order of their keys after one. */
  page(wanted: {
    readonly trouble: Trouble;
    readonly agencyCode: AgencyCode | undefined;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<readonly MessagePlace[]>;
}

/** What the back office said of a step beside its effect. */
export interface ToldStep {
  readonly note?: string | undefined;
  /** Of an extension: why, in words for the person. */
  readonly reason?: string | undefined;
  readonly by?: string | undefined;
  /** Of an acceptance: who took the dossier in, and the moment of complete receipt, where it says one. */
  readonly recipient?: string | undefined;
  readonly receivedAt?: Instant | undefined;
  readonly occurredAt?: Instant | undefined;
}

/** A dossier's card, with its steps that may name a person and why others were taken back, each by the eventId of what that was. */
export interface TellingCard extends DossierCard {
  readonly steps: ReadonlyMap<string, ToldStep>;
  readonly reasons: ReadonlyMap<string, string>;
}

/** Reads whom a dossier's messages go to. */
export interface DossierCardReader {
  /** Undefined where no such dossier is registered. */
  read(dossierCode: DossierCode): Promise<TellingCard | undefined>;
}

/** Reads what a message needs of a dossier beside whom it goes to. */
export interface DossierReader extends DossierCardReader {
  /** The official status of a registered dossier, 1-10. */
  status(dossierCode: DossierCode): Promise<number>;
  /** Whether a moment of a registered dossier holds and the dossier has not ended, a moment behind what was recorded. */
  stands(dossierCode: DossierCode, milestoneId: string): Promise<boolean>;
  /** A step that does not lie on the card; undefined where there is none. */
  step(dossierCode: DossierCode, eventId: string): Promise<ToldStep | undefined>;
}

/** Reads how an agency is called and reached, and when its messages must wait (undefined: by default, null: never). */
export interface AgencyReader {
  named(agencyCode: AgencyCode): Promise<{
    readonly name: string;
    readonly nameEn?: string | undefined;
    readonly shortName?: string | undefined;
    readonly phone?: string | undefined;
    readonly email?: string | undefined;
    readonly address?: string | undefined;
    readonly hours?: string | undefined;
    /** What its one-stop unit and its forms are called. */
    readonly forms?:
      | {
          readonly unit?: string | undefined;
          readonly unitEn?: string | undefined;
          readonly titles?: OwnTitles | undefined;
        }
      | undefined;
    readonly website?: string | undefined;
    readonly parentCode?: AgencyCode | undefined;
    readonly quietHours?: QuietHours | null | undefined;
  }>;
  /** Where its staff are told, in their order: its addresses for them, else its own, else those of the nearest agency above that has some. */
  staffAddresses(agencyCode: AgencyCode): Promise<readonly string[]>;
}

/** What an agency's own words are, and which version of them: 0 before the first. */
export interface OwnTemplate {
  readonly version: number;
  /** Undefined where the default applies. */
  readonly words: AnyWords | undefined;
  /** Segments that one SMS could take at most when they were saved. */
  readonly segments: number;
}

/** Agencies' own words. */
export interface OwnTemplates {
  /** Those of the agency itself, as they are now. */
  find(agencyCode: AgencyCode, wording: Wording): Promise<OwnTemplate>;
  /** Those of the agency, or of the nearest above it that has some; kept for a minute. Undefined where the default applies. */
  inForce(agencyCode: AgencyCode, wording: Wording): Promise<OwnTemplate | undefined>;
  /** Replaces them where their version is still the expected one. */
  put(agencyCode: AgencyCode, wording: Wording, template: OwnTemplate): Promise<boolean>;
}

/** Knows what an agency's own words are held to. */
export interface WordRulesReader {
  messageRules(agencyCode: AgencyCode): Promise<WordRules & { readonly isSetUp: boolean }>;
}

/** Names messages so that the same one is always named alike and nobody can tell the recipient from the name. */
export interface MessageNames {
  idOf(occasion: string, told: string, channel: Channel, recipient: string): MessageId;
}

/** What is put into a message only when it is composed, and stored nowhere. */
export interface ComposedParts {
  citizenUrl(dossierCode: DossierCode): string;
  /** What ends further mails about the dossier when something is posted to it. */
  unsubscribeUrl(dossierCode: DossierCode): string;
  downloadCode(dossierCode: DossierCode, nonce: string): string;
}

/** A file that goes with a mail. */
export interface Attachment {
  readonly filename: string;
  /** With its parameters, `text/calendar; charset=utf-8`. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Writes promised dates for people's calendars. */
export interface PromiseCalendars {
  /** One event under a name that stays that of the dossier; the same bytes for the same event and moment of writing. */
  fileOf(event: PromiseEvent, writtenAt: Instant): Promise<Attachment>;
}

/** Draws the forms that go with mails. */
export interface FormPapers {
  /** The form as a file; undefined where it cannot be drawn, which is logged: no mail waits for a form. The same bytes for the same paper. */
  fileOf(paper: Paper, dossierCode: DossierCode): Promise<Attachment | undefined>;
}

/**
 * A message ready for a carrier. `clientReference` is the same in every leg, `leg` counts them over all carriers, `round` how often a person
 * had it sent again.
 */
export type Composed =
  | {
      readonly channel: 'sms';
      readonly clientReference: string;
      readonly round: number;
      readonly leg: number;
      readonly to: string;
      readonly text: string;
      /** After this moment it is noise. */
      readonly until?: number | undefined;
    }
  | {
      readonly channel: 'zalo';
      readonly clientReference: string;
      readonly round: number;
      readonly leg: number;
      readonly to: string;
      /** The template that Zalo has the words of. */
      readonly znsTemplateId: string;
      /** Its values by Zalo's names for them. */
      readonly parameters: Readonly<Record<string, string>>;
    }
  | {
      readonly channel: 'email';
      readonly clientReference: string;
      readonly round: number;
      readonly leg: number;
      readonly to: string;
      readonly subject: string;
      /** Plain text. */
      readonly body: string;
      /** The same as a page; left out where there is none. */
      readonly html?: string;
      /** Where one click ends further mails about the dossier (RFC 8058); left out where the mail was just asked for. */
      readonly unsubscribeUrl?: string;
      readonly attachments?: readonly Attachment[];
    };

/**
 * Why a carrier has not taken a message: `permanent` will never arrive, whoever carries it; `retryable` sent nothing, and the carrier may be
 * asked again; `configuration` sent nothing, and the carrier needs an operator; `unknown` may or may not have sent it.
 */
export type Fault = 'permanent' | 'retryable' | 'configuration' | 'unknown';

/** What a carrier answered. */
export type CarrierAnswer =
  | { readonly taken: true; readonly carrierMessageId?: string | undefined }
  | { readonly taken: false; readonly fault: Fault; readonly reason: string };

/** What a carrier says became of a message when it is asked. */
export interface CarrierWord {
  readonly status: (typeof toldStatuses)[number];
  readonly reason?: string | undefined;
}

/** How long a carrier that is busy is left alone: longer after each try, between the two. */
export interface Waits {
  readonly leastSeconds: number;
  /** At most 900. */
  readonly mostSeconds: number;
}

/**
 * One carrier of a channel. It declares how often and how patiently it is asked about one message before the next carrier is, and what
 * may be done about a leg that was cut short: `lookup` asks it by our reference and repeats only what it does not know; `knows_repeats`
 * sends again through it, since for so long it takes no second message with our reference; `may_repeat` sends again through it, so that a
 * person may rarely be told twice; `parks` leaves it to an operator. Never is another carrier asked then.
 */
export type Carrier = {
  readonly name: string;
  /** What one segment of an SMS costs, in whole dong, where the operator said so. */
  readonly pricePerSegmentVnd?: number | undefined;
  /** At least 1. */
  readonly tries: number;
  readonly waits: Waits;
  /** Never throws for what the carrier answers; throws only for bugs. */
  send(message: Composed): Promise<CarrierAnswer>;
  /** Asks what became of a message, by what the carrier calls it: undefined where it does not say. Left out where it cannot be asked. Throws only for bugs. */
  readonly ask?: (carrierMessageId: string) => Promise<CarrierWord | undefined>;
} & (
  | {
      readonly afterKill: 'lookup';
      lookUp(clientReference: string): Promise<{ readonly carrierMessageId?: string } | undefined>;
    }
  | {
      readonly afterKill: 'knows_repeats';
      /** For how long after a message, in milliseconds. */
      readonly remembersMs: number;
    }
  | { readonly afterKill: 'may_repeat' | 'parks' }
);

/** The carriers that were set up; no two have one name. */
export interface Carriers {
  /** Those that may be given a message, in the order in which they are asked: the same for the same message as long as none is changed. */
  of(message: Carried): Promise<readonly Carrier[]>;
  /** One by its name, whether or not it is given messages at present; undefined where there is none. */
  named(name: string): Promise<Carrier | undefined>;
}

/** Knows how many messages recipients, agencies and the installation may still have. */
export interface Allowance {
  /** Counts a message, once however often it is asked for; undefined where it may be sent, and then it stays so. */
  take(message: Counted): Promise<Refusal | undefined>;
  /** Counts a message that began to wait, an operator's figure. */
  countHeld(scope: Scope): Promise<void>;
}

/** An operator's word that a scope begins anew. */
export interface ResetWord {
  readonly scope: string;
  /** What the request is known by: the same one begins anew once. */
  readonly token: string;
  /** What was counted until then. */
  readonly from: number;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

/** What is counted of a day, by its date in Viet Nam. */
export interface DayBook {
  read(date: string): Promise<Day>;
  /** Begins a scope anew for the rest of a day. */
  reset(date: string, word: ResetWord): Promise<void>;
}

/** How carriers fare, for an operator. */
export interface BreakerDesk {
  /** Of each carrier that ever failed, a moment behind. */
  all(): Promise<ReadonlyMap<string, Breaker>>;
  /** Has a carrier given its whole share at once. */
  heal(carrier: string): Promise<void>;
}

/** Learns how carriers fare. */
export interface Breakers {
  /** A carrier did not take a message, and not for the sake of its recipient. */
  failed(carrier: string): Promise<void>;
}

/** Brings a message back to the queue of its lane after a while. */
export interface Later {
  /** At most 900 seconds ahead. */
  again(milestone: EventOf<'message.intended'>, delaySeconds: number): Promise<void>;
}
