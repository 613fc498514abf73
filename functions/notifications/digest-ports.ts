import type { AgencyCode } from '../../shared/kernel/ids.ts';
import type { Instant } from '../../shared/kernel/time.ts';
import type { Timers } from '../../shared/kernel/timers.ts';
import type { Digest, DueSoon } from './domain/digest.ts';

/** What became due soon, collected for one mail to an agency's staff on the morning of a working day. Reads are strongly consistent. */
export interface Digests extends Timers<Digest> {
  /** Puts a dossier into the agency's first digest after a moment that is not closed; once for all repetitions of its occasion. */
  collect(agencyCode: AgencyCode, due: DueSoon, after: Instant): Promise<void>;
  /** From now on nothing is added to a digest; again it changes nothing. */
  close(digest: Digest, at: Instant): Promise<void>;
  /** What lies in the digest of a name, the soonest first. */
  dossiersIn(name: string): Promise<readonly DueSoon[]>;
  /** The digest waits for nothing any more. */
  done(digest: Digest): Promise<void>;
}
