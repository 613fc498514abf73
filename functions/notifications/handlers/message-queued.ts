import { SQSClient } from '@aws-sdk/client-sqs';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { agencyDirectoryIn } from '../../../shared/platform/agency-directory.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { eventQueueHandler } from '../../../shared/platform/queue-handler.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { carriersIn } from '../adapters/carriers.ts';
import { digestsIn } from '../adapters/digests-in-table.ts';
import { messageLedger } from '../adapters/message-ledger.ts';
import { ownTemplatesIn } from '../adapters/own-templates.ts';
import { composedParts } from '../adapters/pepper-derived.ts';
import { promiseCalendarsAt } from '../adapters/promise-calendars.ts';
import { carrierQuestionsIn, questionTimers } from '../adapters/questions.ts';
import { referencesIn } from '../adapters/references.ts';
import { sqsLater } from '../adapters/sqs-later.ts';
import { suppressionsIn } from '../adapters/suppressions.ts';
import { carriersAt } from '../channels/registry.ts';
import { messageQueuedContract } from '../contract.ts';
import { sendMessage } from '../usecases/send-message.ts';
import { carrierQuestions } from './carrier-questions.ts';
import { logSending } from './sending-log.ts';

const env = readEnv(messageQueuedContract);
const table = openTables();
const secrets = secretsManagerReader(systemClock);
const pepper = pepperReader(secrets, env.pepper);
const notifications = table(env.notificationsTable);
const ports = {
  ledger: messageLedger(notifications, systemClock),
  cards: dossierCardsIn(table(env.dossiersTable)),
  agencies: agencyDirectoryIn(table(env.installationTable), systemClock),
  carriers: carriersIn(notifications, secrets, carriersAt(env.carriersOrigin), systemClock),
  references: referencesIn(notifications, Math.random),
  digests: digestsIn(notifications, officialCalendar),
  templates: ownTemplatesIn(notifications, systemClock),
  calendars: promiseCalendarsAt(env.publicOrigin),
  suppressions: suppressionsIn(notifications, pepper),
  questions: carrierQuestionsIn(notifications),
  later: sqsLater(awsClient(SQSClient), env.messageQueue),
  now: systemClock,
  random: Math.random,
};

const askCarriers = carrierQuestions({ ...ports, timers: questionTimers(notifications) }, env.stage, systemClock);

/** Messages on their way to people, one SQS message each; and, whenever the schedule says so, what carriers have not told of those that they took. */
export const handler = eventQueueHandler(
  async ({ event, withdrawn }, requestId) => {
    if (withdrawn) return ok(undefined);
    if (event.type !== 'message.intended') return fail({ kind: 'not_found', what: 'message' });
    const send = sendMessage({ ...ports, parts: composedParts(await pepper(), env.publicOrigin) });
    const sent = await send(event.data.messageId, requestId);
    logSending(event, sent);
    return sent;
  },
  { others: askCarriers },
);
