import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { ok } from '../../../shared/kernel/result.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { logAlarm, logEvent } from '../../../shared/platform/observability.ts';
import { queueHandler } from '../../../shared/platform/queue-handler.ts';
import { ledgerBreaks } from '../adapters/ledger-breaks.ts';
import { ledgerTransfers } from '../adapters/ledger-transfers.ts';
import { moneyByDay } from '../adapters/money-by-day.ts';
import { s3StatementFiles, wholeStatements } from '../adapters/s3-statement-files.ts';
import { sqsStatements } from '../adapters/sqs-statements.ts';
import { statementItems } from '../adapters/statement-items.ts';
import { statementQueuedContract } from '../contract.ts';
import { workStatement } from '../usecases/work-statement.ts';
import { paymentPorts } from './wiring.ts';

const env = readEnv(statementQueuedContract);
const payments = openTables()(env.paymentsTable);
const queue = sqsStatements(awsClient(SQSClient), env.statementQueue);
const work = workStatement({
  ...paymentPorts(payments, env.providersOrigin),
  transferLedger: ledgerTransfers(payments, systemClock),
  statements: statementItems(payments, systemClock),
  breaks: ledgerBreaks(payments, systemClock),
  moneyByDay: moneyByDay(payments),
  now: systemClock,
  files: s3StatementFiles(awsClient(S3Client, wholeStatements), env.statementsBucket),
});

/** What a portion and the message to the next visit take at the most. */
const SPARE_MS = 30_000;

const Queued = z.object({
  provider: z.string(),
  merchant: z.string(),
  date: z.string(),
  version: z.int().positive(),
});

/** Statements to be worked through, one message each; what is left at the end of the time goes on in another visit. */
export const handler = queueHandler(async ({ body, messageId }, availableMs) => {
  const told = Queued.parse(JSON.parse(body));
  const endsAt = systemClock() + availableMs - SPARE_MS;
  const { outcome, lines: count, opened } = await work(told, () => systemClock() > endsAt, messageId);
  const { provider, merchant, date, version } = told;
  const fields = { eventId: messageId, provider, reference: `${merchant}/${date}/${version}` };
  logEvent('statement_worked', { ...fields, outcome, count });
  if (outcome === 'unfinished') await queue.tell(told);
  if (outcome === 'done' && opened > 0) logAlarm('reconciliation_break', { ...fields, count: opened });
  return ok(undefined);
});
