import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { paymentLists } from '../adapters/payment-lists.ts';
import { paymentsApiContract } from '../contract.ts';
import { attemptRoutes } from './attempt-routes.ts';
import { listRoutes } from './list-routes.ts';
import { merchantRoutes } from './merchant-routes.ts';
import { paymentRoutes } from './payment-routes.ts';
import { paymentPorts } from './provider-wiring.ts';

const env = readEnv(paymentsApiContract);
const table = openTables();
const payments = table(env.paymentsTable);
const { secrets, ...ports } = paymentPorts(payments, env.providersOrigin);
const routePorts = {
  ...ports,
  lists: paymentLists(payments),
  dossiers: dossierCardsIn(table(env.dossiersTable)),
  pepper: pepperReader(secrets, env.pepper),
  publicOrigin: env.publicOrigin,
};

/** The fees of back offices. */
export const handler = apiHandler(
  paymentsApiContract.routes,
  {
    ...paymentRoutes(routePorts),
    ...listRoutes(routePorts),
    ...attemptRoutes(routePorts),
    ...merchantRoutes(routePorts),
  },
  {
    authoriser: apiKeysIn(table(env.installationTable), env.stage, systemClock),
    now: systemClock,
    publicOrigin: env.publicOrigin,
  },
);
