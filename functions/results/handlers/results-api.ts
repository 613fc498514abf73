import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { keyedWith } from '../../../shared/platform/ledger/erasure.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { s3Client } from '../../../shared/platform/presigned-upload.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { directoryAgencies } from '../adapters/directory-agencies.ts';
import { ledgerReceipts } from '../adapters/ledger-receipts.ts';
import { ledgerRegistry } from '../adapters/ledger-registry.ts';
import { pepperValues } from '../adapters/pepper-values.ts';
import { s3ResultFiles } from '../adapters/s3-result-files.ts';
import { s3Uploads } from '../adapters/s3-uploads.ts';
import { sealAlonePlans } from '../adapters/seal-alone.ts';
import { tableDownloads } from '../adapters/table-downloads.ts';
import { resultsApiContract } from '../contract.ts';
import { checkRoutes } from './check-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { readingRoutes } from './reading-routes.ts';
import { registryRoutes } from './registry-routes.ts';
import { resultRoutes } from './result-routes.ts';
import { wireChecks } from './wire-checks.ts';

const env = readEnv(resultsApiContract);
const table = openTables();
const s3 = s3Client();
const results = table(env.resultsTable);
const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);
const ports = {
  registry: ledgerRegistry(results, systemClock, keyedWith(pepper)),
  downloads: tableDownloads(results),
  receipts: ledgerReceipts(results, systemClock),
  dossiers: dossierCardsIn(table(env.dossiersTable)),
  agencies: directoryAgencies(table(env.installationTable), systemClock),
  uploads: s3Uploads(s3, env.uploadsBucket),
  files: s3ResultFiles(s3, env.resultsBucket),
  derived: pepperValues(pepper),
  plans: sealAlonePlans,
  ...wireChecks(results, pepper, env),
  publicOrigin: env.publicOrigin,
};

/** Results for back offices, portals, and whoever holds a verification code. */
export const handler = apiHandler(
  resultsApiContract.routes,
  {
    ...resultRoutes(ports),
    ...draftRoutes(ports),
    ...registryRoutes(ports),
    ...checkRoutes(ports),
    ...readingRoutes(ports),
  },
  {
    authoriser: apiKeysIn(table(env.installationTable), env.stage, systemClock),
    now: systemClock,
    publicOrigin: env.publicOrigin,
  },
);
