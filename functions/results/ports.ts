import type { Outcome, RecordedBy } from '../../shared/kernel/book.ts';
import type { DossierCard } from '../../shared/kernel/dossier-card.ts';
import type { HeardEvent } from '../../shared/kernel/events.ts';
import type { AgencyCode, CheckId, DossierCode, ReceiptId, ResultId } from '../../shared/kernel/ids.ts';
import type { UploadAddress, UploadForm } from '../../shared/kernel/presigned-urls.ts';
import type { Result } from '../../shared/kernel/result.ts';
import type { WantedSignature } from './domain/agency-plan.ts';
import type { DownloadCode } from './domain/download-code.ts';
import type { FactOf, ResultFact } from './domain/facts.ts';
import type { FileCheck } from './domain/file-check.ts';
import type { RegisteredReceipt } from './domain/receipt-book.ts';
import type { ReceiptFactOf } from './domain/receipt-facts.ts';
import type { RegistryEntry, Revision } from './domain/registry-entry.ts';
import type { PlannedSignature, SigningPlan } from './domain/signing-plan.ts';
import type { Outcome as PadesOutcome } from './pades/refusal.ts';
import type { SignerIdentity } from './pades/sign/external-signer.ts';

/** Where the facts of results are kept. */
export interface ResultRegistry {
  /** The result that all its facts amount to, strongly consistent. */
  read(resultId: ResultId): Promise<RegistryEntry | undefined>;
  /** Keeps an intent once, together with the look-up of its verification code. */
  intend(resultId: ResultId, intended: FactOf<'intended'>, by: RecordedBy): Promise<Outcome>;
  /** Keeps a fact once. */
  record(
    resultId: ResultId,
    fact: Exclude<ResultFact, FactOf<'intended' | 'revision' | 'issued'>>,
    by: RecordedBy,
  ): Promise<Outcome>;
  /** Keeps a file of a result once, and makes it findable by its hash. */
  register(resultId: ResultId, revision: FactOf<'revision'>, by: RecordedBy): Promise<Outcome>;
  /** The results of a dossier by date of issue; which there are is a moment behind, what they say is not. */
  ofDossier(dossierCode: DossierCode): Promise<readonly RegistryEntry[]>;
  /** The result that a verification code belongs to. */
  resultOfCode(verificationCode: string): Promise<ResultId | undefined>;
  /** The results for which a file with this SHA-256 (lower-case hex) was or is being registered. */
  resultsOfFile(sha256: string): Promise<readonly ResultId[]>;
}

/** Who signs the results of an agency. */
export interface SigningPlans {
  /**
   * The plan of a result that is opened now; `wanted` takes the place of the signatures that the agency's plan lists. `invalid_input`
   * where it may not.
   */
  of(agencyCode: AgencyCode, wanted: readonly WantedSignature[] | undefined, now: number): Promise<Result<SigningPlan>>;
}

/** What results read of dossiers. */
export interface Dossiers {
  /** Whose the dossier is; undefined where none is registered under the code. */
  read(dossierCode: DossierCode): Promise<DossierCard | undefined>;
  /** The official status of a registered dossier, 1-10. */
  status(dossierCode: DossierCode): Promise<number>;
}

/** Names of agencies. */
export interface Agencies {
  /** The agency's name; its code where nobody set it up. */
  nameOf(agencyCode: AgencyCode): Promise<string>;
}

/** Values that follow from the installation's secret, so that a repeat gets the same ones. */
export interface DerivedValues {
  /** The id of the result that a request opens. */
  resultId(request: { readonly path: string; readonly idempotencyKey: string }): Promise<ResultId>;
  /** 130 unguessable bits in 26 characters. */
  verificationCode(id: ResultId | ReceiptId): Promise<string>;
  /** 16 bytes in hex. */
  fileId(resultId: ResultId, uploadVersionId: string): Promise<string>;
  /** Six digits that only somebody who reads the dossier's SMS can know. */
  downloadDigits(dossierCode: DossierCode, nonce: string): Promise<string>;
}

/** Files that were uploaded, by what they are for: results that are not yet signed unless told. Every version is kept for some days. */
export interface Uploads<Id extends string = ResultId> {
  /** Where to put the file, for at least 14 minutes. */
  target(id: Id, now: number): Promise<UploadAddress>;
  /** The newest version of the upload; undefined where there is none. */
  newest(id: Id): Promise<{ readonly versionId: string; readonly bytes: number } | undefined>;
  /** One version's bytes; undefined where it is gone. */
  read(id: Id, versionId: string): Promise<Uint8Array | undefined>;
}

