import { agencyDirectoryIn } from '../../../shared/platform/agency-directory.ts';
import { apiKeysIn } from '../../../shared/platform/api-keys.ts';
import { systemClock } from '../../../shared/platform/clock.ts';
import { readEnv } from '../../../shared/platform/env.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { openTables } from '../../../shared/platform/ledger/dynamo-table.ts';
import { drawPaperBundled } from '../../../shared/platform/paper-drawer.ts';
import { calendarsIn } from '../adapters/calendar-log.ts';
import { formLinksAt } from '../adapters/form-links.ts';
import { dossierFormsContract } from '../contract.ts';
import { formRoutes } from './form-routes.ts';
import { dossierPorts, pepperOf } from './wiring.ts';

const env = readEnv(dossierFormsContract);
const table = openTables();
const installation = table(env.installationTable);
const dossiers = table(env.dossiersTable);
const pepper = pepperOf(env.pepper);
const ports = dossierPorts(dossiers, calendarsIn(dossiers), pepper, env.publicOrigin);
const agencies = agencyDirectoryIn(installation, systemClock);

/** Forms of dossiers on paper: the one function of dossiers that draws. */
export const handler = apiHandler(
  dossierFormsContract.routes,
  formRoutes(async () => {
    const formLinks = formLinksAt(await pepper(), env.publicOrigin);
    return { ...(await ports()), formLinks, agencies, draw: drawPaperBundled };
  }),
  { authoriser: apiKeysIn(installation, env.stage, systemClock), now: systemClock, publicOrigin: env.publicOrigin },
);
