import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Where the ids of aggregates go that must be folded again. */
export interface RefoldQueue {
  send(ids: readonly string[]): Promise<void>;
}

/** The refold queue of one capability in SQS: one message an aggregate, `{"id": "..."}`. */
export const sqsRefoldQueue = (client: SQSClient, queueUrl: string): RefoldQueue => ({
  async send(ids) {
    for (let start = 0; start < ids.length; start += 10) {
      const entries = ids
        .slice(start, start + 10)
        .map((id, index) => ({ Id: String(index), MessageBody: JSON.stringify({ id }) }));
      const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
      if (answer.Failed?.length) throw new Error(`the refold queue refused ${answer.Failed.length} messages`);
    }
  },
});
