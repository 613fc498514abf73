import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { publicationsIn } from '../../figures/adapters/publications-in-table.ts';
import { ledgerPayments } from '../../payments/adapters/ledger-payments.ts';
import { directoryAgencies as resultAgencies } from '../../results/adapters/directory-agencies.ts';
import { ledgerReceipts } from '../../results/adapters/ledger-receipts.ts';
import { ledgerRegistry } from '../../results/adapters/ledger-registry.ts';
import { tableTrustStore } from '../../results/adapters/table-trust-store.ts';
import { documentRegister, issuedDocuments } from '../adapters/citizen-documents.ts';
import { readableFees } from '../adapters/citizen-fees.ts';
import { directoryAgencies } from '../adapters/directory-agencies.ts';
import { publishedFigures } from '../adapters/published-figures.ts';
import { citizenPagesContract } from '../contract.ts';
import { figureRoutes } from './figure-routes.ts';
import { lookUpFormRoutes } from './look-up-routes.ts';
import { pageServer } from './page-server.ts';
import { publicRoutes } from './public-routes.ts';
import { statusRoutes } from './status-routes.ts';
import { wireDossiers } from './wire-dossiers.ts';

const env = readEnv(citizenPagesContract);
const table = openTables();
const installation = table(env.installationTable);
const results = table(env.resultsTable);
const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);
const registry = ledgerRegistry(results, systemClock);

const register = documentRegister({
  receipts: ledgerReceipts(results, systemClock),
  registry,
  agencies: resultAgencies(installation, systemClock),
  trust: tableTrustStore(results),
});
const figures = publishedFigures(publicationsIn(table(env.figuresTable)));
const status = {
  dossiers: wireDossiers(table(env.dossiersTable), pepper, env.publicOrigin, systemClock),
  agencies: directoryAgencies(installation, systemClock),
  fees: readableFees({ ledger: ledgerPayments(table(env.paymentsTable), systemClock) }),
  documents: issuedDocuments({ registry }),
};

/** The citizen's pages that only read, and everything else without a key. */
export const handler = pageServer(
  (parts) => [
    ...lookUpFormRoutes(parts),
    ...statusRoutes(parts, status),
    ...publicRoutes(parts, register),
    ...figureRoutes(parts, figures),
  ],
  env.publicOrigin,
  systemClock,
);
