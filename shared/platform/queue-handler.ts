import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { type BusEvent, parseBusEvent } from '../kernel/events.ts';
import { failurePolicy } from '../kernel/failures.ts';
import type { Result } from '../kernel/result.ts';
import { type Instant, OffsetDateTime } from '../kernel/time.ts';
import { withinTime } from './given-up.ts';
import { countOne, errorFields, flushMetrics, logAlarm, logEvent, logFailure } from './observability.ts';

/** A handler of an SQS event source with partial batch responses. */
export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** A message that failed: it comes again until the queue's redrive policy parks it in the dead-letter queue. */
class MessageFailed extends Error {}

/** What a function keeps of its time to say which messages come again. */
const ANSWER_MS = 1000;

/** A function may run for 15 minutes at most: what is left where whoever invokes it does not say. */
const LONGEST_MS = 900_000;

/**
 * Handles the messages side by side, each by itself: one that fails comes again, and so does one that is still at work when the
 * function's time is nearly over; the rest of the batch is done. Each is told how many milliseconds it may take.
 */
export const queueHandler = (
  handle: (record: SQSRecord, availableMs: number) => Promise<Result<unknown>>,
): QueueHandler => {
  const one = async (record: SQSRecord, availableMs: number): Promise<void> => {
    try {
      const result = await withinTime(availableMs, () => handle(record, availableMs));
      if (result.ok) return logEvent('message_done', { eventId: record.messageId });
      const { kind } = result.failure;
      const outcome = failurePolicy[kind].queue;
      logFailure('message_failed', kind, { eventId: record.messageId, outcome });
      countOne('MessageFailed');
      if (outcome !== 'drop') throw new MessageFailed(kind);
    } catch (error) {
      if (!(error instanceof MessageFailed))
        logAlarm('message_threw', { eventId: record.messageId, ...errorFields(error) });
      throw error;
    }
  };
  return async (event, context) => {
    const availableMs = (context.getRemainingTimeInMillis?.() ?? LONGEST_MS) - ANSWER_MS;
    const handleOne = (record: SQSRecord) => one(record, availableMs);
    const processor = new BatchProcessor(EventType.SQS);
    const response = await processPartialResponse(event, handleOne, processor, { throwOnFullBatchFailure: false });
    flushMetrics();
    return response;
  };
};

/** A schedule's own event, as of its `time`. */
const Tick = z.object({ 'detail-type': z.literal('Scheduled Event'), time: OffsetDateTime });

/** An event as a rule of a bus brings it. */
type Envelope = { readonly detail?: unknown };

/** What a queue brings besides catalogue events. */
interface Besides {
  /** The ticks of a schedule that leads to it. */
  readonly tick?: (at: Instant, requestId: string) => Promise<Result<unknown>>;
  /** What is nothing else, of AWS itself where the queue has rules for that. */
  readonly others?: (envelope: Envelope, requestId: string) => Promise<Result<unknown>>;
}

const isStrange = (): never => {
  throw new TypeError('not an event of the catalogue');
};

/** Handles the catalogue events of a bus rule's queue; a message that is none of them, and nothing that is brought besides, fails and so is parked. */
export const eventQueueHandler = (
  handle: (event: BusEvent, requestId: string) => Promise<Result<unknown>>,
  { tick, others = isStrange }: Besides = {},
): QueueHandler =>
  queueHandler(async (record) => {
    const envelope = JSON.parse(record.body) as Envelope;
    const ticked = tick && Tick.safeParse(envelope).data;
    if (tick && ticked) return tick(ticked.time, record.messageId);
    const event = parseBusEvent(envelope.detail);
    return event ? handle(event, record.messageId) : others(envelope, record.messageId);
  });
