import type { ResultId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { sweepTimers, type Timers } from '../../../shared/kernel/timers.ts';
import { type RenewResultPorts, renewResult } from './renew-result.ts';

/** A result that waits to be made to last. */
export interface RenewalTimer {
  readonly resultId: ResultId;
}

/** What a sweep needs. */
export interface SweepRenewalsPorts extends RenewResultPorts {
  readonly timers: Timers<RenewalTimer>;
  /** The time by which no other result is begun. */
  readonly until: () => Instant;
  readonly clock: () => Instant;
}

/** What a sweep did: how many results last longer, how many could not yet, and which went wrong. */
export interface SweptRenewals {
  readonly renewed: number;
  readonly delayed: number;
  readonly failed: readonly { readonly resultId: ResultId; readonly error: unknown }[];
}

/**
 * Makes every result last that is due as of a moment, as far as its time goes; what is left is found by the next. Once no authority gives
 * a time stamp it begins no other: they would all ask the same ones.
 */
export const sweepRenewals = (ports: SweepRenewalsPorts) => {
  const renew = renewResult(ports);
  return async (asOf: Instant, requestId: string): Promise<SweptRenewals> => {
    const until = ports.until();
    let [delayed, isAway] = [0, false];
    const timers: Timers<RenewalTimer> = {
      shards: ports.timers.shards,
      async *waiting(shard, to) {
        for await (const page of ports.timers.waiting(shard, to)) {
          if (isAway || ports.clock() > until) return;
          yield page;
        }
      },
    };
    const begun = new Set<ResultId>();
    const { done, failed } = await sweepTimers(timers, asOf, async ({ resultId }) => {
      // Where the moment is far ahead of the clock, what was renewed is due again at once.
      if (begun.has(resultId)) return false;
      begun.add(resultId);
      const outcome = await renew({ resultId, requestId, asOf, now: ports.clock() });
      if (!outcome.ok) {
        if (outcome.failure.kind !== 'temporarily_unavailable')
          throw new Error('detail' in outcome.failure ? outcome.failure.detail : outcome.failure.kind);
        isAway = true;
        return false;
      }
      if (outcome.value.startsWith('delayed:')) delayed += 1;
      return outcome.value === 'renewed';
    });
    return {
      renewed: done,
      delayed,
      failed: failed.map(({ timer, error }) => ({ resultId: timer.resultId, error })),
    };
  };
};