/** When a check was opened, and what was found, once it was looked. */
export interface KeptCheck {
  readonly openedAt: number;
  readonly found: FileCheck | undefined;
}

/** Files that somebody has checked, which are none of ours: known for an hour by an id that nobody can guess. */
export interface FileChecks {
  /** 130 random bits. */
  checkId(): CheckId;
  open(checkId: CheckId, openedAt: number): Promise<void>;
  read(checkId: CheckId): Promise<KeptCheck | undefined>;
  /** Keeps what was found; what was found first stands. */
  keep(checkId: CheckId, openedAt: number, found: FileCheck): Promise<void>;
}

/** Forms by which browsers send files to be checked. */
export interface CheckForms {
  /** One that takes the check's file until `expiresAt` and then brings the browser to `landsAt`. */
  form(
    checkId: CheckId,
    ends: { readonly landsAt: string; readonly expiresAt: number },
    now: number,
  ): Promise<UploadForm>;
}

/** Has a checked file be thought of again after a while, so that it is forgotten. */
export interface Reminders {
  /** Throws where the queue cannot be reached. */
  remind(check: { readonly checkId: CheckId; readonly openedAt: number }, delaySeconds: number): Promise<void>;
}

/** Removes checked files. */
export interface CheckedFiles {
  /** Every version of the file; none where there is none. */
  forget(checkId: CheckId): Promise<void>;
}

/** That a file was given out: when, and whether by a portal, a back office or the citizen's page; never to which address. */
export interface Download {
  readonly at: number;
  readonly by: string;
}

/** What was given out. */
export interface Downloads {
  /** Keeps that a result's file was given out. */
  keep(resultId: ResultId, download: Download & { readonly requestId: string }): Promise<void>;
  /** The newest 20 of a result, newest first. */
  newest(resultId: ResultId): Promise<readonly Download[]>;
}

/** A signed file with where it lies. */
export interface StoredFile {
  readonly pdf: Uint8Array;
  readonly objectVersionId: string;
  /** The upload that it was made from. */
  readonly uploadVersionId: string;
}

/** Signed files, one for each revision of a result: each is written once and cannot be changed or deleted for its legal term. */
export interface ResultFiles {
  /** The one place of a result's n-th file, counted from 1. */
  keyOf(resultId: ResultId, n: number): string;
  /** Stores the file unless one is there: answers its version, or `taken`. Where the answer is lost it may have been stored. */
  store(
    resultId: ResultId,
    n: number,
    file: Omit<StoredFile, 'objectVersionId'>,
  ): Promise<{ readonly objectVersionId: string } | 'taken'>;
  /** The file that is stored; undefined where there is none. */
  stored(resultId: ResultId, n: number): Promise<StoredFile | undefined>;
  /** An address that gives exactly this version as a download, for at most 300 s. */
  downloadUrl(revision: Pick<Revision, 'objectKey' | 'objectVersionId'>, contentDisposition: string): Promise<string>;
}

/** Files that lie ready for signers elsewhere, each under its hash, as long as uploads are kept. */
export interface PreparedFiles {
  /** Keeps a file; again is the same. */
  keep(resultId: ResultId, pdf: Uint8Array): Promise<void>;
  /** The file with this SHA-256 (lower-case hex); undefined where it is gone. */
  read(resultId: ResultId, sha256: string): Promise<Uint8Array | undefined>;
  /** An address that gives it for at most 300 s. */
  downloadUrl(resultId: ResultId, sha256: string): Promise<string>;
}

/** One signature that is asked of a signer. */
export interface SignatureOrder {
  /** Names the order for ever: asking again under it is the same question. */
  readonly reference: string;
  readonly resultId: ResultId | ReceiptId;
  /** In which office the signer signs, and the form field that will bear the signature. */
  readonly planned: PlannedSignature;
  /** What is signed: a digest by the hash of the signer's algorithm. */
  readonly digest: Uint8Array;
  /** By what the signer wants to be asked about it, as it said last. */
  readonly handle?: string | undefined;
}

/** Why somebody will not sign: their own word, another key than the certificate's, or the end of their certificate. */
export type SignerRefusal = 'declined' | 'wrong_key' | 'certificate_expired' | 'certificate_revoked';

