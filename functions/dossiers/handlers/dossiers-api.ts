import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { calendarsIn } from '../adapters/calendar-log.ts';
import { deadlineIndex } from '../adapters/deadline-index.ts';
import { decisionLedger, decisionList, decisionsIn } from '../adapters/decision-ledger.ts';
import { dossierLedger } from '../adapters/dossier-ledger.ts';
import { ratingIndex } from '../adapters/rating-index.ts';
import { setUpAgencies } from '../adapters/set-up-agencies.ts';
import { setUpProcedures } from '../adapters/set-up-procedures.ts';
import { erasureLogIn } from '../adapters/table-erasure-log.ts';
import { dossiersApiContract } from '../contract.ts';
import { apologyRoutes } from './apology-routes.ts';
import { calendarRoutes } from './calendar-routes.ts';
import { deadlineRoutes } from './deadline-routes.ts';
import { dossierRoutes } from './dossier-routes.ts';
import { ratingRoutes } from './rating-routes.ts';
import { dossierFacts, dossierPorts, pepperOf } from './wiring.ts';

const env = readEnv(dossiersApiContract);
const table = openTables();
const dossiers = table(env.dossiersTable);
const installation = table(env.installationTable);
const calendars = calendarsIn(dossiers);
const ports = dossierPorts(dossiers, calendars, pepperOf(env.pepper), env.publicOrigin);
const agencies = setUpAgencies(installation);
const procedures = setUpProcedures(installation);
const index = deadlineIndex(dossiers);
const ledger = dossierLedger(dossierFacts(dossiers, undefined, calendars));
const erasures = erasureLogIn(table(env.erasuresTable));

/** A preview ends well before the call does. */
const timeForPreview = () => {
  const until = performance.now() + 5000;
  return () => performance.now() < until;
};

/** Dossiers, deadlines and calendars for portals and back offices. */
export const handler = apiHandler(
  dossiersApiContract.routes,
  {
    ...dossierRoutes(async () => ({ ...(await ports()), agencies, procedures, erasures })),
    ...apologyRoutes({ index, calendars }, async () => ({ ...(await ports()), agencies })),
    ...deadlineRoutes({ index, calendars, agencies }),
    ...ratingRoutes({ ratings: ratingIndex(dossiers), ledger }),
    ...calendarRoutes({
      ...{ index, calendars, timeForPreview },
      ledger,
      calendar: officialCalendar,
      decisions: decisionLedger(decisionsIn(dossiers, systemClock)),
      list: decisionList(dossiers),
    }),
  },
  { authoriser: apiKeysIn(installation, env.stage, systemClock), now: systemClock, publicOrigin: env.publicOrigin },
);
