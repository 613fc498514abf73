import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { StatementQueue } from '../statement-ports.ts';

/** Hands statements to their queue: one message each, `{"provider", "merchant", "date", "version"}`. */
export const sqsStatements = (client: Pick<SQSClient, 'send'>, queueUrl: string): StatementQueue => ({
  async tell({ provider, merchant, date, version }) {
    const MessageBody = JSON.stringify({ provider, merchant, date, version });
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
  },
});
