import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { eventBridgeBus } from '../../../shared/platform/bus.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { keyedWith } from '../../../shared/platform/ledger/erasure.ts';
import { sqsRefoldQueue } from '../../../shared/platform/refold-queue.ts';
import { factsRecordedHandler } from '../../../shared/platform/stream-handler.ts';
import { dossiersFactsRecordedContract } from '../contract.ts';
import { dossierFacts, pepperOf } from './wiring.ts';

const env = readEnv(dossiersFactsRecordedContract);

/** The dossiers' stream and refold queue: folds heads, announces their milestones, and erases what is to be erased. */
export const handler = factsRecordedHandler({
  capability: 'dossiers',
  books: [dossierFacts(openTables()(env.dossiersTable), keyedWith(pepperOf(env.pepper)))],
  bus: eventBridgeBus(env.bus),
  refoldQueue: sqsRefoldQueue(awsClient(SQSClient), env.refoldQueue),
});
