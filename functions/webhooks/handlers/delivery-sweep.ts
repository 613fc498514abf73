import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { sweepHandler } from '../../../shared/platform/sweep-handler.ts';
import { deliveryTimers } from '../adapters/delivery-ledger.ts';
import { sqsDeliveries } from '../adapters/sqs-deliveries.ts';
import { deliverySweepContract } from '../contract.ts';
import { sweepDeliveries } from '../usecases/sweep-deliveries.ts';

const env = readEnv(deliverySweepContract);
const sweep = sweepDeliveries({
  timers: deliveryTimers(openTables()(env.webhooksTable)),
  queue: sqsDeliveries(awsClient(SQSClient), env.deliveryQueue),
});

/** Every minute, as of the event's `time`. */
export const handler = sweepHandler(env.stage, systemClock, 'delivery_not_swept', async (time) => {
  const { queued, failed } = await sweep(time);
  logEvent('swept', { count: queued });
  return {
    counts: { queued },
    failed: failed.map(({ deliveryId, error }) => ({ aggregate: deliveryId, error })),
  };
});
