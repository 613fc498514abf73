import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { dossierLedger } from '../adapters/dossier-ledger.ts';
import { erasureLogIn } from '../adapters/table-erasure-log.ts';
import { dossiersTableRestoredContract } from '../contract.ts';
import { replayErasures } from '../usecases/replay-erasures.ts';
import { dossierFacts } from './wiring.ts';

const env = readEnv(dossiersTableRestoredContract);
const table = openTables();
const replay = replayErasures({
  ledger: dossierLedger(dossierFacts(table(env.dossiersTable))),
  erasures: erasureLogIn(table(env.erasuresTable)),
});

/** An operator's `{}`, or `{"cursor": ...}` as the call before answered it. */
const TableRestored = z.strictObject({ cursor: z.string().optional() });

/** After a restore of the dossiers' table: erases again what was erased. Answers where to go on, where that takes another call. */
export const handler = async (event: unknown, context: Context): Promise<{ told: number; cursor?: string }> => {
  const { cursor } = TableRestored.parse(event);
  const halfTime = performance.now() + context.getRemainingTimeInMillis() / 2;
  const { awsRequestId: requestId } = context;
  const replayed = await replay(cursor, requestId, () => performance.now() < halfTime);
  logEvent('erasures_replayed', { requestId, count: replayed.told });
  return replayed;
};
