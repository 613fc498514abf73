import { SQSClient } from '@aws-sdk/client-sqs';
import { fail, ok } from '../../../shared/kernel/result.ts';
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
import { messageLedger } from '../adapters/message-ledger.ts';
import { ownTemplatesIn } from '../adapters/own-templates.ts';
import { composedParts } from '../adapters/pepper-derived.ts';
import { referencesIn } from '../adapters/references.ts';
import { sqsLater } from '../adapters/sqs-later.ts';
import { carriersAt } from '../channels/registry.ts';
import { messageQueuedContract } from '../contract.ts';
import { sendMessage } from '../usecases/send-message.ts';
import { countingIn } from './counting-wiring.ts';
import { logSending } from './sending-log.ts';

const env = readEnv(messageQueuedContract);
const table = openTables();
const secrets = secretsManagerReader(systemClock);
const pepper = pepperReader(secrets, env.pepper);
const notifications = table(env.notificationsTable);
const counting = countingIn(notifications, pepper, env);
const ports = {
  ...counting,
  ledger: messageLedger(notifications, systemClock),
  cards: dossierCardsIn(table(env.dossiersTable)),
  agencies: agencyDirectoryIn(table(env.installationTable), systemClock),
  carriers: carriersIn(notifications, secrets, carriersAt(env.carriersOrigin), systemClock, counting.breakers),
  references: referencesIn(notifications, Math.random),
  templates: ownTemplatesIn(notifications, systemClock),
  later: sqsLater(awsClient(SQSClient), { urgent: env.urgentQueue, normal: env.messageQueue, bulk: env.bulkQueue }),
  now: systemClock,
  random: Math.random,
};

/** Messages on their way to people, one SQS message each. */
export const handler = eventQueueHandler(async ({ event, withdrawn }, requestId) => {
  if (withdrawn) return ok(undefined);
  if (event.type !== 'message.intended') return fail({ kind: 'not_found', what: 'message' });
  const send = sendMessage({ ...ports, parts: composedParts(await pepper(), env.publicOrigin) });
  const sent = await send(event.data.messageId, requestId);
  logSending(event, sent);
  return sent;
});
