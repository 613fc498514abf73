import { ok } from '../../../shared/kernel/result.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { messageLedger } from '../adapters/message-ledger.ts';
import { messageLists } from '../adapters/message-lists.ts';
import { messageNames } from '../adapters/pepper-derived.ts';
import { referencesIn } from '../adapters/references.ts';
import { suppressionErasures, suppressionsIn } from '../adapters/suppressions.ts';
import { notificationsEventHeardContract } from '../contract.ts';
import { forgetAddresses } from '../usecases/forget-addresses.ts';
import { hearEvent } from '../usecases/hear-event.ts';
import { mailEventHeard } from './mail-event-heard.ts';

const env = readEnv(notificationsEventHeardContract);
const table = openTables();
const notifications = table(env.notificationsTable);
const ledger = messageLedger(notifications, systemClock);
const cards = dossierCardsIn(table(env.dossiersTable));
const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);

const forget = forgetAddresses({ lists: messageLists(notifications), erasures: suppressionErasures(notifications) });

const hearMail = mailEventHeard(
  { ledger, references: referencesIn(notifications, Math.random), suppressions: suppressionsIn(notifications, pepper) },
  systemClock,
);

/** What dossiers, payments and results announce, turned into messages to people; erasures; and what the mail service says of mails. */
export const handler = eventQueueHandler(async (event, requestId) => {
  if (event.event.type === 'dossier.personal_data_erased')
    return ok(await forget(event.event.data.dossierCode, systemClock()));
  const hear = hearEvent({ ledger, cards, names: messageNames(await pepper()), now: systemClock });
  return hear(event, requestId);
}, hearMail);
