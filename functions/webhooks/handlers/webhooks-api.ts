import { SQSClient } from '@aws-sdk/client-sqs';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { deliveryLedger, deliveryLog } from '../adapters/delivery-ledger.ts';
import { derivedSecrets } from '../adapters/derived-secrets.ts';
import { receiversAt } from '../adapters/receivers.ts';
import { sqsDeliveries } from '../adapters/sqs-deliveries.ts';
import { webhooksIn } from '../adapters/webhooks-in-table.ts';
import { webhooksApiContract } from '../contract.ts';
import { webhookRoutes } from './webhook-routes.ts';

const env = readEnv(webhooksApiContract);
const table = openTables();
const own = table(env.webhooksTable);
const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);

/** Webhooks of back offices. */
export const handler = apiHandler(
  webhooksApiContract.routes,
  webhookRoutes({
    webhooks: webhooksIn(own),
    ledger: deliveryLedger(own, systemClock),
    log: deliveryLog(own),
    queue: sqsDeliveries(awsClient(SQSClient), env.deliveryQueue),
    receivers: receiversAt(env.sandboxOrigin || undefined),
    secrets: async () => derivedSecrets(await pepper()),
  }),
  {
    authoriser: apiKeysIn(table(env.installationTable), env.stage, systemClock),
    now: systemClock,
    publicOrigin: env.publicOrigin,
  },
);
