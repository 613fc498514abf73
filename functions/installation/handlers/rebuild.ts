import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ok } from '../../../shared/kernel/result.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { queueHandler } from '../../../shared/platform/queue-handler.ts';
import { sqsRefoldQueue } from '../../../shared/platform/refold-queue.ts';
import { rebuildableTable } from '../adapters/rebuildable-table.ts';
import { sqsRebuildSteps } from '../adapters/sqs-rebuild-steps.ts';
import { rebuildContract } from '../contract.ts';
import { RebuildCall } from '../domain/rebuild-call.ts';
import { RebuildStep } from '../domain/rebuild-step.ts';
import { startRebuild, takeRebuildStep } from '../usecases/rebuild.ts';

const env = readEnv(rebuildContract);
const tables = openTables(10_000);
const sqs = awsClient(SQSClient);
const rebuildable = (prefix: string, table: string, queueUrl: string) =>
  rebuildableTable(prefix, tables(table), sqsRefoldQueue(sqs, queueUrl));
const steps = sqsRebuildSteps(sqs, env.rebuildSteps);
const start = startRebuild(steps);
const takeStep = takeRebuildStep({
  steps,
  capabilities: {
    dossiers: rebuildable('DOS', env.dossiersTable, env.dossiersRefoldQueue),
    payments: rebuildable('PAY', env.paymentsTable, env.paymentsRefoldQueue),
    notifications: rebuildable('MSG', env.notificationsTable, env.notificationsRefoldQueue),
    results: rebuildable('RES', env.resultsTable, env.resultsRefoldQueue),
  },
});

/** Pages are begun in the first half of the time: the rest is for a last one that is slow. */
const takeSteps = queueHandler(async ({ body }, availableMs) => {
  const halfTime = performance.now() + availableMs / 2;
  const step = RebuildStep.parse(JSON.parse(body));
  const { queued, ended } = await takeStep(step, () => performance.now() < halfTime);
  const { run, capability, segment, segments } = step;
  const outcome = ended ? 'segment_ended' : 'goes_on';
  logEvent('rebuild_step', { requestId: run, segment: `${capability} ${segment}/${segments}`, outcome, count: queued });
  return ok(undefined);
});

/** Begins a rebuild, or takes the steps of one that its queue brings. */
export const handler = async (
  event: object,
  context: Context,
): Promise<SQSBatchResponse | { readonly run: string }> => {
  if ('Records' in event) return takeSteps(event as SQSEvent, context);
  const { since } = RebuildCall.parse(event);
  const run = context.awsRequestId; // the same each time that Lambda repeats a call
  const count = await start(run, since);
  logEvent('rebuild_asked', { requestId: run, count });
  return { run };
};
