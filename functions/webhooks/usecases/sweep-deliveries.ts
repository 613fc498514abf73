import type { DeliveryId } from '../../../shared/kernel/ids.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { sweepTimers } from '../../../shared/kernel/timers.ts';
import type { DeliveryQueue, DeliveryTimers } from '../ports.ts';

/** What a sweep needs. */
export interface SweepPorts {
  readonly timers: DeliveryTimers;
  readonly queue: DeliveryQueue;
}

/** What a sweep did: how many deliveries it queued, and which it could not. */
export interface SweptDeliveries {
  readonly queued: number;
  readonly failed: readonly { readonly deliveryId: DeliveryId; readonly error: unknown }[];
}

/** Puts every delivery whose next try is due, as of a moment, into the queue. Whether it really is, whoever tries it decides. */
export const sweepDeliveries =
  ({ timers, queue }: SweepPorts) =>
  async (asOf: Instant): Promise<SweptDeliveries> => {
    const { done, failed } = await sweepTimers(timers, asOf, async (waiting) => {
      await queue.send([{ ...waiting, asOf }]);
      return true;
    });
    return { queued: done, failed: failed.map(({ timer, error }) => ({ deliveryId: timer.deliveryId, error })) };
  };
