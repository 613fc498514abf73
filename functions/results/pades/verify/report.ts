/** The answer about one file. */
export type Verdict = 'valid' | 'indeterminate' | 'invalid' | 'unsigned';

/** PAdES baseline levels (ETSI EN 319 142-1 section 6), `none` where not even B-B is met. */
export type Level = 'none' | 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

/** A difference between a signed revision and the file as it stands. */
export interface Change {
  /** `forbidden`: signed content may look or act differently. `unsettled`: may cover content. */
  readonly kind: 'permitted' | 'unsettled' | 'forbidden';
  /** Stable code, for example `object_modified`. */
  readonly code: string;
  /** What it concerns: an object number, a field, a key. */
  readonly subject: string;
}

/** What is known of one signature or document time stamp. */
export interface SignatureReport {
  readonly field: string;
  readonly kind: 'signature' | 'document_timestamp';
  /** Distinguished name of the signer's certificate. */
  readonly signer: string | undefined;
  /** Common name in it. */
  readonly signerName: string | undefined;
  readonly verdict: 'valid' | 'indeterminate' | 'invalid';
  /** The first of the problems, or why the verdict is not settled. */
  readonly reason: string | undefined;
  /** Signed bytes, signature and certificate fit together. */
  readonly intact: boolean;
  /** The certificate leads to a given root, valid and not known as revoked at the time that counts. */
  readonly trusted: boolean;
  /** When the certificate that signed ends. */
  readonly certificateEnds: Date | undefined;
  /** The earliest time at which a trusted time stamp proves the signature existed. */
  readonly provenTime: Date | undefined;
  /** What the signer claims (/M). */
  readonly claimedTime: Date | undefined;
  readonly level: Level;
  readonly certificateStatus: 'good' | 'revoked' | 'unknown';
  readonly coversWholeFile: boolean;
  /** Offset at which the revision that it covers ends. */
  readonly revisionEnd: number;
  readonly changedAfter: 'no' | 'permitted' | 'unsettled' | 'forbidden';
  readonly changes: readonly Change[];
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/** What is known of a file. */
export interface VerificationReport {
  readonly verdict: Verdict;
  readonly reason: string | undefined;
  /** The lowest level among the signatures. */
  readonly level: Level;
  /** Hex; the identity of the file. */
  readonly sha256: string;
  readonly bytes: number;
  /** Whether the newest signature or time stamp covers every byte. */
  readonly coversWholeFile: boolean;
  readonly signatures: readonly SignatureReport[];
  /** Everything that changed after some signature, once each. */
  readonly changes: readonly Change[];
  readonly activeContent: readonly string[];
  readonly notes: readonly string[];
}
