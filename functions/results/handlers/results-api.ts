import { systemClock } from '../../../shared/platform/clock.ts';
import { apiHandler } from '../../../shared/platform/http-handler.ts';
import { resultsApiContract } from '../contract.ts';
import { checkRoutes } from './check-routes.ts';
import { draftRoutes } from './draft-routes.ts';
import { readingRoutes } from './reading-routes.ts';
import { registryRoutes } from './registry-routes.ts';
import { resultRoutes } from './result-routes.ts';
import { openResults } from './results-wiring.ts';
import { signatureRoutes } from './signature-routes.ts';
import { signerRoutes } from './signer-routes.ts';

const { authoriser, ...ports } = openResults();

/** Results for back offices, portals, and whoever holds a verification code. */
export const handler = apiHandler(
  resultsApiContract.routes,
  {
    ...resultRoutes(ports),
    ...draftRoutes(ports),
    ...signatureRoutes(ports),
    ...signerRoutes(ports),
    ...registryRoutes(ports),
    ...checkRoutes(ports),
    ...readingRoutes(ports),
  },
  { authoriser, now: systemClock, publicOrigin: ports.publicOrigin },
);
