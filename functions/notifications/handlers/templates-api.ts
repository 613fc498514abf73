import { agencyDirectoryIn } from '../../../shared/platform/agency-directory.ts';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { ownTemplatesIn } from '../adapters/own-templates.ts';
import { templatesApiContract } from '../contract.ts';
import { templateRoutes } from './template-routes.ts';

const env = readEnv(templatesApiContract);
const table = openTables();
const agencies = agencyDirectoryIn(table(env.installationTable), systemClock);

/** Agencies' own words. */
export const handler = apiHandler(
  templatesApiContract.routes,
  templateRoutes({ templates: ownTemplatesIn(table(env.notificationsTable), systemClock), rules: agencies, agencies }),
  {
    authoriser: apiKeysIn(table(env.installationTable), env.stage, systemClock),
    now: systemClock,
    publicOrigin: env.publicOrigin,
  },
);
