import type { CarrierCredentials } from '../../shared/kernel/message-carriers.ts';
import type { CarrierOutcome, Said, Verdict } from './domain/network.ts';
import type { PlayedNotice, PlayedRequest, ReceivedMessage } from './ports.ts';

/** A message as a carrier was given it. */
export interface GivenMessage extends Pick<ReceivedMessage, 'to' | 'text' | 'subject' | 'body' | 'html' | 'headers'> {
  /** What the sender calls it. */
  readonly reference: string;
  /** Where the sender wants to be told what becomes of it. */
  readonly receiptUrl?: string | undefined;
}

/** What a carrier's server answers. */
export interface CarrierReply {
  readonly status: number;
  readonly json?: unknown;
  /** In the place of JSON. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Whether an account is that of whoever calls. */
export type Claim = (account: Pick<CarrierAccount, 'sender' | 'credentials'>) => boolean;

/** What became of a message, and what the carrier calls it. */
export interface Carriage {
  readonly verdict: Verdict;
  readonly id: string;
}

/** What a carrier's server has behind it. */
export interface CarrierDesk {
  /** Whether somebody has an account who claims one. */
  knows(claim: Claim): Promise<boolean>;
  /** Whether something of somebody's account, by its name, is seen for the first time. */
  isFirst(claim: Claim, name: string): Promise<boolean>;
  /** Takes a message from whoever claims an account; undefined is what is no message. */
  carry(claim: Claim, message: GivenMessage | undefined): Promise<Carriage>;
}

/** What the `carrier.ts` of a kind's folder exports as `played`. */
export interface PlayedCarrier {
  readonly channel: ReceivedMessage['channel'];
  /** What senders call, below the kind's name. */
  readonly path: RegExp;
  /** True where another message with the reference of an earlier one is refused. */
  readonly knowsRepeats: boolean;
  /** True where it tells at an address that senders gave once, not with each message. */
  readonly hasWebhook?: true;
  /** What is told of a message, by what the carrier and its sender call it; absent or undefined where nothing is. */
  readonly receipt?: (
    message: { readonly id: string; readonly reference: string; readonly to: string; readonly now: number },
    said: Said,
    credentials: CarrierCredentials,
  ) => PlayedNotice | undefined;
  /** Answers a call in the kind's own words. */
  readonly answer: (request: PlayedRequest & { readonly now: number }, desk: CarrierDesk) => Promise<CarrierReply>;
}

/** Receipts that are sent when they are due. */
export interface DueReceipts {
  /** At most 900 seconds ahead. */
  send(url: string, notice: PlayedNotice, delaySeconds: number): Promise<void>;
}

/** The kind of carriers of a name as the sandbox plays it; undefined where it plays none. */
export type PlayedCarriers = (kind: string) => Promise<PlayedCarrier | undefined>;

/** A carrier that was set up, as its own server knows it. */
export interface CarrierAccount {
  readonly carrier: string;
  readonly kind: string;
  readonly sender: string;
  readonly credentials: CarrierCredentials;
  /** Where its owner wants to be told. */
  readonly receiptUrl?: string | undefined;
}

/** The accounts of carriers, those that were ended too. */
export interface CarrierAccounts {
  all(): Promise<readonly CarrierAccount[]>;
  isSetUp(carrier: string): Promise<boolean>;
}

/** What the sandbox's networks remember. */
export interface NetworkMemory {
  /** Counts a try of a message at a carrier: 1 for the first. */
  countTry(carrier: string, reference: string): Promise<number>;
  /** Keeps what a message is called, once: answers what it was called before, undefined where this is the first. */
  first(carrier: string, reference: string, id: string): Promise<string | undefined>;
  /** What a carrier does with every message, until another is chosen. */
  outcome(carrier: string): Promise<CarrierOutcome>;
  choose(carrier: string, outcome: CarrierOutcome): Promise<void>;
}
