import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Returns } from '../ports.ts';

/** Hands returned attempts to their queue: one message each, `{"paymentId", "attemptId"}`. */
export const sqsReturns = (client: Pick<SQSClient, 'send'>, queueUrl: string): Returns => ({
  async tell({ paymentId, attemptId }) {
    const MessageBody = JSON.stringify({ paymentId, attemptId });
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
  },
});
