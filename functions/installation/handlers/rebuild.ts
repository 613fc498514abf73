import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { DAY_MS, OffsetDateTime } from '../../../shared/kernel/time.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { sqsRefoldQueue } from '../../../shared/platform/refold-queue.ts';
import { rebuildableTable } from '../adapters/rebuildable-table.ts';
import { rebuildContract } from '../contract.ts';
import { rebuild } from '../usecases/rebuild.ts';

const env = readEnv(rebuildContract);
const tables = openTables(10_000);
const sqs = awsClient(SQSClient);
const capability = (name: string, prefix: string, table: string, queueUrl: string) =>
  rebuildableTable(name, prefix, tables(table), sqsRefoldQueue(sqs, queueUrl));

const rebuildAll = rebuild([
  capability('dossiers', 'DOS', env.dossiersTable, env.dossiersRefoldQueue),
  capability('payments', 'PAY', env.paymentsTable, env.paymentsRefoldQueue),
  capability('notifications', 'MSG', env.notificationsTable, env.notificationsRefoldQueue),
  capability('results', 'RES', env.resultsTable, env.resultsRefoldQueue),
]);

/** By hand `{}` for all time or `{"since": "..."}`; the nightly rule's event brings its own `time` and means the two days before it. */
const Asked = z.object({
  since: OffsetDateTime.optional(),
  time: OffsetDateTime.optional(),
  source: z.string().optional(),
});

/** Feeds every refold queue with the aggregates that have facts since a moment. */
export const handler = async (event: unknown): Promise<Record<string, number>> => {
  const { since, time, source } = Asked.parse(event ?? {});
  const nightly = source === 'aws.events' ? (time ?? systemClock()) - 2 * DAY_MS : 0;
  const counts = await rebuildAll(since ?? nightly);
  logEvent('rebuild_asked', { count: Object.values(counts).reduce((sum, count) => sum + count, 0) });
  return counts;
};
