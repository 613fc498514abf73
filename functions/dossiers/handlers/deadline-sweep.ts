import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { MINUTE_MS, OffsetDateTime } from '../../../shared/kernel/time.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { errorFields, logAlarm, logEvent } from '../../../shared/platform/observability.ts';
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

const Tick = z.object({ time: OffsetDateTime });

/** Every minute, as of the event's `time`: outside production any moment may be handed in, in production none of the future. */
export const handler = async (event: unknown, context: Context): Promise<{ announced: number; failed: number }> => {
  const { time } = Tick.parse(event);
  if (env.stage === 'production' && time > systemClock() + MINUTE_MS) throw new RangeError('a sweep of the future');
  const { announced, failed } = await sweep(time, context.awsRequestId);
  for (const { dossierCode, error } of failed) logAlarm('dossier_not_swept', { dossierCode, ...errorFields(error) });
  logEvent('swept', { count: announced });
  return { announced, failed: failed.length };
};
