import { systemClock } from '../../../shared/platform/clock.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { installationApiContract } from '../contract.ts';
import { installationRoutes } from './installation-routes.ts';
import { openInstallation } from './wiring.ts';

const { authoriser, ...ports } = openInstallation();

/** Agencies, merchants, message carriers, trust anchors, time-stamp authorities and API keys for the operator, set up and read. */
export const handler = apiHandler(installationApiContract.routes, installationRoutes(ports), {
  authoriser,
  now: systemClock,
  publicOrigin: ports.publicOrigin,
});
