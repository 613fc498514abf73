import { SQSClient } from '@aws-sdk/client-sqs';
import { agencyDirectoryIn } from '../../../shared/platform/agency-directory.ts';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { awsClient } from '../../../shared/platform/aws-clients.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { paymentLists } from '../adapters/payment-lists.ts';
import { sqsRefunds } from '../adapters/sqs-refunds.ts';
import { paymentsApiContract } from '../contract.ts';
import type { Payment } from '../domain/payment.ts';
import { attemptRoutes } from './attempt-routes.ts';
import { decisionRoutes } from './decision-routes.ts';
import { listRoutes } from './list-routes.ts';
import { toldLater } from './money-log.ts';
import { paymentRoutes } from './payment-routes.ts';
import { refundRoutes } from './refund-routes.ts';
import { paymentPorts } from './wiring.ts';

const env = readEnv(paymentsApiContract);
const table = openTables();
const payments = table(env.paymentsTable);
const { secrets, ...ports } = paymentPorts(payments, env.providersOrigin);
const agencies = agencyDirectoryIn(table(env.installationTable), systemClock);
const routePorts = {
  ...ports,
  lists: paymentLists(payments),
  dossiers: dossierCardsIn(table(env.dossiersTable)),
  pepper: pepperReader(secrets, env.pepper),
  publicOrigin: env.publicOrigin,
  queue: toldLater(sqsRefunds(awsClient(SQSClient), env.refundQueue)),
  refundLimit: async ({ agencyCode }: Payment) => (await agencies.moneyRules(agencyCode)).refundLimitVnd,
};

/** The fees of back offices. */
export const handler = apiHandler(
  paymentsApiContract.routes,
  {
    ...paymentRoutes(routePorts),
    ...listRoutes(routePorts),
    ...attemptRoutes(routePorts),
    ...refundRoutes(routePorts),
    ...decisionRoutes(routePorts),
  },
  {
    authoriser: apiKeysIn(table(env.installationTable), env.stage, systemClock),
    now: systemClock,
    publicOrigin: env.publicOrigin,
  },
);
