import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { sweepHandler } from '../../../shared/platform/sweep-handler.ts';
import { feeTimers } from '../adapters/fee-timers.ts';
import { sqsRefunds } from '../adapters/sqs-refunds.ts';
import { feeSweepContract } from '../contract.ts';
import { sweepFees } from '../usecases/sweep-fees.ts';
import { logAsked } from './money-log.ts';
import { paymentPorts } from './provider-wiring.ts';

const env = readEnv(feeSweepContract);
const payments = openTables()(env.paymentsTable);
const sweep = sweepFees({
  ...paymentPorts(payments, env.providersOrigin),
  timers: feeTimers(payments),
  refunds: sqsRefunds(awsClient(SQSClient), env.refundQueue),
});

/** Every minute, as of the event's `time`. */
export const handler = sweepHandler(env.stage, systemClock, 'fee_not_swept', async (time, requestId) => {
  const { closed, reminded, settled, unanswered, failed } = await sweep(time, requestId);
  for (const aggregate of closed) logEvent('fee_closed', { requestId, aggregate });
  for (const aggregate of reminded) logEvent('fee_reminded', { requestId, aggregate });
  logAsked({ settled }, requestId);
  for (const each of unanswered) logAsked({ unanswered: each }, requestId);
  const counts = {
    closed: closed.length,
    reminded: reminded.length,
    settled: settled.length,
    unanswered: unanswered.length,
  };
  logEvent('swept', { count: counts.closed + counts.reminded + counts.settled });
  return { counts, failed: failed.map(({ paymentId, error }) => ({ aggregate: paymentId, error })) };
});
