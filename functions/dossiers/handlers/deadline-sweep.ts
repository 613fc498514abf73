import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { errorFields, logAlarm, logEvent } from '../../../shared/platform/observability.ts';
import { sweepHandler } from '../../../shared/platform/sweep-handler.ts';
import { timerIndex } from '../adapters/deadline-index.ts';
import { dossierLedger } from '../adapters/dossier-ledger.ts';
import { deadlineSweepContract } from '../contract.ts';
import { sweepDeadlines } from '../usecases/sweep-deadlines.ts';
import { dossierFacts } from './wiring.ts';

const env = readEnv(deadlineSweepContract);
const dossiers = openTables()(env.dossiersTable);
const sweep = sweepDeadlines({
  ledger: dossierLedger(dossierFacts(dossiers)),
  timers: timerIndex(dossiers),
  calendar: officialCalendar,
});

/** Every minute, as of the event's `time`. */
export const handler = sweepHandler(env.stage, systemClock, async (time, requestId) => {
  const { announced, failed } = await sweep(time, requestId);
  for (const { dossierCode, error } of failed) logAlarm('dossier_not_swept', { dossierCode, ...errorFields(error) });
  logEvent('swept', { count: announced });
  return { announced, failed: failed.length };
});
