import type { Preferences } from '../../shared/kernel/dossier-card.ts';
import type { AgencyCode, DossierCode, PaymentId, ResultId } from '../../shared/kernel/ids.ts';
import type { AmountVnd } from '../../shared/kernel/money.ts';
import type { WayToPay } from '../../shared/kernel/payment-providers.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { FeeReceipt } from './domain/fee-receipt.ts';
import type { FeeMoney } from './domain/fee-standing.ts';
import type { PublishedMonth } from './domain/published-month.ts';
import type { SentFile } from './domain/sent-file.ts';
import type { PostedForm, TransferQr } from './domain/transfer-qr.ts';

/** A dossier as the pages need it. Names and phones are masked before anything of it is shown. */
export interface CitizenDossier {
  readonly dossierCode: DossierCode;
  readonly agencyCode: AgencyCode;
  readonly procedureName: string;
  /** Undefined once personal data were erased. */
  readonly applicantName: string | undefined;
  /** The mobile number that codes and messages go to, in the national form. */
  readonly phone: string | undefined;
  readonly statusNumber: number;
  readonly promisedAt: Instant | undefined;
  readonly clock: 'paused' | 'overdue' | 'other';
  /** Oldest first; what was taken back or had no effect is left out. */
  readonly moments: readonly { readonly at: Instant; readonly type: string; readonly date: Instant | undefined }[];
}

/** Reads dossiers for those who hold a link. */
export interface Dossiers {
  /** The dossier that a token opens; undefined for any other text. */
  ofToken(token: string, now: Instant): Promise<CitizenDossier | undefined>;
}

/** How a dossier's person is told. Addresses are masked before anything of it is shown. */
export interface CitizenWishes {
  readonly dossierCode: DossierCode;
  /** True once personal data were erased: nobody is told anything. */
  readonly isErased: boolean;
  /** Each channel that can reach the person, and whether it tells the person. */
  readonly ways: readonly {
    readonly channel: 'zalo' | 'sms' | 'email';
    readonly to: string;
    readonly isOn: boolean;
  }[];
  readonly language: 'vi' | 'en';
}

/** A change of what a person wishes: what it does not name stays as it was. */
export type WishesChange = Partial<Preferences>;

/** Which messages people wish, for those who hold a link. */
export interface Wishes {
  /** Those of the dossier that a token opens; undefined for any other text. */
  ofToken(token: string): Promise<CitizenWishes | undefined>;
  /** Keeps a choice of whoever holds the link. `not_allowed_now` where it was chosen too often, though a channel may always be switched off. */
  choose(
    token: string,
    change: WishesChange,
    asked: { readonly now: Instant; readonly requestId: string },
  ): Promise<Result<unknown>>;
}

/** Whether a dossier can be rated, and how it was. */
export interface CitizenRating {
  readonly dossierCode: DossierCode;
  readonly isEnded: boolean;
  readonly isErased: boolean;
  /** Its words are gone once personal data were erased. */
  readonly given: { readonly at: Instant; readonly stars: number; readonly words: string | undefined } | undefined;
}

/** How dossiers are rated by those who hold a link. */
export interface Ratings {
  /** That of the dossier that a token opens; undefined for any other text. */
  ofToken(token: string): Promise<CitizenRating | undefined>;
  /** Keeps the one rating of a dossier; without words they are empty. `not_allowed_now` before its end and again. */
  give(
    token: string,
    rating: { readonly stars: number; readonly words: string; readonly now: Instant; readonly requestId: string },
  ): Promise<Result<unknown>>;
}

/** What opens a dossier to those who know its code and its phone. */
export interface WaysIn {
  /** The phones on a dossier's card and the token of its link; undefined where there is no such dossier. */
  wayIn(dossierCode: DossierCode): Promise<{ readonly phones: readonly string[]; readonly token: string } | undefined>;
}

/** Names agencies. */
export interface Agencies {
  named(agencyCode: AgencyCode): Promise<{ readonly name: string; readonly phone: string | undefined }>;
}

/** One line of a fee; amounts in dong. */
export interface FeeItem {
  readonly name: string;
  readonly amountVnd: number;
  /** What it would be without its exemption. */
  readonly fullAmountVnd?: number | undefined;
  /** Why it is less, in one of payments' words, and the provision that says so. */
  readonly exemption?: { readonly kind: string; readonly legalBasis: string } | undefined;
}

