import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { deliveryLedger } from '../adapters/delivery-ledger.ts';
import { dossierReader } from '../adapters/dossier-reader.ts';
import { heardWordsIn } from '../adapters/heard-words.ts';
import { sqsDeliveries } from '../adapters/sqs-deliveries.ts';
import { webhooksIn } from '../adapters/webhooks-in-table.ts';
import { webhooksEventHeardContract } from '../contract.ts';
import { hearEvent } from '../usecases/hear-event.ts';

const env = readEnv(webhooksEventHeardContract);
const table = openTables();
const own = table(env.webhooksTable);

/** What dossiers, payments, messages and results announce, turned into deliveries to back offices. */
export const handler = eventQueueHandler(
  hearEvent({
    webhooks: webhooksIn(own),
    ledger: deliveryLedger(own, systemClock),
    words: heardWordsIn(own),
    dossiers: dossierReader(dossierCardsIn(table(env.dossiersTable))),
    queue: sqsDeliveries(awsClient(SQSClient), env.deliveryQueue),
    now: systemClock,
  }),
);
