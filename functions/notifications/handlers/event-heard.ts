import { systemClock } from '../../../shared/platform/clock.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { messageLedger } from '../adapters/message-ledger.ts';
import { ownTemplatesIn } from '../adapters/own-templates.ts';
import { messageNames } from '../adapters/pepper-derived.ts';
import { notificationsEventHeardContract } from '../contract.ts';
import { hearEvent } from '../usecases/hear-event.ts';

const env = readEnv(notificationsEventHeardContract);
const table = openTables();
const notifications = table(env.notificationsTable);
const ledger = messageLedger(notifications, systemClock);
const templates = ownTemplatesIn(notifications, systemClock);
const cards = dossierCardsIn(table(env.dossiersTable));
const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);

/** What dossiers, payments and results announce, turned into messages to people. */
export const handler = eventQueueHandler(async (event, requestId) => {
  const hear = hearEvent({ ledger, cards, names: messageNames(await pepper()), templates, now: systemClock });
  return hear(event, requestId);
});