/** What a signer says of an order. */
export type SignerAnswer =
  | { readonly state: 'signed'; readonly value: Uint8Array }
  /** A person or another machine has it and will answer later, about the order or about the `handle` that comes with this word. */
  | { readonly state: 'waiting'; readonly handle?: string | undefined }
  /** It will not be signed; `detail` says why, in Vietnamese, for the officer. */
  | { readonly state: 'refused'; readonly reason?: SignerRefusal | undefined; readonly detail: string }
  /** The order may or may not have reached a signer that does not answer, or an operator has to mend how it is asked. */
  | {
      readonly state: 'failed';
      readonly kind: 'temporarily_unavailable' | 'not_configured';
      readonly detail: string;
    };

/** Somebody who signs by a certificate: a seal in KMS, a signing service, a person with a token. */
export interface Signer {
  readonly identity: SignerIdentity;
  /** Trust anchors, DER. */
  readonly roots: readonly Uint8Array[];
  /** SHA-256 of the certificate, lower-case hex. */
  readonly fingerprint: string;
  /** The certificate's common name. */
  readonly name: string;
  /** Their signature or seal as a picture, PNG. */
  readonly image?: Uint8Array | undefined;
  /**
   * Set for who is no key of the installation: `hand` and `csc` sign a file that lies ready, `upload` has signed what was uploaded. Only
   * `csc` is given orders.
   */
  readonly by?: 'hand' | 'csc' | 'upload' | undefined;
  /**
   * Gives an order. Called once it was recorded that it will be, and again only where `answer` does not know the order. Throws
   * where the signer cannot be reached; the order may have reached it.
   */
  begin(order: SignatureOrder): Promise<SignerAnswer>;
  /** What became of an order that was perhaps given before; `unknown` where the signer has none, or keeps none and may be given it twice. */
  answer(order: SignatureOrder): Promise<SignerAnswer | { readonly state: 'unknown' }>;
}

/** Where signers come from. */
export interface Signers {
  /**
   * Who makes a signature, or `not_configured` where nobody can. Throws where the key cannot be reached. Who has signed
   * already, by the certificate `signedBy` (DER), need no longer be known to a signing service.
   */
  signerOf(planned: PlannedSignature, signedBy?: Uint8Array): Promise<Result<Signer>>;
}

/** Somebody who gives time stamps (RFC 3161). */
export interface TimestampAuthority {
  readonly name: string;
  /** Carries TimeStampReq to TimeStampResp, both DER; empty where no whole answer came in time. */
  request(requestDer: Uint8Array): Promise<Uint8Array>;
}

/** How signatures are stamped. */
export interface Timestamping {
  /** In the order in which they are asked; none where all were ended. */
  readonly authorities: readonly TimestampAuthority[];
  /** To one of these their certificates must lead, DER. */
  readonly roots: readonly Uint8Array[];
  /** Tells that an authority did not answer rightly, and why. */
  failed(name: string, reason: string): void;
}

/** Draws what shows a signature on its page, each a PDF of one page as large as asked for, in points. */
export interface PanelDrawer {
  /** A PNG with a transparent background, as large as fits. */
  image(png: Uint8Array, size: { readonly width: number; readonly height: number }): Promise<PadesOutcome<Uint8Array>>;
  /** Lines of text. */
  text(
    lines: readonly string[],
    size: { readonly width: number; readonly height: number },
  ): Promise<PadesOutcome<Uint8Array>>;
  /** An address as a QR code and nothing else. */
  code(address: string, size: { readonly width: number; readonly height: number }): Promise<PadesOutcome<Uint8Array>>;
}

/** Where time stamps come from. */
export interface TimestampAuthorities {
  /** How signatures are stamped now; undefined where no authority was ever set up: nothing is stamped then. */
  inForce(): Promise<Timestamping | undefined>;
}

/** Has what came by a queue come again. */
export interface Later {
  /** Throws where the queue cannot be reached. */
  again(event: HeardEvent, delaySeconds: number): Promise<void>;
}

/** Download codes by dossier, each replaced only by whoever read it. */
export interface DownloadCodes {
  read(dossierCode: DossierCode): Promise<{ readonly code: DownloadCode; readonly version: number } | undefined>;
  /** Puts the code in the place of the version that was read (undefined: of none); false where others did so before. */
  replace(dossierCode: DossierCode, code: DownloadCode, version: number | undefined): Promise<boolean>;
  /** 128 random bits. */
  nonce(): string;
  /** Whether two texts are equal, in constant time. */
  equal(a: string, b: string): boolean;
}

