import { SQSClient } from '@aws-sdk/client-sqs';
import { messageLimitsIn } from '../../../shared/kernel/message-limits.ts';
import { agencyDirectoryIn } from '../../../shared/platform/agency-directory.ts';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { breakersIn } from '../adapters/carrier-breakers.ts';
import { dayCountsIn } from '../adapters/day-counts.ts';
import { messageLedger } from '../adapters/message-ledger.ts';
import { messageLists } from '../adapters/message-lists.ts';
import { sqsLater } from '../adapters/sqs-later.ts';
import { suppressionsIn } from '../adapters/suppressions.ts';
import { messagesApiContract } from '../contract.ts';
import { limitRoutes } from './limit-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { suppressionRoutes } from './suppression-routes.ts';

const env = readEnv(messagesApiContract);
const table = openTables();
const notifications = table(env.notificationsTable);
const installation = table(env.installationTable);
const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);
const ports = {
  agencies: agencyDirectoryIn(installation, systemClock),
  ledger: messageLedger(notifications, systemClock),
  lists: messageLists(notifications),
  cards: dossierCardsIn(table(env.dossiersTable)),
  later: sqsLater(awsClient(SQSClient), { urgent: env.urgentQueue, normal: env.messageQueue, bulk: env.bulkQueue }),
  suppressions: suppressionsIn(notifications, pepper),
  pepper,
  days: dayCountsIn(notifications, Math.random),
  breakers: breakersIn(notifications, systemClock),
  limits: messageLimitsIn(env.messageLimits),
};

/** What became of messages, for back offices and operators, who may have one sent again. It calls no carrier. */
export const handler = apiHandler(
  messagesApiContract.routes,
  { ...messageRoutes(ports), ...suppressionRoutes(ports), ...limitRoutes(ports) },
  {
    authoriser: apiKeysIn(installation, env.stage, systemClock),
    now: systemClock,
    publicOrigin: env.publicOrigin,
  },
);
