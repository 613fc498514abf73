import type { KnownProvider, ProviderManifest } from '../../shared/kernel/payment-providers.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { Outcome } from './domain/outcomes.ts';
import type { ChosenOutcome, RefundOutcome } from './domain/refunds.ts';

/** A query as it came: every parameter with all of its values, decoded. */
export type Query = Readonly<Record<string, readonly string[]>>;

/** An order as a provider understood it from the address that the payer was sent to. */
export interface OpenedOrder {
  readonly reference: string;
  readonly amountVnd: number;
  readonly orderInfo: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** Where the browser goes back to; empty where the payer comes from no page, as from a bank's app. */
  readonly returnUrl: string;
  /** Where the browser goes back to from a page that it leaves unpaid, where the merchant named another address for that. */
  readonly cancelUrl?: string | undefined;
  /** What the merchant sent and the provider gives back with what it tells of the order, by its names. */
  readonly echoed?: Readonly<Record<string, string>> | undefined;
}

/** How a provider's page answers an address that it does not take. */
export interface PageFault {
  readonly code: string;
  readonly meaning: string;
}

/** A request to a path of a provider's own, as a merchant's server or a payer's browser sends it. */
export interface PlayedRequest {
  readonly method: string;
  readonly query: Query;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A notice to a merchant's webhook: a GET with its signed query, or a POST of its body. */
export type PlayedNotice =
  | { readonly query: string }
  | { readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** What a merchant's webhook answered. */
export interface NoticeAnswer {
  readonly status: number;
  readonly text: string;
}

/** What a provider does about an outcome. */
export interface Play {
  /** What it sends to the merchant's webhook, in order. */
  readonly notices: readonly PlayedNotice[];
  /** Where the payer's browser goes back to; undefined where it does not. */
  readonly returnUrl?: string | undefined;
  /** The payer stays on the page until all notices are answered, and goes back by a link. */
  readonly waits: boolean;
  /** The bank transfers by which it is done, at a provider that watches an account. */
  readonly transfers?: readonly Transfer[];
}

/** A transfer to a bank account. */
export interface Transfer {
  /** What the provider that watches the account calls it, in digits. */
  readonly transactionId: string;
  readonly accountNumber: string;
  /** The words of whoever sent it, as the bank passes them on. */
  readonly content: string;
  readonly amountVnd: number;
  readonly at: Instant;
}

/** The transfers that came to bank accounts. */
export interface Transfers {
  /** Keeps a transfer, once. */
  keep(transfer: Transfer): Promise<void>;
  /** All that came to an account, oldest first. */
  to(accountNumber: string): Promise<readonly Transfer[]>;
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

/** Orders that merchants created by a call, or payers by a form that their browsers posted. */
export interface CreatedOrders {
  /** Keeps an order, once: the first that came under a reference stays. */
  keep(provider: string, order: OpenedOrder): Promise<void>;
  find(provider: string, reference: string): Promise<OpenedOrder | undefined>;
}

/** A refund that a merchant asked for, of an order, as it came. */
export interface AskedRefund {
  /** What the merchant calls it. */
  readonly reference: string;
  readonly amountVnd: number;
  /** The transaction whose money it is, as the merchant named it; undefined where it named none. */
  readonly transaction?: string | undefined;
  /** What the merchant sent and the provider gives back with what it tells of the refund, by its names. */
  readonly echoed?: Readonly<Record<string, string>> | undefined;
}

/** A refund that the provider took, and where it stands now. */
export interface KnownRefund extends AskedRefund {
  /** The number under which the provider has it, the same at each asking. */
  readonly number: string;
  readonly at: Instant;
  readonly state: 'done' | 'pending' | 'declined';
}

/** The refunds that merchants asked for, and the outcomes that were chosen for those of an order. */
export interface Refunds {
  /** Keeps a refund of an order, once: the first that came under a reference stays. */
  keep(provider: string, order: string, refund: AskedRefund & { readonly at: Instant }): Promise<void>;
  /** Keeps of which order a refund is that the provider did not hear of, so that it is down as well for who asks about that refund. */
  miss(provider: string, order: string, refund: string): Promise<void>;
  /** Lets an outcome hold for the refunds of an order. */
  choose(provider: string, order: string, chosen: ChosenOutcome): Promise<void>;
  /** All that was asked for an order and chosen for it, oldest first. */
  of(
    provider: string,
    order: string,
  ): Promise<{
    readonly asked: readonly (AskedRefund & { readonly at: Instant })[];
    readonly chosen: readonly ChosenOutcome[];
  }>;
  /** The order of a refund, by what the merchant calls that; undefined where none was asked for under the reference. */
  orderOf(provider: string, refund: string): Promise<string | undefined>;
}

/** What a provider knows of the order that it is called about. */
export interface KnownOrder {
  /** As the call names it. */
  readonly reference: string;
  /** Undefined where there is none, or where its address is none that the provider takes. */
  readonly order: OpenedOrder | undefined;
  readonly deeds: readonly Deed[];
  /** The refunds of it that the provider took, oldest first. */
  readonly refunds: readonly KnownRefund[];
  /** What the provider does with a refund that is asked for now; where it is down it is not called at all. */
  readonly refundOutcome: Exclude<RefundOutcome, 'down'>;
  /** The page on which an order that was created by a call is paid. */
  readonly payPage: string;
  readonly now: Instant;
}

/** What a provider's server answers a call, and the order that the call created. */
export interface ServerAnswer {
  readonly status: number;
  readonly json?: unknown;
  /** In the place of JSON. */
  readonly text?: string | undefined;
  readonly creates?: OpenedOrder | undefined;
  /** True where the caller is refused as none of this merchant's. */
  readonly toStranger?: boolean;
  /** The refund that the call asked for and the provider took, or declined and remembers. */
  readonly refunds?: AskedRefund | undefined;
}

/** A provider as the sandbox plays it for one merchant. */
export interface PlayedProvider {
  /**
   * The order of an address that a payer is sent to, or of a form that the payer's browser posts, and opens now; or what the page says of
   * one that it does not take. Absent where a call creates orders.
   */
  readonly open?: (query: Query, now: Instant) => OpenedOrder | PageFault;
  /** The order of a QR code that a payer scans, by what the code says; absent where orders are none of our codes. */
  readonly scan?: (payload: string, opened: Pick<OpenedOrder, 'createdAt' | 'expiresAt'>) => OpenedOrder | PageFault;
  /** Answers a call of the merchant's server, by the path that it came to. */
  answer(path: string, request: PlayedRequest, known: KnownOrder): ServerAnswer;
  play(order: OpenedOrder, outcome: Outcome, now: Instant): Play;
  /** Whether the merchant's answer ends the repetitions of a notice. */
  isConfirmed(answer: NoticeAnswer): boolean;
}

/** A path of a provider's own, below its name, and which of our orders a request to it is about; undefined where it names none. */
export interface PlayedPath {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly referenceOf?: (request: PlayedRequest, ...caught: readonly string[]) => string | undefined;
  /** The number of the transaction that a request is about where it names no order; the order is what that paid. */
  readonly transactionOf?: (request: PlayedRequest, ...caught: readonly string[]) => string | undefined;
  /** What the merchant calls the refund that a request is about where it names no order; the order is that of the refund. */
  readonly refundOf?: (request: PlayedRequest, ...caught: readonly string[]) => string | undefined;
}

/** What the `provider.ts` of a provider's folder exports as `played`. */
export interface PlayedFolder {
  /** The page whose address, or the form that is posted to it, is the order; absent where a call creates orders, each with its page at `pay/{reference}`. */
  readonly page?: PlayedPath;
  /** What merchants' servers call. */
  readonly calls: readonly PlayedPath[];
  /** The provider for one merchant. */
  readonly account: (credentials: unknown) => PlayedProvider;
  /** How it is concerned with transfers to bank accounts; absent where it is not. */
  readonly bank?: PlayedBank;
}

/** What came for an order at a bank that tells nobody but in its statement: on which Vietnamese days (`YYYY-MM-DD`), to whose account. */
export interface UntoldTransfers {
  readonly merchant: string;
  readonly accountNumber: string;
  readonly days: readonly string[];
}

/** A provider whose merchants take transfers to bank accounts of their own. */
export interface PlayedBank {
  readonly accountNumberOf: (credentials: unknown) => string;
  /** What a merchant is told of a transfer to its account; absent where nobody tells. */
  readonly noticeOf?: (transfer: Transfer, credentials: unknown, now: Instant) => PlayedNotice;
  /** How merchants' servers ask for all transfers to an account; absent where they cannot. */
  readonly statement?: {
    readonly path: RegExp;
    readonly accountNumberOf: (request: PlayedRequest) => string | undefined;
    /** `holders` are the credentials of the merchants with that account. */
    readonly answer: (
      request: PlayedRequest,
      holders: readonly unknown[],
      transfers: readonly Transfer[],
    ) => ServerAnswer;
  };
}

/** A provider as its page shows it. */
export type ShownProvider = Pick<ProviderManifest, 'name' | 'label' | 'mark' | 'refunds'>;

/** What a provider calls itself. */
export type ShownAs = (name: KnownProvider) => Promise<ShownProvider>;

/** The provider of a name as the sandbox plays it; undefined where it plays none. */
export type PlayedProviders = (name: string) => Promise<PlayedFolder | undefined>;

/** An order as the product opened it. */
export interface StoredOrder {
  readonly merchant: string;
  /** The address that was made for the payer; undefined until there is one. */
  readonly payerUrl: string | undefined;
  /** What the payer's browser posts to the provider's page, in its order; undefined where its page opens by an address. */
  readonly form: Query | undefined;
  /** What the QR code says that was made for the payer, and when it was and until when it stands; undefined where there is none. */
  readonly code: (Pick<OpenedOrder, 'createdAt' | 'expiresAt'> & { readonly payload: string }) | undefined;
}

/** The orders that the product opened. Read by looking through all of them: stages with a sandbox are small. */
export interface Orders {
  find(provider: string, reference: string): Promise<StoredOrder | undefined>;
  /** What we call the order that a transaction of this number paid, or would pay. */
  paidBy(provider: string, transaction: string): Promise<string | undefined>;
}

/** A merchant's account as its provider knows it. */
export interface MerchantAccount {
  readonly webhookUrl: string;
  readonly credentials: unknown;
}

/**
 * The merchants' accounts, with the credentials that their provider knows: not those that were set up where one of them begins with
 * `WRONG`.
 */
export interface MerchantAccounts {
  /** Undefined where the merchant is not set up. */
  find(provider: string, merchant: string): Promise<MerchantAccount | undefined>;
  /** Of all merchants of a provider. Read by looking through all that there is: stages with a sandbox are small. */
  of(provider: string): Promise<readonly MerchantAccount[]>;
}

/** Calls a merchant's webhook as a provider does. */
export interface WebhookCaller {
  /** The whole answer; undefined where none came in time. */
  notify(webhookUrl: string, notice: PlayedNotice): Promise<NoticeAnswer | undefined>;
  /** Waits before a notice is repeated. */
  pause(): Promise<void>;
}

/** A file of a mail, without what is in it. */
export interface AttachedFile {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: number;
  /** Of its contents, in lower-case hex. */
  readonly sha256: string;
  /** What it says, of a short file that is text. */
  readonly text?: string | undefined;
}

/** A file as it came with a mail. */
export interface GivenFile extends Pick<AttachedFile, 'filename' | 'contentType'> {
  readonly content: Uint8Array;
}

/** A message that the sandbox's phone or mailbox received. */
export interface ReceivedMessage {
  readonly channel: 'zalo' | 'sms' | 'email';
  /** By which carrier it came. */
  readonly carrier?: string | undefined;
  readonly to: string;
  readonly text?: string | undefined;
  readonly subject?: string | undefined;
  /** The text of a mail. */
  readonly body?: string | undefined;
  readonly html?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly attachments?: readonly AttachedFile[] | undefined;
  readonly acceptedAt: Instant;
  readonly clientReference: string;
}

/** A message as it arrives, with its files. */
export interface ArrivingMessage extends Omit<ReceivedMessage, 'attachments'> {
  readonly files?: readonly GivenFile[] | undefined;
}

/** A message where it is kept. */
export interface KeptMessage extends ReceivedMessage {
  /** What its carrier calls it. */
  readonly id: string;
}

/** What the sandbox's phones and mailboxes received. */
export interface Inbox {
  /** All messages to one recipient, oldest first. */
  to(recipient: string): Promise<readonly KeptMessage[]>;
  /** The message that a carrier calls so. */
  called(id: string): Promise<ReceivedMessage | undefined>;
  /** Keeps a message that arrived, under what its carrier calls it. */
  keep(id: string, message: ArrivingMessage): Promise<void>;
  /** A file of a message, counted from 0; undefined where there is none. */
  file(id: string, n: number): Promise<GivenFile | undefined>;
}

/** One webhook as a receiver of the sandbox heard it. */
export interface ReceivedHook {
  readonly at: Instant;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The sandbox's receivers of webhooks, by name. */
export interface ReceivedHooks {
  /** What one heard, oldest first. */
  of(name: string): Promise<readonly ReceivedHook[]>;
  keep(name: string, hook: ReceivedHook): Promise<void>;
  /** The status that one answers; undefined until it is set. */
  outcome(name: string): Promise<number | undefined>;
  setOutcome(name: string, status: number): Promise<void>;
}
