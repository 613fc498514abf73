import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { RefundQueue } from '../refund-ports.ts';

/** Hands refunds to their queue: one message each, `{"paymentId", "refundId"}`. */
export const sqsRefunds = (client: Pick<SQSClient, 'send'>, queueUrl: string): RefundQueue => ({
  async tell({ paymentId, refundId }, DelaySeconds = 0) {
    const MessageBody = JSON.stringify({ paymentId, refundId });
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds }));
  },
});
