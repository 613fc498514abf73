import type { HeardEvent } from '../../../shared/kernel/events.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { logAlarm, logEvent } from '../../../shared/platform/observability.ts';
import { ASKED_AGAIN, askedAgainAfter, triedAgainAfter, WAITS_LONG_MS } from '../domain/waiting.ts';
import type { Later } from '../ports.ts';

/**
 * What became of a document, for its queue: what only waits (for a time stamp, another run, a store) comes again by itself, however long
 * that takes, and a person is told after a while; so does what a signing service has, without anybody being told. All else is as it is.
 */
export const comingAgain =
  (later: Later, now: () => number) =>
  async (
    event: HeardEvent,
    done: Result<unknown>,
    fields: { readonly requestId: string; readonly aggregate: string },
  ): Promise<Result<unknown>> => {
    if (!done.ok && 'detail' in done.failure)
      logEvent('result_not_signed', { ...fields, errorMessage: done.failure.detail });
    const waitedMs = now() - event.at;
    if (done.ok && done.value === ASKED_AGAIN) await later.again(event, askedAgainAfter(waitedMs));
    if (done.ok || done.failure.kind !== 'temporarily_unavailable') return done;
    if (waitedMs >= WAITS_LONG_MS) logAlarm('signing_waits', fields);
    await later.again(event, triedAgainAfter(waitedMs));
    return ok('waits');
  };
