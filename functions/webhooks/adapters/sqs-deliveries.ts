import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { type DeliveryId, madeId } from '../../../shared/kernel/ids.ts';
import type { DeliveryQueue, QueuedDelivery } from '../ports.ts';

/** SQS takes at most ten messages at a time. */
const BATCH = 10;

const Message = z.object({ deliveryId: madeId('dlv'), asOf: z.int().optional() });

/** The delivery that a message of the queue asks for. Throws where it asks for none. */
export const deliveryAsked = (body: string): QueuedDelivery & { readonly deliveryId: DeliveryId } =>
  Message.parse(JSON.parse(body));

/**
 * The queue of deliveries in SQS, a fair one: the group of a message is its webhook, so that one whose receiver is slow comes behind the
 * others (SQS Developer Guide, "Amazon SQS fair queues"). Throws where it does not take one.
 */
export const sqsDeliveries = (client: Pick<SQSClient, 'send'>, queueUrl: string): DeliveryQueue => ({
  async send(deliveries, delaySeconds = 0) {
    for (let start = 0; start < deliveries.length; start += BATCH) {
      const entries = deliveries.slice(start, start + BATCH).map(({ agencyCode, ...delivery }, n) => ({
        Id: String(n),
        MessageBody: JSON.stringify(delivery),
        MessageGroupId: agencyCode,
        DelaySeconds: delaySeconds,
      }));
      const answer = await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
      if (answer.Failed?.length) throw new Error(`the queue refused ${answer.Failed.length} deliveries`);
    }
  },
});
