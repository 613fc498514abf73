import { SQSClient } from '@aws-sdk/client-sqs';
import { ok } from '../../../shared/kernel/result.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { logAlarm, logEvent } from '../../../shared/platform/observability.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { ledgersIn } from '../adapters/ledgers-in-tables.ts';
import { rowStoreIn } from '../adapters/rows-in-table.ts';
import { recountAsked, sqsRecount } from '../adapters/sqs-recount.ts';
import { figuresEventHeardContract } from '../contract.ts';
import { hearEvent } from '../usecases/hear-event.ts';
import { beginRecount, lookAgain, recountStep } from '../usecases/recount.ts';

const env = readEnv(figuresEventHeardContract);
const table = openTables();
const ports = {
  ledgers: ledgersIn({
    dossiers: table(env.dossiersTable),
    payments: table(env.paymentsTable),
    notifications: table(env.notificationsTable),
  }),
  store: rowStoreIn(table(env.figuresTable)),
  queue: sqsRecount(awsClient(SQSClient), env.eventQueue),
};

/** What dossiers, fees and messages announce, kept as rows that figures are made from; and the recount that compares these with the ledgers. */
export const handler = eventQueueHandler(hearEvent(ports), {
  tick: async () => ok(await beginRecount(ports)),
  others: async (message) => {
    const asked = recountAsked(message);
    if (asked === 'begin') return ok(await beginRecount(ports));
    if ('step' in asked) {
      const { missing: count, unread } = await recountStep(ports)(asked.step);
      logEvent('figures_recounted', { count });
      if (unread.length > 0) logEvent('figures_unread', { count: unread.length, aggregate: unread[0] });
      return ok(count);
    }
    const hasDrifted = await lookAgain(ports)(asked.lookAgain);
    if (hasDrifted) logAlarm('figures_drifted', { aggregate: asked.lookAgain.event.id });
    return ok(hasDrifted);
  },
});
