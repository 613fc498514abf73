import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Later } from '../ports.ts';

/** Sends a message's milestone to its own queue again, in the envelope in which the bus brings it. */
export const sqsLater = (client: Pick<SQSClient, 'send'>, queueUrl: string): Later => ({
  async again(milestone, delaySeconds) {
    const body = JSON.stringify({ 'detail-type': milestone.type, source: 'motcua.notifications', detail: milestone });
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, DelaySeconds: delaySeconds }));
  },
});
