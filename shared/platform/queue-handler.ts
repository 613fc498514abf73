import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type BusEvent, parseBusEvent } from '../kernel/events.ts';
import { failurePolicy } from '../kernel/failures.ts';
import type { Result } from '../kernel/result.ts';
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

/** An event as a rule of a bus brings it. */
type Envelope = { readonly detail?: unknown };

const isStrange = (): never => {
  throw new TypeError('not an event of the catalogue');
};

/**
 * Handles the catalogue events of a bus rule's queue. What is none of them is another's, of AWS itself where the queue has rules for that
 * (`others`); else it fails, and so is parked.
 */
export const eventQueueHandler = (
  handle: (event: BusEvent, requestId: string) => Promise<Result<unknown>>,
  others: (envelope: Envelope, requestId: string) => Promise<Result<unknown>> = isStrange,
): QueueHandler =>
  queueHandler(async (record) => {
    const envelope = JSON.parse(record.body) as Envelope;
    const event = parseBusEvent(envelope.detail);
    return event ? handle(event, record.messageId) : others(envelope, record.messageId);
  });
