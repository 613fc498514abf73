import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { RebuildSteps } from '../ports.ts';

/**
 * The steps of rebuilds in a FIFO queue: those of a segment one after another, those of several side by side. What SQS takes for
 * the same message is a step's place, not its cursor, so that a step whose answer was lost does not go on twice.
 */
export const sqsRebuildSteps = (client: Pick<SQSClient, 'send'>, queueUrl: string): RebuildSteps => ({
  async send(step) {
    const segment = `${step.capability}:${step.segment}`;
    await client.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(step),
        MessageGroupId: segment,
        MessageDeduplicationId: `${step.run}:${segment}:${step.number}`,
      }),
    );
  },
});
