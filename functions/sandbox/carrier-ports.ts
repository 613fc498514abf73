import type { CarrierCredentials } from '../../shared/kernel/message-carriers.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { CarrierOutcome, Said, Verdict } from './domain/network.ts';
import type { GivenFile, PlayedNotice, PlayedRequest, ReceivedMessage } from './ports.ts';

/** A message as a carrier was given it. */
export interface GivenMessage extends Pick<ReceivedMessage, 'to' | 'text' | 'subject' | 'body' | 'html' | 'headers'> {
  /** What the sender calls it. */
  readonly reference: string;
  readonly files?: readonly GivenFile[] | undefined;
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

/** What was said in one call, in the carrier's own protocol. */
export interface Spoken {
  readonly asked: string;
  readonly answered: string;
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
  /** The last that is told of a message that was taken, by what the carrier calls it, to whoever claims its account. */
  told(claim: Claim, id: string): Promise<Said | undefined>;
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
  /** What of a request's text or its answer's is a secret of the account, besides its header `Authorization`; with the flag `g`. */
  readonly secrets?: RegExp;
  /**
   * Answers a call in the kind's own words. `spoken`: what is shown of it where the protocol is not HTTP's own; null where a dialogue goes
   * on and all of it is shown at its end.
   */
  readonly answer: (
    request: PlayedRequest & { readonly now: number },
    desk: CarrierDesk,
  ) => Promise<CarrierReply & { readonly spoken?: Spoken | null }>;
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

/** What went between the product and a carrier: a call of ours with its answer, or a receipt of the carrier's. Nothing of it is a secret. */
export type Exchange = { readonly at: Instant } & (Spoken | { readonly receipt: string });

/** What carriers heard and said. */
export interface CarrierJournal {
  /** `who`: a carrier's name, or that of calls by which no account was claimed (`strangersTo`). */
  keep(who: string, exchange: Exchange): Promise<void>;
  /** The last ones, at most 50, newest first. */
  last(who: string): Promise<readonly Exchange[]>;
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
