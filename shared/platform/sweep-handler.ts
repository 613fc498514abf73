import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { MINUTE_MS, OffsetDateTime } from '../kernel/time.ts';

const Tick = z.object({ time: OffsetDateTime });

/**
 * A sweep as of the moment in the schedule's own event (`time`). Outside production any moment may be handed in; in production
 * none that is more than a minute ahead of the clock.
 */
export const sweepHandler =
  <A>(stage: string, now: () => number, sweep: (at: number, requestId: string) => Promise<A>) =>
  async (event: unknown, context: Pick<Context, 'awsRequestId'>): Promise<A> => {
    const { time } = Tick.parse(event);
    if (stage === 'production' && time > now() + MINUTE_MS) throw new RangeError('a sweep of the future');
    return sweep(time, context.awsRequestId);
  };
