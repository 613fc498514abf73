import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { limitsIn } from '../../../shared/platform/limits-text.ts';
import { pepperReader } from '../../../shared/platform/pepper.ts';
import { secretsManagerReader } from '../../../shared/platform/secrets.ts';
import { tableTries } from '../../../shared/platform/table-tries.ts';
import { cardWaysIn } from '../adapters/citizen-dossiers.ts';
import { lookUpContract } from '../contract.ts';
import { lookUpRoutes } from './look-up-routes.ts';
import { pageServer } from './page-server.ts';

const env = readEnv(lookUpContract);
const table = openTables();
const pepper = pepperReader(secretsManagerReader(systemClock), env.pepper);
const ports = {
  ways: cardWaysIn(table(env.dossiersTable), pepper),
  tries: tableTries(table(env.triesTable), pepper),
  limits: limitsIn(env.strangerLimits),
};

/** A dossier's code and phone, typed into the form of `/`. */
export const handler = pageServer((parts) => lookUpRoutes(parts, ports), env.publicOrigin, systemClock);
