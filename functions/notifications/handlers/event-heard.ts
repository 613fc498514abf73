import { ok } from '../../../shared/kernel/result.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { agencyDirectoryIn } from '../../../shared/platform/agency-directory.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { digestsIn } from '../adapters/digests-in-table.ts';
import { messageLedger } from '../adapters/message-ledger.ts';
import { messageLists } from '../adapters/message-lists.ts';
import { ownTemplatesIn } from '../adapters/own-templates.ts';
import { messageNames } from '../adapters/pepper-derived.ts';
import { referencesIn } from '../adapters/references.ts';
import { suppressionErasures, suppressionsIn } from '../adapters/suppressions.ts';
import { notificationsEventHeardContract } from '../contract.ts';
import { forgetAddresses } from '../usecases/forget-addresses.ts';
import { hearEvent } from '../usecases/hear-event.ts';
import { tellDigests } from '../usecases/tell-staff.ts';
import { mailEventHeard } from './mail-event-heard.ts';

const env = readEnv(notificationsEventHeardContract);
const table = openTables();
const notifications = table(env.notificationsTable);
const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);
const ports = {
  ledger: messageLedger(notifications, systemClock),
  digests: digestsIn(notifications, officialCalendar),
  cards: dossierCardsIn(table(env.dossiersTable)),
  agencies: agencyDirectoryIn(table(env.installationTable), systemClock),
  references: referencesIn(notifications, Math.random),
  suppressions: suppressionsIn(notifications, pepper),
  templates: ownTemplatesIn(notifications, systemClock),
  now: systemClock,
};
const named = async () => ({ ...ports, names: messageNames(await pepper()) });
const forget = forgetAddresses({ lists: messageLists(notifications), erasures: suppressionErasures(notifications) });

/** What dossiers, payments and results announce, turned into messages to people and to staff; erasures; the mornings' digests; and what the mail service says of mails. */
export const handler = eventQueueHandler(
  async (heard, requestId) =>
    heard.event.type === 'dossier.personal_data_erased'
      ? ok(await forget(heard.event.data.dossierCode, systemClock()))
      : hearEvent(await named())(heard, requestId),
  {
    tick: async (at, requestId) => {
      const { done, failed } = await tellDigests(await named())(at, requestId);
      const [first] = failed;
      if (first) throw first.error;
      return ok(done);
    },
    others: mailEventHeard(ports, systemClock),
  },
);
