import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { logAlarm, logEvent } from '../../../shared/platform/observability.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { queueHandler } from '../../../shared/platform/queue-handler.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { deliveryLedger } from '../adapters/delivery-ledger.ts';
import { derivedSecrets } from '../adapters/derived-secrets.ts';
import { receiversAt } from '../adapters/receivers.ts';
import { deliveryAsked, sqsDeliveries } from '../adapters/sqs-deliveries.ts';
import { webhooksIn } from '../adapters/webhooks-in-table.ts';
import { deliveryQueuedContract } from '../contract.ts';
import { sendDelivery } from '../usecases/send-delivery.ts';

const env = readEnv(deliveryQueuedContract);
const own = openTables()(env.webhooksTable);
const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);
const ports = {
  webhooks: webhooksIn(own),
  ledger: deliveryLedger(own, systemClock),
  receivers: receiversAt(env.sandboxOrigin || undefined),
  queue: sqsDeliveries(awsClient(SQSClient), env.deliveryQueue),
  now: systemClock,
};

/** Deliveries that are to be tried, one SQS message each. */
export const handler = queueHandler(async ({ body, messageId: requestId }) => {
  const queued = deliveryAsked(body);
  const sent = await sendDelivery({ ...ports, secrets: derivedSecrets(await pepper()) })(queued, requestId);
  const line = { aggregate: queued.deliveryId, outcome: sent.ok ? sent.value : sent.failure.kind };
  logEvent('delivery_handled', line);
  if (line.outcome === 'failed') logAlarm('delivery_failed', line);
  return sent;
});
