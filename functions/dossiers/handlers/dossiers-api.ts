import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { deadlineIndex } from '../adapters/deadline-index.ts';
import { setUpAgencies } from '../adapters/set-up-agencies.ts';
import { setUpProcedures } from '../adapters/set-up-procedures.ts';
import { erasureLogIn } from '../adapters/table-erasure-log.ts';
import { dossiersApiContract } from '../contract.ts';
import { apologyRoutes } from './apology-routes.ts';
import { deadlineRoutes } from './deadline-routes.ts';
import { dossierRoutes } from './dossier-routes.ts';
import { dossierPorts } from './wiring.ts';

const env = readEnv(dossiersApiContract);
const table = openTables();
const dossiers = table(env.dossiersTable);
const installation = table(env.installationTable);
const ports = dossierPorts(dossiers, env.pepper, env.publicOrigin);
const agencies = setUpAgencies(installation);
const procedures = setUpProcedures(installation);
const lists = { index: deadlineIndex(dossiers), calendar: officialCalendar };
const erasures = erasureLogIn(table(env.erasuresTable));

/** Dossiers, deadlines and calendars for portals and back offices. */
export const handler = apiHandler(
  dossiersApiContract.routes,
  {
    ...dossierRoutes(async () => ({ ...(await ports()), agencies, procedures, erasures })),
    ...deadlineRoutes(lists),
    ...apologyRoutes(lists, async () => ({ ...(await ports()), agencies })),
  },
  { authoriser: apiKeysIn(installation, env.stage, systemClock), now: systemClock, publicOrigin: env.publicOrigin },
);
