import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { eventBridgeBus } from '../../../shared/platform/bus.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { sqsRefoldQueue } from '../../../shared/platform/refold-queue.ts';
import { factsRecordedHandler } from '../../../shared/platform/stream-handler.ts';
import { messageFacts } from '../adapters/message-ledger.ts';
import { notificationsFactsRecordedContract } from '../contract.ts';

const env = readEnv(notificationsFactsRecordedContract);

/** The notifications' stream and refold queue: folds heads and announces their milestones. */
export const handler = factsRecordedHandler({
  capability: 'notifications',
  books: [messageFacts(openTables()(env.notificationsTable), systemClock)],
  bus: eventBridgeBus(env.bus),
  refoldQueue: sqsRefoldQueue(awsClient(SQSClient), env.refoldQueue),
});
