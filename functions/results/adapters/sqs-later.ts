import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Later } from '../ports.ts';

/** Sends an event to the queue of signing again, in the envelope in which the bus brings it. */
export const sqsLater = (client: Pick<SQSClient, 'send'>, queueUrl: string): Later => ({
  async again(event, delaySeconds) {
    const MessageBody = JSON.stringify({ 'detail-type': event.type, source: 'motcua.results', detail: event });
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds: delaySeconds }));
  },
});
