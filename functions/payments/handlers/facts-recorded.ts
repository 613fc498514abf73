import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { eventBridgeBus } from '../../../shared/platform/bus.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { sqsRefoldQueue } from '../../../shared/platform/refold-queue.ts';
import { factsRecordedHandler } from '../../../shared/platform/stream-handler.ts';
import { paymentBooks } from '../adapters/books.ts';
import { paymentsFactsRecordedContract } from '../contract.ts';
import { alarmOfMoney } from './money-log.ts';

const env = readEnv(paymentsFactsRecordedContract);

/** The payments' stream and refold queue: folds heads and announces their milestones. */
export const handler = factsRecordedHandler({
  capability: 'payments',
  books: paymentBooks(openTables()(env.paymentsTable), systemClock),
  bus: eventBridgeBus(env.bus),
  refoldQueue: sqsRefoldQueue(awsClient(SQSClient), env.refoldQueue),
  onAnnounced: alarmOfMoney,
});
