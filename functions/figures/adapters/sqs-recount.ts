import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { type BusEvent, parseBusEvent } from '../../../shared/kernel/events.ts';
import { WITHDRAWN } from '../../../shared/kernel/milestones.ts';
import { ledgers, type RecountStep } from '../domain/recount.ts';
import type { RecountQueue } from '../ports.ts';

/**
 * Whatever was on its way when a row was compared has come by then, or waits for a person. Less than the age at which messages of the
 * queue alarm, which counts from when they were sent.
 */
const LATER_SECONDS = 600;

/** SQS takes at most ten messages at a time. */
const BATCH = 10;

const Recount = z.union([
  z.strictObject({ recount: z.literal('begin') }),
  z.strictObject({
    recount: z.strictObject({ ledger: z.enum(ledgers), segment: z.int(), cursor: z.string().optional() }),
  }),
  z.strictObject({ lookAgain: z.unknown() }),
]);

/** What a message of the queue asks of a recount. */
export type RecountAsked = 'begin' | { readonly step: RecountStep } | { readonly lookAgain: BusEvent };

/** Reads a message that is no event of the bus. Throws where it is none of a recount. */
export const recountAsked = (message: unknown): RecountAsked => {
  const asked = Recount.parse(message);
  if ('recount' in asked) return asked.recount === 'begin' ? 'begin' : { step: asked.recount };
  const told = parseBusEvent(asked.lookAgain);
  if (!told) throw new TypeError('not an event of the catalogue');
  return { lookAgain: told };
};

/** Steps of a recount in the queue of the figures' events, where they are worked on between those. */
export const sqsRecount = (client: Pick<SQSClient, 'send'>, queueUrl: string): RecountQueue => {
  const send = async (messages: readonly object[], delaySeconds: number): Promise<void> => {
    for (let start = 0; start < messages.length; start += BATCH) {
      const entries = messages.slice(start, start + BATCH).map((message, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(message),
        DelaySeconds: delaySeconds,
      }));
      const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
      if (answer.Failed?.length) throw new Error(`the queue refused ${answer.Failed.length} messages`);
    }
  };
  return {
    go: (steps) =>
      send(
        steps.map((recount) => ({ recount })),
        0,
      ),
    lookAgain: (told) =>
      send(
        told.map(({ event, number, withdrawn }) => ({
          lookAgain: { ...event, number, type: withdrawn ? `${event.type}${WITHDRAWN}` : event.type },
        })),
        LATER_SECONDS,
      ),
  };
};
