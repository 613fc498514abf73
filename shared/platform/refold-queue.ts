import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Where the ids of aggregates go that must be folded again. */
export interface RefoldQueue {
  send(ids: readonly string[]): Promise<void>;
}

/** SQS takes at most ten messages at a time. */
const BATCH = 10;

/** So many batches are sent at the same time. */
const BATCHES_AT_ONCE = 10;

/** The refold queue of one capability in SQS: one message an aggregate, `{"id": "..."}`. */
export const sqsRefoldQueue = (client: Pick<SQSClient, 'send'>, queueUrl: string): RefoldQueue => {
  const sendBatch = async (ids: readonly string[]): Promise<void> => {
    const entries = ids.map((id, index) => ({ Id: String(index), MessageBody: JSON.stringify({ id }) }));
    const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
    if (answer.Failed?.length) throw new Error(`the refold queue refused ${answer.Failed.length} messages`);
  };
  return {
    async send(ids) {
      const batches = Array.from({ length: Math.ceil(ids.length / BATCH) }, (_, n) =>
        ids.slice(n * BATCH, (n + 1) * BATCH),
      );
      for (let start = 0; start < batches.length; start += BATCHES_AT_ONCE)
        await Promise.all(batches.slice(start, start + BATCHES_AT_ONCE).map(sendBatch));
    },
  };
};
