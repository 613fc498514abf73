import { isMorning } from '../../../shared/kernel/time.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { logAlarm, logEvent } from '../../../shared/platform/observability.ts';
import { sweepHandler } from '../../../shared/platform/sweep-handler.ts';
import { deadlineIndex, earlierTimerIndex, timerIndex } from '../adapters/deadline-index.ts';
import { dossierLedger } from '../adapters/dossier-ledger.ts';
import { deadlineSweepContract } from '../contract.ts';
import { sweepDeadlines } from '../usecases/sweep-deadlines.ts';
import { watchCoverage } from '../usecases/watch-coverage.ts';
import { dossierFacts } from './wiring.ts';

const env = readEnv(deadlineSweepContract);
const dossiers = openTables()(env.dossiersTable);
const ledger = dossierLedger(dossierFacts(dossiers));
const sweep = sweepDeadlines({
  ledger,
  timers: timerIndex(dossiers),
  earlier: earlierTimerIndex(dossiers),
  calendar: officialCalendar,
});

const watch = watchCoverage({ ledger, index: deadlineIndex(dossiers), calendar: officialCalendar });

/** Every minute, as of the event's `time`; each morning it looks at how far the calendar reaches, too. */
export const handler = sweepHandler(env.stage, systemClock, 'dossier_not_swept', async (time, requestId) => {
  const { announced, failed } = await sweep(time, requestId);
  logEvent('swept', { count: announced });
  for (const warning of isMorning(time) ? await watch(time) : [])
    logAlarm('calendar_runs_out', { requestId, ...warning });
  return { counts: { announced }, failed: failed.map(({ dossierCode, error }) => ({ aggregate: dossierCode, error })) };
});