/** A fee as the pages need it; amounts in dong. */
export interface Fee extends FeeMoney {
  readonly paymentId: PaymentId;
  /** Whose money it is. */
  readonly agencyCode: AgencyCode;
  readonly items: readonly FeeItem[];
  /** In the order in which they were made. */
  readonly receipts: readonly FeeReceipt[];
  readonly flags: readonly string[];
  /** True where a payment was begun and nobody knows yet what became of it. */
  readonly isBegun: boolean;
  /** True where the last attempt to pay it failed. */
  readonly hasFailed: boolean;
  /** The last bank transfer that was begun and of which nothing has come yet, by its reference, with the end of its term. */
  readonly begunTransfer: { readonly reference: string; readonly expiresAt: Instant } | undefined;
}

/** A citizen's press of a pay button. `press` makes two presses of one button one attempt. */
export interface PayPress {
  readonly dossierCode: DossierCode;
  readonly paymentId: PaymentId;
  /** The way that the button names; undefined where the page had one button and no name for it. */
  readonly provider: string | undefined;
  readonly press: string;
  readonly payerIp: string;
  readonly now: Instant;
  readonly requestId: string;
}

/** Where a press leads: to a page of the provider, or to our page of a bank transfer, by its reference. */
export type Destination = { readonly redirectUrl: string } | { readonly transfer: string };

/** An order that has its page with us: a bank transfer that a citizen was asked for, or one whose provider's page opens by a form of ours. */
export interface Transfer {
  readonly reference: string;
  readonly amountVnd: AmountVnd;
  readonly openedAt: Instant;
  readonly expiresAt: Instant;
  /** True where the provider said that it brings no money. */
  readonly isFailed: boolean;
  readonly money: Money;
  /** Undefined where the order is paid on the provider's page alone. */
  readonly qr: TransferQr | undefined;
  /** The provider's page of the same order, where it has one that opens by an address. */
  readonly pageUrl: string | undefined;
  /** The provider's page of the same order, where it opens by a posted form. */
  readonly form: PostedForm | undefined;
  readonly fee: Fee;
}

/** What is known of an attempt's money: received, under review, or nothing yet. */
export type Money = 'received' | 'held' | 'none';

/** What a provider sent the browser back with, nothing parsed. */
export interface BroughtBack {
  readonly provider: string;
  readonly merchant: string;
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly receivedAt: Instant;
}

/** An attempt whose provider sent the browser back. */
export interface ReturnedAttempt {
  /** What the browser was told; only the ledger says what is true. */
  readonly told: 'paid' | 'suspected' | 'failed';
  readonly dossierCode: DossierCode;
  readonly reference: string;
  readonly amountVnd: number;
  readonly openedAt: Instant;
  readonly money: Money;
  readonly fee: Fee;
}

/** Fees, for who may only read them. */
export interface FeeReader {
  /** A dossier's fees, oldest first; one opened a moment ago may be missing. */
  ofDossier(dossierCode: DossierCode): Promise<readonly Fee[]>;
}

/** Receipts of fees with their files. */
export interface Receipts {
  /** A dossier's receipt; undefined where it has none of that id. `downloadUrl` gives its file for a few minutes, once it is sealed. */
  find(
    dossierCode: DossierCode,
    receiptId: string,
  ): Promise<(FeeReceipt & { readonly issuedAt: Instant; readonly downloadUrl: string | undefined }) | undefined>;
}

/** Fees and their payment. */
export interface Fees extends FeeReader {
  /** In which ways what is due of each fee can be paid; a fee of whose agency no merchant takes it has none. */
  waysOf(fees: readonly Fee[]): Promise<ReadonlyMap<PaymentId, readonly WayToPay[]>>;
  /** Opens an attempt at the agency's merchant and answers where to pay. */
  startPayment(press: PayPress): Promise<Result<Destination>>;
  /**
   * A dossier's order that has its page with us; undefined where there is none of that reference. One that was begun a moment ago is found
   * for sure where its payment is named.
   */
  transfer(dossierCode: DossierCode, reference: string, paymentId?: PaymentId): Promise<Transfer | undefined>;
  /** Reads what a provider sent the browser back with. Changes nothing. Undefined where it is not signed or belongs to nothing. */
  broughtBack(message: BroughtBack): Promise<ReturnedAttempt | undefined>;
}

