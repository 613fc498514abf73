import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { publicationsIn } from '../adapters/publications-in-table.ts';
import { rowReaderIn } from '../adapters/rows-in-table.ts';
import { figuresApiContract } from '../contract.ts';
import { figuresRoutes } from './figures-routes.ts';
import { publicationRoutes } from './publication-routes.ts';

const env = readEnv(figuresApiContract);
const table = openTables();
const figures = table(env.figuresTable);
const { publicOrigin } = env;
const ports = {
  reader: rowReaderIn(figures),
  publications: publicationsIn(figures),
  calendar: officialCalendar,
  pepper: pepperReader(secretsManagerReader(systemClock), env.pepper),
  publicOrigin,
};

/** Figures of agencies, and their publication. */
export const handler = apiHandler(
  figuresApiContract.routes,
  { ...figuresRoutes(ports), ...publicationRoutes(ports) },
  { authoriser: apiKeysIn(table(env.installationTable), env.stage, systemClock), now: systemClock, publicOrigin },
);
