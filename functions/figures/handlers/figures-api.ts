import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { rowReaderIn } from '../adapters/rows-in-table.ts';
import { figuresApiContract } from '../contract.ts';
import { figuresRoutes } from './figures-routes.ts';

const env = readEnv(figuresApiContract);
const table = openTables();

/** Figures of agencies. */
export const handler = apiHandler(
  figuresApiContract.routes,
  figuresRoutes({ reader: rowReaderIn(table(env.figuresTable)), calendar: officialCalendar }),
  {
    authoriser: apiKeysIn(table(env.installationTable), env.stage, systemClock),
    now: systemClock,
    publicOrigin: env.publicOrigin,
  },
);
