import { setTimeout } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { agencyDirectoryIn } from '../../../shared/platform/agency-directory.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { drawPaperBundled } from '../../../shared/platform/paper-drawer.ts';
import type { Pepper } from '../../../shared/platform/pepper.ts';
import type { SecretReader } from '../../../shared/platform/secrets.ts';
import { accessTokensIn } from '../adapters/access-tokens.ts';
import { carriersIn } from '../adapters/carriers.ts';
import { digestsIn } from '../adapters/digests-in-table.ts';
import { formPapersBy } from '../adapters/form-papers.ts';
import { messageLedger } from '../adapters/message-ledger.ts';
import { ownTemplatesIn } from '../adapters/own-templates.ts';
import { promiseCalendarsAt } from '../adapters/promise-calendars.ts';
import { carrierQuestionsIn } from '../adapters/questions.ts';
import { referencesIn } from '../adapters/references.ts';
import { sqsLater } from '../adapters/sqs-later.ts';
import { suppressionsIn } from '../adapters/suppressions.ts';
import { tokenSecretsIn } from '../adapters/token-secrets.ts';
import { callCarrier, carriersAt } from '../channels/registry.ts';
import type { messageQueuedContract } from '../contract.ts';
import type { SendPorts } from '../usecases/send-message.ts';
import { countingIn } from './counting-wiring.ts';

type Env = Readonly<Record<keyof (typeof messageQueuedContract)['env'], string>>;

/** What sending needs besides the pepper's words: tables, carriers with their secrets and tokens, and the queue for later. */
export const sendingIn = (
  env: Env,
  table: (name: string) => Table,
  secrets: SecretReader,
  pepper: () => Promise<Pepper>,
): Omit<SendPorts, 'parts'> => {
  const notifications = table(env.notificationsTable);
  const counting = countingIn(notifications, pepper, env);
  const kept = { table: notifications, secrets: tokenSecretsIn(secrets) };
  const tokens = accessTokensIn({ ...kept, now: systemClock, pause: setTimeout });
  const carriersNow = carriersAt(env.carriersOrigin, callCarrier, tokens);
  return {
    ...counting,
    ledger: messageLedger(notifications, systemClock),
    cards: dossierCardsIn(table(env.dossiersTable)),
    agencies: agencyDirectoryIn(table(env.installationTable), systemClock),
    carriers: carriersIn(notifications, secrets, carriersNow, systemClock, counting.breakers),
    references: referencesIn(notifications, Math.random),
    digests: digestsIn(notifications, officialCalendar),
    templates: ownTemplatesIn(notifications, systemClock),
    calendars: promiseCalendarsAt(env.publicOrigin),
    forms: formPapersBy(drawPaperBundled),
    suppressions: suppressionsIn(notifications, pepper),
    questions: carrierQuestionsIn(notifications),
    later: sqsLater(awsClient(SQSClient), { urgent: env.urgentQueue, normal: env.messageQueue, bulk: env.bulkQueue }),
    now: systemClock,
    random: Math.random,
  };
};
