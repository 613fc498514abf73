import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';

/** Where the keys of aggregates go that must be folded again, of whatever book of the table. */
export interface RefoldQueue {
  send(aggregates: readonly string[]): Promise<void>;
}

const RefoldMessage = z.object({ aggregate: z.string() });

/** The aggregate that a message of the queue asks for. Throws where it asks for none. */
export const aggregateAsked = (body: string): string => RefoldMessage.parse(JSON.parse(body)).aggregate;

/** SQS takes at most ten messages at a time. */
const BATCH = 10;

/** So many batches are sent at the same time. */
const BATCHES_AT_ONCE = 10;

/** The refold queue of one capability in SQS: one message an aggregate, `{"aggregate": "PAY#<id>"}`. */
export const sqsRefoldQueue = (client: Pick<SQSClient, 'send'>, queueUrl: string): RefoldQueue => {
  const sendBatch = async (aggregates: readonly string[]): Promise<void> => {
    const entries = aggregates.map((aggregate, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify({ aggregate } satisfies z.infer<typeof RefoldMessage>),
    }));
    const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
    if (answer.Failed?.length) throw new Error(`the refold queue refused ${answer.Failed.length} messages`);
  };
  return {
    async send(aggregates) {
      const batches = Array.from({ length: Math.ceil(aggregates.length / BATCH) }, (_, n) =>
        aggregates.slice(n * BATCH, (n + 1) * BATCH),
      );
      for (let start = 0; start < batches.length; start += BATCHES_AT_ONCE)
        await Promise.all(batches.slice(start, start + BATCHES_AT_ONCE).map(sendBatch));
    },
  };
};
