import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { eventBridgeBus } from '../../../shared/platform/bus.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { keyedWith } from '../../../shared/platform/ledger/erasure.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { sqsRefoldQueue } from '../../../shared/platform/refold-queue.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { factsRecordedHandler } from '../../../shared/platform/stream-handler.ts';
import { resultsFactsRecordedContract } from '../contract.ts';
import { resultBook } from '../domain/book.ts';
import { receiptBook } from '../domain/receipt-book.ts';

const env = readEnv(resultsFactsRecordedContract);
const results = openTables()(env.resultsTable);
const keyed = keyedWith(pepperReader(secretsManagerReader(systemClock), env.pepper));

/** The results' stream and refold queue: folds heads and announces their milestones. */
export const handler = factsRecordedHandler({
  capability: 'results',
  books: [ledgerOver(resultBook, results, systemClock, keyed), ledgerOver(receiptBook, results, systemClock)],
  bus: eventBridgeBus(env.bus),
  refoldQueue: sqsRefoldQueue(awsClient(SQSClient), env.refoldQueue),
});
