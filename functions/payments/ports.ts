import type { Outcome, RecordedBy } from '../../shared/kernel/book.ts';
import type { DossierCard } from '../../shared/kernel/dossier-card.ts';
import type { AgencyCode, ApprovalId, AttemptId, DossierCode, PaymentId, TransferId } from '../../shared/kernel/ids.ts';
import type { ProviderManifest } from '../../shared/kernel/payment-providers.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { Timers } from '../../shared/kernel/timers.ts';
import type { ApprovalState } from './domain/approvals.ts';
import type { Creation, FactOf, PaymentFact } from './domain/facts.ts';
import type { Payment } from './domain/payment.ts';
import type { Span } from './domain/pulling.ts';
import type { WorkName } from './domain/work-query.ts';
import type { Listed } from './pull-ports.ts';
import type { RefundHint, Refunding, WaitingRefund } from './refund-ports.ts';

/** An attempt as it lies under its provider's reference: all that a callback is judged by, in one read. Immutable. */
export interface StoredAttempt extends Omit<FactOf<'attempt'>, 'kind'> {
  readonly paymentId: PaymentId;
  readonly dossierCode: DossierCode;
}

/** Money that belongs to no attempt of ours, with its reference and content where it has any, and whose account it came to. */
export type UnmatchedMoney = Omit<FactOf<'money_in'>, 'kind' | 'reference'> &
  Pick<Callback, 'reference' | 'content'> &
  Pick<Merchant, 'agencyCode'>;

/** What a second person is asked about. */
export type ApprovalSubject = { readonly paymentId: PaymentId } | { readonly transferId: TransferId };

/** The ledger of payments. Reads of one payment are strongly consistent. */
export interface PaymentLedger {
  /** The payment as its facts say now; undefined where none was opened under the id. */
  payment(paymentId: PaymentId): Promise<Payment | undefined>;
  /** A dossier's payments, oldest first. Which there are is a moment behind; each is as its facts say now. */
  ofDossier(dossierCode: DossierCode): Promise<readonly Payment[]>;
  /** Keeps a fact once, by one conditional put. */
  record(paymentId: PaymentId, fact: PaymentFact, by: RecordedBy): Promise<Outcome>;
  /** Keeps an attempt together with its provider's reference and its first question, all or none. A reference in use makes a conflict. */
  recordAttempt(payment: Payment, attempt: FactOf<'attempt'>, by: RecordedBy): Promise<Outcome>;
  /** The attempt that a provider's reference belongs to, by one read; undefined where we opened none. */
  findAttempt(provider: string, merchant: string, reference: string): Promise<StoredAttempt | undefined>;
  /**
   * Keeps the next deed with a payment's money, as it was read: `taken` where another came first, so that it must be read again. The calls
   * that it is free to make wait from then on, and what it asks of a second person is found by its id.
   */
  recordDeed(payment: Payment, deed: FactOf<'refund' | 'decision'>, by: RecordedBy): Promise<Outcome | 'taken'>;
  /** What waits for a second person under an id; undefined where nothing does or did. */
  findApproval(approvalId: ApprovalId): Promise<ApprovalSubject | undefined>;
  /** Keeps the second person's word; the calls that it sets free wait from then on. */
  recordApproval(payment: Payment, approval: FactOf<'approval'>, by: RecordedBy): Promise<Outcome>;
  /** Has what names persons in a payment erased for good; again it changes nothing. */
  erase(paymentId: PaymentId, by: RecordedBy): Promise<Outcome>;
  /** Keeps that a refund's call is about to be made: `taken` where another of the payment came first since it was read. */
  recordSent(payment: Payment, sent: FactOf<'refund_sent'>, by: RecordedBy): Promise<Outcome | 'taken'>;
  /** Keeps the bank transfer of a refund: `taken` where its number is another refund's with the same merchant. */
  recordTransfer(
    account: { readonly provider: string; readonly merchant: string },
    paymentId: PaymentId,
    transfer: FactOf<'refund_transferred'>,
    by: RecordedBy,
  ): Promise<Outcome | 'taken'>;
  /** Keeps money that belongs to no attempt of ours for a person to match, once, by one conditional put; with what the payer wrote in one transaction. The key of its aggregate, and whether it was known. */
  keepUnmatched(money: UnmatchedMoney, by: RecordedBy): Promise<{ readonly key: string; readonly outcome: Outcome }>;
}

