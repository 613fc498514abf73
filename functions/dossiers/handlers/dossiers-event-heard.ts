import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { dossierLedger } from '../adapters/dossier-ledger.ts';
import { dossiersEventHeardContract } from '../contract.ts';
import { hearEvent } from '../usecases/hear-event.ts';
import { dossierFacts } from './wiring.ts';

const env = readEnv(dossiersEventHeardContract);
const ledger = dossierLedger(dossierFacts(openTables()(env.dossiersTable)));

/** What payments, results and notifications announce, kept on the dossier that it concerns. */
export const handler = eventQueueHandler(hearEvent({ ledger }));
