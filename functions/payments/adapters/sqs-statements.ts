import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { StatementQueue, UploadQueue } from '../statement-ports.ts';

/** Hands statements to their queue: one message each, `{"provider", "merchant", "date", "version"}`; and uploads as `{"upload"}`. */
export const sqsStatements = (client: Pick<SQSClient, 'send'>, queueUrl: string): StatementQueue & UploadQueue => ({
  async tell({ provider, merchant, date, version }) {
    const MessageBody = JSON.stringify({ provider, merchant, date, version });
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
  },

  async look(upload, DelaySeconds) {
    const MessageBody = JSON.stringify({ upload });
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds }));
  },
});
