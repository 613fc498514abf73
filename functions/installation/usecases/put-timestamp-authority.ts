import type { Result } from '../../../shared/kernel/result.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { rotated } from '../domain/merchant-secret.ts';
import type { TimestampAuthoritySetUp } from '../domain/trust-requests.ts';
import type { NamedRows, TimestampAuthorityRow, TimestampPasswords } from '../trust-ports.ts';
import { putNamed } from './put-named.ts';

/** What setting up a time-stamp authority needs. */
export interface PutTimestampAuthorityPorts {
  readonly timestampAuthorities: NamedRows<TimestampAuthorityRow>;
  readonly timestampPasswords: TimestampPasswords;
}

/**
 * Sets a time-stamp authority up, or replaces its set-up. The password is written before the row: an authority that is asked by a name
 * always has its password.
 */
export const putTimestampAuthority =
  ({ timestampAuthorities, timestampPasswords }: PutTimestampAuthorityPorts) =>
  async (
    name: string,
    { password, ...setUp }: TimestampAuthoritySetUp,
    now: Instant,
  ): Promise<Result<{ readonly created: boolean; readonly row: TimestampAuthorityRow }>> => {
    const secret = password && rotated(await timestampPasswords.read(name), { password }, now);
    if (secret) await timestampPasswords.write(name, secret);
    return putNamed(timestampAuthorities)({ name, ...setUp });
  };
