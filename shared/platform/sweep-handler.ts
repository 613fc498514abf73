import type { Context } from 'aws-lambda';
import * as z from 'zod';
import type { AlarmEvent } from '../kernel/alarms.ts';
import { MINUTE_MS, OffsetDateTime } from '../kernel/time.ts';
import { errorFields, logAlarm } from './observability.ts';

const Tick = z.object({ time: OffsetDateTime });

/** What a sweep did, counted, and what it could not look at. */
export interface Swept {
  readonly counts: Readonly<Record<string, number>>;
  readonly failed: readonly { readonly aggregate: string; readonly error: unknown }[];
}

/**
 * A sweep as of the moment in the schedule's own event (`time`); what it could not look at is told as `notSwept`, one by one. Outside
 * production any moment may be handed in; in production none that is more than a minute ahead of the clock.
 */
export const sweepHandler =
  (stage: string, now: () => number, notSwept: AlarmEvent, sweep: (at: number, requestId: string) => Promise<Swept>) =>
  async (event: unknown, context: Pick<Context, 'awsRequestId'>): Promise<Readonly<Record<string, number>>> => {
    const { time } = Tick.parse(event);
    if (stage === 'production' && time > now() + MINUTE_MS) throw new RangeError('a sweep of the future');
    const { awsRequestId: requestId } = context;
    const { counts, failed } = await sweep(time, requestId);
    for (const { aggregate, error } of failed) logAlarm(notSwept, { requestId, aggregate, ...errorFields(error) });
    return { ...counts, failed: failed.length };
  };