/** A document that was signed for a dossier and may be downloaded. */
export interface IssuedDocument {
  readonly resultId: ResultId;
  readonly documentNumber: string;
  /** `YYYY-MM-DD`. */
  readonly issuedOn: string;
  /** The names in the certificates that signed it. */
  readonly signers: readonly string[];
  readonly verificationCode: string;
}

/** A document of a dossier that is given out no more; its verification says what took its place. */
export interface FormerDocument extends Pick<IssuedDocument, 'documentNumber' | 'issuedOn' | 'verificationCode'> {
  readonly status: 'replaced' | 'revoked';
}

/** The register's entry of a document. */
export interface RegisteredDocument extends Pick<IssuedDocument, 'documentNumber' | 'issuedOn' | 'signers'> {
  readonly status: 'issued' | 'replaced' | 'revoked';
  readonly agency: { readonly code: AgencyCode; readonly name: string };
  readonly sha256: string;
  /** Of every file of it, oldest first. */
  readonly versions: readonly string[];
  readonly replacedBy?: { readonly documentNumber: string; readonly verificationCode: string };
  /** `YYYY-MM-DD` with what follows. */
  readonly revokedAt?: string;
  readonly decisionNumber?: string;
}

/**
 * What a typed code led to; `url` leads to the document for a few minutes, and `sentAt` is when the code was asked for. `expired`:
 * there is no code to try any more.
 */
export type Redeemed =
  | { readonly outcome: 'accepted'; readonly url: string; readonly sentAt: Instant }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  | { readonly outcome: 'expired' }
  | { readonly outcome: 'exhausted' };

/** Signed results, for who may only know that they are there. */
export interface IssuedDocuments {
  /** A dossier's documents that may be downloaded, newest first. */
  ofDossier(dossierCode: DossierCode): Promise<readonly IssuedDocument[]>;
  /** These, and those that were replaced or revoked, newest first too. */
  allOfDossier(
    dossierCode: DossierCode,
  ): Promise<{ readonly issued: readonly IssuedDocument[]; readonly former: readonly FormerDocument[] }>;
}

/** Signed results and the codes that open them. */
export interface Documents extends IssuedDocuments {
  /** Has a six-digit code sent to the dossier's phone. `too_many_tries` where codes were asked for too often, with when the next may be. */
  sendCode(dossierCode: DossierCode, now: Instant, requestId: string): Promise<Result<unknown>>;
  /** Tries a code, which works once. Fails where the document cannot be downloaded. */
  redeem(request: {
    readonly dossierCode: DossierCode;
    readonly resultId: ResultId;
    readonly code: string;
    readonly now: Instant;
    readonly requestId: string;
  }): Promise<Result<Redeemed>>;
}

/** What anyone may know of documents and their signatures. */
export interface DocumentRegister {
  /** The entry under a verification code; undefined where there is none. */
  registered(verificationCode: string): Promise<RegisteredDocument | undefined>;
  /** The entry of which a file has this SHA-256, however it was typed, with that as it is kept; undefined where there is none. */
  registeredFile(sha256: string): Promise<(RegisteredDocument & { readonly file: string }) | undefined>;
  /** Every trust anchor in force as a PEM bundle; undefined where there is none. */
  rootsPem(): Promise<string | undefined>;
}

/** Files of anybody's that are sent to be checked. */
export interface SentFiles {
  /** Opens a check and answers its id, which nobody can guess; `too_many_tries` for a source that had too many. */
  open(sourceIp: string, now: Instant): Promise<Result<string>>;
  /** How a check stands; undefined for any other text, and an hour after it was opened. Looks at a file that has come. */
  find(checkId: string, now: Instant): Promise<SentFile | undefined>;
}

/** Reads what was published of figures. */
export interface PublishedFigures {
  /** The published months, the newest first; a moment behind. */
  months(): Promise<readonly string[]>;
  /** A month's version, or its newest, and the same as CSV; undefined where there is none. */
  published(
    period: string,
    version: number | undefined,
  ): Promise<{ readonly data: PublishedMonth; readonly csv: string } | undefined>;
}
