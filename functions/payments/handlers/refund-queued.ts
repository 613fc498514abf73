import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { named, type PaymentId, type RefundId } from '../../../shared/kernel/ids.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { queueHandler } from '../../../shared/platform/queue-handler.ts';
import { refundCallsIn } from '../adapters/fee-timers.ts';
import { sqsRefunds } from '../adapters/sqs-refunds.ts';
import { refundQueuedContract } from '../contract.ts';
import { liveLadder, playedLadder } from '../domain/refund-calls.ts';
import { giveBack } from '../usecases/give-back.ts';
import { logGivenBack } from './money-log.ts';
import { paymentPorts } from './provider-wiring.ts';

const env = readEnv(refundQueuedContract);
const payments = openTables()(env.paymentsTable);
const give = giveBack({
  ...paymentPorts(payments, env.providersOrigin),
  calls: refundCallsIn(payments),
  queue: sqsRefunds(awsClient(SQSClient), env.refundQueue),
  ladder: env.providersOrigin === 'live' ? liveLadder : playedLadder,
  tell: logGivenBack,
  now: systemClock,
});

const Queued = z.object({ paymentId: named<PaymentId>(z.string()), refundId: named<RefundId>(z.string()) });

/** Refunds whose provider is to be called, one message each. */
export const handler = queueHandler(async (record) => {
  const { paymentId, refundId } = Queued.parse(JSON.parse(record.body));
  await give(paymentId, refundId, record.messageId);
  return ok(undefined);
});
