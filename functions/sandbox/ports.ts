import type { Instant } from '../../shared/kernel/time.ts';
import type { Outcome } from './domain/outcomes.ts';

/** A query as it came: every parameter with all of its values, decoded. */
export type Query = Readonly<Record<string, readonly string[]>>;

/** An order as a provider understood it from the address that the payer was sent to. */
export interface OpenedOrder {
  readonly reference: string;
  readonly amountVnd: number;
  readonly orderInfo: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly returnUrl: string;
}

/** How a provider's page answers an address that it does not take. */
export interface PageFault {
  readonly code: string;
  readonly meaning: string;
}

/** What a provider does about an outcome. */
export interface Play {
  /** The signed queries of the notices that it sends to the merchant's webhook, in order. */
  readonly notices: readonly string[];
  /** Where the payer's browser goes back to; undefined where it does not. */
  readonly returnUrl?: string | undefined;
  /** The payer stays on the page until all notices are answered, and goes back by a link. */
  readonly waits: boolean;
}

/** What was done to an order at its provider: its page was opened, or an outcome was chosen. */
export interface Deed {
  readonly deed: Outcome | 'opened';
  readonly at: Instant;
}

/** What was done to orders, so that a provider can be asked about them. */
export interface OrderDeeds {
  /** Keeps a deed, once: doing it again adds nothing. */
  keep(provider: string, reference: string, deed: Deed): Promise<void>;
  /** All that was done to an order, oldest first. */
  of(provider: string, reference: string): Promise<readonly Deed[]>;
}

/** A provider as the sandbox plays it for one merchant. */
export interface PlayedProvider {
  /** The order, or what the provider's page says of an address that it does not take. */
  open(query: Query): OpenedOrder | PageFault;
  play(order: OpenedOrder, outcome: Outcome, now: Instant): Play;
  /** The signed answer to a merchant's question about an order to which so much was done. */
  answer(question: unknown, order: OpenedOrder, deeds: readonly Deed[]): unknown;
  /** Whether the merchant's answer ends the repetitions of a notice. */
  isConfirmed(answer: unknown): boolean;
}

/** The providers that the sandbox plays by name: each made from a merchant's credentials. */
export type PlayedProviders = ReadonlyMap<string, (credentials: unknown) => PlayedProvider>;

/** An order as the product opened it. */
export interface StoredOrder {
  readonly merchant: string;
  readonly redirectUrl: string;
}

/** The orders that the product opened. Read by looking through all of them: stages with a sandbox are small. */
export interface Orders {
  find(provider: string, reference: string): Promise<StoredOrder | undefined>;
}

/** A merchant's account as its provider knows it. */
export interface MerchantAccount {
  readonly webhookUrl: string;
  readonly credentials: unknown;
}

/** The merchants' accounts; undefined where a merchant is not set up. */
export interface MerchantAccounts {
  find(provider: string, merchant: string): Promise<MerchantAccount | undefined>;
}

/** Calls a merchant's webhook as a provider does. */
export interface WebhookCaller {
  /** The JSON of the answer to a GET with the query; undefined where none came in time. */
  notify(webhookUrl: string, query: string): Promise<unknown>;
  /** Waits before a notice is repeated. */
  pause(): Promise<void>;
}

/** A message that the sandbox's phone or mailbox received. */
export interface ReceivedMessage {
  readonly channel: 'sms' | 'email';
  readonly to: string;
  readonly text?: string | undefined;
  readonly subject?: string | undefined;
  readonly body?: string | undefined;
  readonly acceptedAt: Instant;
  readonly clientReference: string;
}

/** What the sandbox's phones and mailboxes received. */
export interface Inbox {
  /** All messages to one recipient, oldest first. */
  to(recipient: string): Promise<readonly ReceivedMessage[]>;
}
