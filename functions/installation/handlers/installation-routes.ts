import { AgencyCode } from '../../../shared/kernel/ids.ts';
import { KnownProvider, type ProviderManifest } from '../../../shared/kernel/payment-providers.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, pathCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { installationApiContract } from '../contract.ts';
import { AgencySetUp, MerchantName, merchantSetUpOf, ProviderName } from '../domain/requests.ts';
import type { AgencyStore } from '../ports.ts';
import type { ProcedureStore } from '../procedure-ports.ts';
import { endMerchant } from '../usecases/end-merchant.ts';
import { merchantView } from '../usecases/merchant-view.ts';
import { putAgency } from '../usecases/put-agency.ts';
import { type PutMerchantPorts, putMerchant } from '../usecases/put-merchant.ts';
import { type ApiKeyRoutePorts, apiKeyRoutes } from './api-key-routes.ts';
import { type CarrierRoutePorts, carrierRoutes } from './carrier-routes.ts';
import { procedureRoutes } from './procedure-routes.ts';
import { readingRoutes } from './reading-routes.ts';
import { type TrustRoutePorts, trustRoutes } from './trust-routes.ts';

/** What the routes need of their surroundings. */
export interface InstallationRoutePorts extends PutMerchantPorts, CarrierRoutePorts, TrustRoutePorts, ApiKeyRoutePorts {
  readonly agencies: AgencyStore;
  readonly procedures: ProcedureStore;
  readonly manifestOf: (provider: KnownProvider) => Promise<Pick<ProviderManifest, 'credentials'>>;
}

/** The routes by which an operator sets up agencies, procedures, merchants, carriers, whom to believe of signatures and time stamps, and API keys. */
export const installationRoutes = (
  ports: InstallationRoutePorts,
): RouteHandlers<(typeof installationApiContract)['routes']> => ({
  ...readingRoutes(ports),
  ...procedureRoutes(ports),
  ...carrierRoutes(ports),
  ...trustRoutes(ports),
  ...apiKeyRoutes(ports),
  putAgency: taking(
    [pathCode('agencyCode', AgencyCode), jsonBody(AgencySetUp)],
    async (_, answer, agencyCode, setUp) => {
      const done = await putAgency(ports)(agencyCode, setUp);
      return answer(done, done.ok && done.value.created ? 201 : 200, ({ agency }) => agency);
    },
  ),
  putMerchant: taking([pathCode('provider', KnownProvider)], async (request, _, provider) => {
    const setUpOf = merchantSetUpOf(await ports.manifestOf(provider));
    const put = taking(
      [pathCode('merchant', MerchantName), jsonBody(setUpOf)],
      async ({ now }, answer, merchant, setUp) => {
        const done = await putMerchant(ports)(provider, merchant, setUp, now);
        return answer(done, done.ok && done.value.created ? 201 : 200, ({ merchant: row }) => merchantView(row));
      },
    );
    return put(request);
  }),
  endMerchant: taking(
    [pathCode('provider', ProviderName), pathCode('merchant', MerchantName)],
    async ({ now }, answer, provider, merchant) =>
      answer(await endMerchant(ports)(provider, merchant, now), 200, merchantView),
  ),
});
