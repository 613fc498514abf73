import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DueReceipts } from '../carrier-ports.ts';

/** Receipts in a queue that holds each back until it is due. */
export const sqsReceipts = (client: Pick<SQSClient, 'send'>, queueUrl: string): DueReceipts => ({
  async send(url, notice, delaySeconds) {
    const MessageBody = JSON.stringify({ url, notice });
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds: delaySeconds }));
  },
});