/** What anybody may fetch to check signatures offline. */
export interface TrustAnchors {
  /** Root certificates as a PEM bundle. */
  readonly rootsPem: string;
}

/** The seal's certificate, and those between it and a root. */
export interface SealCertificate {
  readonly certificatePem: string;
  /** A PEM bundle; may be empty. */
  readonly chainPem: string;
}

/** Where the installation keeps certificates. All of it is public. */
export interface TrustStore {
  seal(): Promise<SealCertificate | undefined>;
  putSeal(seal: SealCertificate): Promise<void>;
  /** The trust anchors; empty where none were installed. */
  anchors(): Promise<TrustAnchors>;
  putAnchors(anchors: TrustAnchors): Promise<void>;
  /** What is believed of signatures or of time stamps (of either, unless told), a PEM bundle: the trust anchors, and what operators set up, a moment behind. */
  rootsFor(purpose?: 'signatures' | 'timestamps'): Promise<string>;
  /** The hosts at which revocation data may be asked for although they are no public ones, as operators named them with trust anchors. */
  namedHosts(): Promise<readonly string[]>;
}

/** What certificates of the development authority tell of it: where a validator finds everything that it needs. */
export interface AuthorityAddresses {
  /** The revocation list, DER. */
  readonly crlUrl: string;
  /** The status of single certificates (RFC 6960). */
  readonly ocspUrl: string;
  /** The authority's own certificate, DER. */
  readonly issuerUrl: string;
}

/** A certificate with its private key, as PEM. */
export interface KeptKey {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** A certificate authority that stays with the installation. */
export interface KeptAuthority extends KeptKey {
  /** Its time-stamp authorities, the first and the second; undefined where the authority was kept before it had them. */
  readonly timestamp?: KeptKey;
  readonly secondTimestamp?: KeptKey;
  /** The one key of all credentials at the signing service that it plays. */
  readonly remoteSigner?: KeptKey;
}

/** Where the development authority's private keys are kept. */
export interface AuthorityVault {
  read(): Promise<KeptAuthority | undefined>;
  keep(authority: KeptAuthority): Promise<void>;
}

/** What is played by whom, by their names; each does it until the next is chosen. */
export interface PlayedOutcomes<T extends string> {
  of(name: string): Promise<T>;
  choose(name: string, outcome: T): Promise<void>;
}

/** The seal's key, as far as anybody may see it. */
export interface SealKey {
  /** SubjectPublicKeyInfo, DER. Throws where the key cannot be reached. */
  publicKey(): Promise<Uint8Array>;
}

/** Where the facts of receipts are kept. */
export interface ReceiptRegister {
  /** The receipt that all its facts amount to, strongly consistent. */
  read(receiptId: ReceiptId): Promise<RegisteredReceipt | undefined>;
  /** Keeps once that a receipt is to be sealed, together with the look-up of its verification code. */
  order(receiptId: ReceiptId, ordered: ReceiptFactOf<'receipt_ordered'>, by: RecordedBy): Promise<Outcome>;
  /** Keeps the file of a receipt once, and makes it findable by its hash. */
  file(receiptId: ReceiptId, filed: ReceiptFactOf<'receipt_filed'>, by: RecordedBy): Promise<Outcome>;
  /** The receipt that a verification code belongs to. */
  receiptOfCode(verificationCode: string): Promise<ReceiptId | undefined>;
  /** The receipts for which a file with this SHA-256 (lower-case hex) was or is being registered. */
  receiptsOfFile(sha256: string): Promise<readonly ReceiptId[]>;
}

/** Sealed receipts: each is written once and cannot be changed or deleted for its legal term. */
export interface ReceiptFiles {
  /** The one place of a receipt's file. */
  keyOf(receiptId: ReceiptId): string;
  /** Stores the file unless one is there: answers its version, or `taken`. Where the answer is lost it may have been stored. */
  store(receiptId: ReceiptId, pdf: Uint8Array): Promise<{ readonly objectVersionId: string } | 'taken'>;
  /** The file that is stored; undefined where there is none. */
  stored(receiptId: ReceiptId): Promise<{ readonly pdf: Uint8Array; readonly objectVersionId: string } | undefined>;
}
