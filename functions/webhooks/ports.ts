import type { Outcome, RecordedBy } from '../../shared/kernel/book.ts';
import type { AgencyCode, DeliveryId, DossierCode } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { Timers } from '../../shared/kernel/timers.ts';
import type { Delivery } from './domain/delivery.ts';
import type { DeliveryFact } from './domain/facts.ts';
import type { DossierFacts } from './domain/public-event.ts';
import type { Webhook } from './domain/webhook.ts';

/** Where the webhooks of agencies are kept, one each. Reads are strongly consistent. */
export interface Webhooks {
  find(agencyCode: AgencyCode): Promise<Webhook | undefined>;
  /** Replaces what is there where that has the version before; false where it has another. */
  put(webhook: Webhook): Promise<boolean>;
}

/** The secrets of webhooks, each `whsec_` and base64: the same one whenever it is asked for. */
export interface WebhookSecrets {
  secretOf(agencyCode: AgencyCode, generation: number): string;
}

/** The ledger of deliveries. Reads are strongly consistent. */
export interface DeliveryLedger {
  /** The delivery as its facts say now; undefined where none was intended under the id. */
  delivery(deliveryId: DeliveryId): Promise<Delivery | undefined>;
  /** Keeps a fact once, by one conditional put. */
  record(deliveryId: DeliveryId, fact: DeliveryFact, by: RecordedBy): Promise<Outcome>;
}

/** The latest word that was heard of each moment. */
export interface HeardWords {
  /** Notes a word by its event's id and number: false where a later one was noted before, so that it holds no more. */
  note(eventId: string, number: number): Promise<boolean>;
}

/** What an agency's webhook was told and is to be told, the newest first; a moment behind. */
export interface DeliveryLog {
  /** A page of the log behind a key of it. */
  page(asked: {
    readonly agencyCode: AgencyCode;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<readonly { readonly key: string; readonly deliveryId: DeliveryId }[]>;
}

/** A delivery in the queue of those that are to be tried. */
export interface QueuedDelivery {
  readonly deliveryId: DeliveryId;
  /** The moment as of which it is due; the clock's where that is later. */
  readonly asOf?: Instant | undefined;
}

/** The same on its way there, with whose webhook it is for. */
export interface SentDelivery extends QueuedDelivery {
  readonly agencyCode: AgencyCode;
}

/** The queue of deliveries that are to be tried. What is lost there, the sweep finds. Those of one webhook that take long hold up no others. */
export interface DeliveryQueue {
  /** At most 900 seconds ahead. */
  send(deliveries: readonly SentDelivery[], delaySeconds?: number): Promise<void>;
}

/** Deliveries that wait for their next try, by its moment. */
export type DeliveryTimers = Timers<Pick<SentDelivery, 'deliveryId' | 'agencyCode'>>;

/** What a receiver answered, or why nobody did. */
export type Reply = { readonly status: number } | 'no_answer' | 'not_public';

/** Whoever back offices name to be told. */
export interface Receivers {
  /** Why an address can be no webhook's, as a fault of the field; undefined where it can. */
  refusalOf(url: string): string | undefined;
  /** Posts once, to a public address alone. Never throws for what comes of it. */
  post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Reply>;
}

/** Reads what a dossier's events do not say of it. */
export interface DossierReader {
  /** Undefined where no such dossier is registered. */
  read(dossierCode: DossierCode): Promise<DossierFacts | undefined>;
}
