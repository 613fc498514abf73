import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { eventBridgeBus } from '../../../shared/platform/bus.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { sqsRefoldQueue } from '../../../shared/platform/refold-queue.ts';
import { factsRecordedHandler } from '../../../shared/platform/stream-handler.ts';
import { deliveryFactsIn } from '../adapters/delivery-ledger.ts';
import { webhooksFactsRecordedContract } from '../contract.ts';

const env = readEnv(webhooksFactsRecordedContract);

/** The webhooks' stream and refold queue: folds heads, by which deliveries are listed and awaited. */
export const handler = factsRecordedHandler({
  capability: 'webhooks',
  books: [deliveryFactsIn(openTables()(env.webhooksTable), systemClock)],
  bus: eventBridgeBus(env.bus),
  refoldQueue: sqsRefoldQueue(awsClient(SQSClient), env.refoldQueue),
});
