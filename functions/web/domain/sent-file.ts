import type { UploadForm } from '../../../shared/kernel/presigned-urls.ts';
import type { Instant } from '../../../shared/kernel/time.ts';

/** One signature of a file that was checked; `reason` is a stable code, with what it concerns after a colon. */
export interface CheckedSignature {
  /** The name in the certificate; empty where it cannot be read. */
  readonly signer: string;
  readonly verdict: 'valid' | 'indeterminate' | 'invalid';
  readonly reason?: string;
  /** When it is proven to have existed. */
  readonly provenTime?: Instant;
}

/** What a file is that was checked. */
export interface CheckedFile {
  readonly verdict: 'registered' | 'changed_after_signing' | 'invalid' | 'signed_elsewhere' | 'not_signed';
  readonly reason?: string;
  /** How its document stands, and under which code, where it is in the register. */
  readonly status?: 'issued' | 'replaced' | 'revoked';
  readonly verificationCode?: string;
  readonly signatures: readonly CheckedSignature[];
}

/** How a check stands: its file is awaited by a form, did not come in time, or was looked at. */
export type SentFile =
  | { readonly state: 'awaited'; readonly form: UploadForm }
  | { readonly state: 'missed' }
  | { readonly state: 'checked'; readonly found: CheckedFile };
