import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type Lane, laneNamed } from '../domain/lanes.ts';
import type { Later } from '../ports.ts';

/** Sends a message's milestone to the queue of its lane again, in the envelope in which the bus brings it. */
export const sqsLater = (client: Pick<SQSClient, 'send'>, queueUrls: Readonly<Record<Lane, string>>): Later => ({
  async again(milestone, delaySeconds) {
    const body = JSON.stringify({ 'detail-type': milestone.type, source: 'motcua.notifications', detail: milestone });
    const QueueUrl = queueUrls[laneNamed(milestone.data.lane)];
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: body, DelaySeconds: delaySeconds }));
  },
});