/** Places that are given to whoever comes first: however many come at once, never more are let in. */
export interface Places {
  /** Gives the holder one of so many places, once: true where it has one, now or since before; false where others have all. */
  take(among: string, holder: string, places: number): Promise<boolean>;
  /** Who has a place, in their order; none is left out that was given before. */
  holders(among: string): Promise<readonly string[]>;
}

/** A payment's place in a list of those who work on payments. */
export interface ListedPayment {
  /** Sorts by agency, then by the fee's opening. */
  readonly key: string;
  readonly paymentId: PaymentId;
}

/** The place in a list of what a second person is asked. */
export interface ListedApproval {
  /** Sorts by agency, then by when it was asked. */
  readonly key: string;
  readonly approvalId: ApprovalId;
  readonly about: ApprovalSubject;
}

/** Payments by state and by flag, and what second persons are asked, for those who work on them. Which there are is a moment behind. */
export interface PaymentLists {
  /** Those listed under a state or a flag, of an agency with its descendants or of all, in the order of their keys after `after`. */
  page(of: {
    readonly name: WorkName;
    readonly agencyCode: AgencyCode | undefined;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<readonly ListedPayment[]>;
  /** What second persons are asked, by where that stands, in the same way. */
  approvals(of: {
    readonly state: ApprovalState;
    readonly agencyCode: AgencyCode | undefined;
    readonly after: string | undefined;
    readonly limit: number;
  }): Promise<readonly ListedApproval[]>;
}

/** A question to a provider about an attempt, as it waits for its moment. */
export interface WaitingQuestion {
  readonly kind: 'question';
  readonly paymentId: PaymentId;
  readonly attemptId: AttemptId;
  /** Counts its moves, so that of two who see it one takes it. */
  readonly version: number;
  /** When the payer's browser first came back. */
  readonly returnedAt?: Instant | undefined;
}

/** A fee whose term has come, or a question or a refund whose moment has. */
export type WaitingFee = { readonly kind: 'term'; readonly paymentId: PaymentId } | WaitingQuestion | WaitingRefund;

/** The questions about attempts. */
export interface Questions {
  /** The question about an attempt as it waits now; undefined where there is no such attempt. */
  find(paymentId: PaymentId, attemptId: AttemptId): Promise<WaitingQuestion | undefined>;
  /** Takes a question by moving it to its next moment: true for one caller only. Whoever dies after that leaves it to that moment. */
  claim(question: WaitingQuestion, next: Instant): Promise<boolean>;
}

/** Has the provider of an attempt asked soon, since its payer has come back. */
export interface Returns {
  /** Told again, nothing more is asked. Throws where it cannot be handed on. */
  tell(returned: { readonly paymentId: PaymentId; readonly attemptId: AttemptId }): Promise<void>;
}

/** What the sweep of fees looks at, in wall time. */
export interface FeeTimers extends Timers<WaitingFee>, Pick<Questions, 'claim'> {
  /** Lets a question that needs no answer any more wait for nothing. */
  drop(question: WaitingQuestion): Promise<void>;
  /** Lets a question that waits for nothing wait for a moment again; one that waits is left alone. */
  wake(paymentId: PaymentId, attemptId: AttemptId, at: Instant): Promise<void>;
}

/** What fees read of dossiers. */
export interface Dossiers {
  /** Whose the dossier is; undefined where none is registered under the code. */
  read(dossierCode: DossierCode): Promise<DossierCard | undefined>;
  /** The official status of a registered dossier, 1-10. */
  status(dossierCode: DossierCode): Promise<number>;
}

/** An agency's account with a payment provider, as the operator set it up. */
export interface Merchant {
  readonly provider: string;
  readonly merchant: string;
  readonly agencyCode: AgencyCode;
  readonly secretId: string;
  /** When its credentials changed last, as its row said when it was read. */
  readonly credentialsUpdatedAt: Instant;
  /** When it was set up first; undefined where that was not noted, which is before all that were. */
  readonly setUpAt?: Instant | undefined;
  /** Since when it opens no attempts; undefined while it does. */
  readonly endedAt?: Instant | undefined;
  /** What the provider keeps of each payment, by the contract with it; undefined where that was not told. */
  readonly fee?: { readonly perMille: number; readonly fixedVnd: number } | undefined;
}

/** The merchants of the installation, as they were set up. Asks no secret store. */
export interface MerchantRows {
  /** The merchant, as its row said within the last minute; undefined where it is not set up. */
  find(provider: string, merchant: string): Promise<Merchant | undefined>;
  /** The same, as its row says now: what is signed for a citizen must be signed with the credentials in force. */
  findNow(provider: string, merchant: string): Promise<Merchant | undefined>;
  /**
   * With which merchant of a provider an agency takes money: its own, or that of its nearest ancestor that has one; of several the first
   * that was set up, never one that is ended. A moment behind.
   */
  nearest(provider: string, agencyCode: AgencyCode): Promise<Merchant | undefined>;
  /** The same of every provider with which it takes money: as many reads at each level of the tree, however many there are. */
  ofAgency(agencyCode: AgencyCode): Promise<readonly Merchant[]>;
  /** All merchants of a provider, ended ones too. Which there are is a moment behind; each is as its row says now. */
  ofProvider(provider: string): Promise<readonly Merchant[]>;
}

/** The merchants of the installation and their credentials. */
export interface Merchants extends MerchantRows {
  /** The provider with each credential that is valid now, the current one first. Throws where the secret is missing or not of the provider's shape. */
  terminals(merchant: Merchant): Promise<readonly Terminal[]>;
  /** The same by what the row says now: changed credentials are read at once, others where the last reading is older than 30 s. */
  freshTerminals(merchant: Merchant): Promise<readonly Terminal[]>;
}

/** A request as it came, nothing parsed: a callback, or a browser that a provider sends back. */
export interface ProviderMessage {
  /** Decoded query parameters with every repetition. */
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: Instant;
}

/** One notice of a verified message, in our words. */
export interface Callback
  extends Omit<FactOf<'money_in'>, 'kind' | 'provider' | 'merchant' | 'outcome' | 'reference' | 'evidence'> {
  /** The order that it is about; undefined where it names none, or more than one, as a transfer's content may. */
  readonly reference: string | undefined;
  /** What the payer wrote, where the provider tells it: personal, and kept only of money that belongs to no order. */
  readonly content?: string | undefined;
  readonly outcome: 'paid' | 'suspected' | 'failed';
}

/** Why a message was not believed. */
export type Refusal = 'bad_signature' | 'wrong_merchant' | 'malformed';

/** What became of a message, of its worst notice where it has several; each provider has its own words for it. */
export type Verdict =
  | 'recorded'
  | 'repeated'
  | 'mismatch'
  | 'unknown_reference'
  | 'unknown_merchant'
  | 'bad_signature'
  | 'malformed'
  | 'our_fault';

/** What a citizen is to pay, before the provider knows of it. */
export interface Order {
  readonly reference: string;
  readonly dossierCode: DossierCode;
  readonly amountVnd: number;
  readonly locale: 'vi' | 'en';
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly payerIp: string;
  /** Where the provider sends the browser back. */
  readonly returnUrl: string;
  /** Where the provider sends its notices, for one that is told with each order. */
  readonly webhookUrl: string;
  /** Our own page of the order, for a provider whose page opens by a posted form alone. */
  readonly pageUrl: string;
}

/** A question about an order, as it was opened. */
export interface Question extends Pick<Order, 'reference' | 'amountVnd' | 'createdAt' | 'expiresAt'> {
  /** What the provider calls the order beside our reference, where it said so when it created it. */
  readonly providerOrderId: string | undefined;
  readonly at: Instant;
}

/**
 * What a provider says of an order when it is asked: what a callback would have told, or several where it was paid in parts; that the
 * payer has not finished; or nothing that can be believed, with a code for the log. Not knowing is never "not paid".
 */
export type Answer =
  | { readonly kind: 'told'; readonly callback: Callback; readonly further?: readonly Callback[] }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'unknown'; readonly why: string };

/** What a provider knows by our reference: what came of creating the order; nothing; or it does not say, with a code for the log. */
export type Found = Creation | { readonly kind: 'absent' } | { readonly kind: 'unknown'; readonly why: string };

/**
 * What a provider says of the credentials that it is asked with: it takes them, it does not, or its answer proves neither, each with its
 * code.
 */
export interface Checked {
  readonly verdict: 'taken' | 'refused' | 'unknown';
  readonly code: string;
}

/** A question that nothing comes of: about an order that no provider has. */
export interface Probe {
  readonly reference: string;
  readonly at: Instant;
}

/** A provider with one merchant's credentials. */
export interface Terminal {
  /** Creates the order, once its attempt is recorded; answers within 8 s. No answer is `unreachable`. */
  create(order: Order): Promise<Creation>;
  /**
   * Looks whether the order is there, after somebody may have died while creating it; answers within 8 s, and within 16 s where it is. What
   * is there and is not told again is `refused`. Where the provider answers the same creation again with the same order, looking may be
   * creating. Absent where creating an order again gives the same one without a call, so that anybody may: a signed address, a QR code.
   */
  readonly find?: (order: Order) => Promise<Found>;
  /** The notices of a message, once its signature is found good; none where it says nothing of payments. */
  read(message: ProviderMessage): Result<readonly Callback[], Refusal>;
  /**
   * The references of the orders that a message hints at, once its signature is found good, of a provider that signs which order it tells
   * of and not what became of it. Such an order is asked about, and nothing is recorded but what the answer says. Absent where a message
   * is signed whole.
   */
  readonly hints?: (message: ProviderMessage) => Result<readonly string[], Refusal>;
  /**
   * The refunds that a message is about, once its signature is found good. Such a refund is asked about, and nothing is recorded but what
   * the answer says. Absent where a provider tells nothing of refunds.
   */
  readonly refundHints?: (message: ProviderMessage) => Result<readonly RefundHint[], Refusal>;
  /**
   * What the payer's browser says that it comes back from, once that is found to be signed; absent where a return is signed and worded as
   * a notice is. For display only.
   */
  readonly back?: (message: ProviderMessage) => Result<Pick<Callback, 'reference' | 'outcome'>, Refusal>;
  /** Asks the provider what became of an order; answers within 10 s. Absent where a provider cannot be asked. */
  readonly ask?: (question: Question) => Promise<Answer>;
  /** Lists what came to the merchant's account, whatever order it names; answers within 10 s. Absent where a provider or these credentials cannot. */
  readonly list?: (span: Span) => Promise<Listed>;
  /** How money is given back; absent where a person makes a bank transfer. */
  readonly refunding?: Refunding;
  /**
   * Asks the provider about an order that there is none of, so that only the credentials matter; answers within 10 s. It proves those that
   * sign a call: what signs notices alone is not asked about. Absent where a provider cannot be asked.
   */
  readonly check?: (probe: Probe) => Promise<Checked>;
}

/** A payment provider. Everything that bears its name lies in its folder. */
export interface PaymentProvider {
  readonly manifest: Pick<
    ProviderManifest,
    | 'label'
    | 'mark'
    | 'credentials'
    | 'exactAmount'
    | 'minAmountVnd'
    | 'maxAmountVnd'
    | 'attemptTermMs'
    | 'checkout'
    | 'refunds'
    | 'lists'
  > & {
    readonly name: string;
  };
  /**
   * What the provider is to call an attempt, as text in the form that it takes: letters, a dated name, a number, a memo with its check
   * character. The token is 26 characters of lower-case letters and digits, unguessable and unique; where a short reference is taken
   * another token follows.
   */
  reference(token: string, at: Instant): string;
  /** Throws where the credentials are not of the manifest's shape. */
  terminal(credentials: unknown): Terminal;
  /** A verdict in the provider's words. */
  answer(verdict: Verdict): { readonly status: number; readonly json?: unknown; readonly text?: string };
}

/** The provider of a name; undefined where there is none. */
export type Providers = (name: string) => Promise<PaymentProvider | undefined>;

/** What the provider of a name says of itself, for those who call none; undefined where there is none. */
export type Manifests = (name: string) => Promise<Pick<PaymentProvider, 'manifest'> | undefined>;
