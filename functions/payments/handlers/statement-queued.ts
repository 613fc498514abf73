import { ok } from '../../../shared/kernel/result.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { logAlarm, logEvent } from '../../../shared/platform/observability.ts';
import { queueHandler } from '../../../shared/platform/queue-handler.ts';
import { ledgerTransfers } from '../adapters/ledger-transfers.ts';
import { moneyByDay } from '../adapters/money-by-day.ts';
import { statementQueuedContract } from '../contract.ts';
import { StatementMessage } from '../domain/statement-message.ts';
import { takeUpload } from '../usecases/take-upload.ts';
import { workStatement } from '../usecases/work-statement.ts';
import { statementPorts } from './statement-wiring.ts';
import { tablePorts } from './wiring.ts';

const env = readEnv(statementQueuedContract);
const payments = openTables()(env.paymentsTable);
const ports = {
  ...statementPorts(payments, env),
  ...tablePorts(payments),
  transferLedger: ledgerTransfers(payments, systemClock),
  moneyByDay: moneyByDay(payments),
  now: systemClock,
};
const work = workStatement(ports);
const take = takeUpload(ports);

/** What a portion and the message to the next visit take at the most. */
const SPARE_MS = 30_000;

/** Statements to be worked through and uploads to be taken up, one message each; what is left at the end of the time goes on in another visit. */
export const handler = queueHandler(async ({ body, messageId }, availableMs) => {
  const told = StatementMessage.parse(JSON.parse(body));
  const eventId = messageId;
  if ('upload' in told) {
    const { statement } = told.upload;
    const outcome = await take(told.upload, systemClock());
    const reference = `${statement.merchant}/${statement.date}`;
    if (outcome !== 'awaited')
      logEvent('statement_uploaded', { eventId, provider: statement.provider, reference, outcome });
    return ok(undefined);
  }
  const endsAt = systemClock() + availableMs - SPARE_MS;
  const { outcome, lines: count, opened } = await work(told, () => systemClock() > endsAt, messageId);
  const { provider, merchant, date, version } = told;
  const fields = { eventId, provider, reference: `${merchant}/${date}/${version}` };
  logEvent('statement_worked', { ...fields, outcome, count });
  if (outcome === 'unfinished') await ports.queue.tell(told);
  if (outcome === 'done' && opened > 0) logAlarm('reconciliation_break', { ...fields, count: opened });
  return ok(undefined);
});
