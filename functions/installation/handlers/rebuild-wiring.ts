import { SQSClient } from '@aws-sdk/client-sqs';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { sqsRefoldQueue } from '../../../shared/platform/refold-queue.ts';
import { rebuildableTable } from '../adapters/rebuildable-table.ts';
import { sqsRebuildSteps } from '../adapters/sqs-rebuild-steps.ts';
import { tableEpoch } from '../adapters/table-epoch.ts';
import { rebuildContract } from '../contract.ts';
import type { RebuiltCapability } from '../domain/rebuild-step.ts';
import type { Rebuildable, TableEpoch } from '../ports.ts';

/** How long one page of a scan may take, in milliseconds. */
const PAGE_MS = 10_000;

/** What a rebuild reads, fills and raises, from the function's environment. */
export const openRebuild = () => {
  const env = readEnv(rebuildContract);
  const sqs = awsClient(SQSClient);
  const tables = openTables(PAGE_MS);
  const capability = (tableName: string, refoldQueueUrl: string): Rebuildable & TableEpoch => {
    const table = tables(tableName);
    return { ...rebuildableTable(table, sqsRefoldQueue(sqs, refoldQueueUrl)), ...tableEpoch(table) };
  };
  return {
    steps: sqsRebuildSteps(sqs, env.rebuildSteps),
    capabilities: {
      dossiers: capability(env.dossiersTable, env.dossiersRefoldQueue),
      payments: capability(env.paymentsTable, env.paymentsRefoldQueue),
      notifications: capability(env.notificationsTable, env.notificationsRefoldQueue),
      results: capability(env.resultsTable, env.resultsRefoldQueue),
      webhooks: capability(env.webhooksTable, env.webhooksRefoldQueue),
    } satisfies Record<RebuiltCapability, Rebuildable & TableEpoch>,
  };
};
