import { fail, ok, type Result } from '../../../shared/kernel/result.ts';
import { checkedSignature } from '../pades/sign/embed.ts';
import type { PreparedSignature } from '../pades/sign/prepare.ts';
import { type CheckedTimestamp, requestTimestamp } from '../pades/tsp/timestamp-client.ts';
import type { Timestamping } from '../ports.ts';

/** The largest token that has room in a signature (`pades/sign/prepare.ts`). */
export const MAX_TOKEN_BYTES = 8192;

/**
 * Stamps data by the first authority that answers rightly: granted, the same nonce and imprint, a certificate for time stamps alone that
 * leads to a root, a time within five minutes of `now`. Whoever answers otherwise, or not in time, is told of and the next one is asked;
 * `temporarily_unavailable` where none is left.
 */
export const timestampBy = async (
  { authorities, roots, failed }: Timestamping,
  data: Uint8Array,
  now: number,
  maxBytes = MAX_TOKEN_BYTES,
): Promise<Result<CheckedTimestamp>> => {
  for (const { name, request } of authorities) {
    const answer = await requestTimestamp({ request, roots, now: () => new Date(now) }, data);
    if (answer.ok && answer.value.token.length <= maxBytes) return ok(answer.value);
    failed(name, answer.ok ? 'token_too_large' : `${answer.refusal.reason}: ${answer.refusal.detail}`);
  }
  return fail({ kind: 'temporarily_unavailable', detail: 'no time-stamp authority answers rightly' });
};

/** The time stamp of a signature's value, as its key gave it; undefined where the installation has no authorities. */
export const stampOfValue = async (
  timestamping: Timestamping | undefined,
  prepared: PreparedSignature,
  value: Uint8Array,
  now: number,
  maxBytes?: number,
): Promise<Result<CheckedTimestamp | undefined>> => {
  if (!timestamping) return ok(undefined);
  const checked = checkedSignature(prepared, value);
  // What does not fit its certificate is declined where it is embedded.
  return checked.ok ? timestampBy(timestamping, checked.value, now, maxBytes) : ok(undefined);
};
