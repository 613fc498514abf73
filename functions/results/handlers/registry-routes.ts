import { madeId } from '../../../shared/kernel/ids.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, keptCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { resultsApiContract } from '../contract.ts';
import type { Dossiers, Downloads, ResultRegistry } from '../ports.ts';
import { DeliveryInput, recordDelivery } from '../usecases/record-delivery.ts';
import { RevokeInput, revokeResult } from '../usecases/revoke-result.ts';
import { seenBy } from '../usecases/show-result.ts';

/** What the routes of the registry need of their surroundings. */
export interface RegistryRoutePorts {
  readonly registry: ResultRegistry;
  readonly dossiers: Dossiers;
  readonly downloads: Downloads;
  readonly publicOrigin: string;
}

type Routes = Pick<RouteHandlers<(typeof resultsApiContract)['routes']>, 'revokeResult' | 'recordDelivery'>;

/** The routes by which it is told what became of an issued result. */
export const registryRoutes = (ports: RegistryRoutePorts): Routes => ({
  revokeResult: taking(
    [keptCode('resultId', madeId('res')), jsonBody(RevokeInput)],
    async ({ caller, requestId, now }, answer, resultId, input) =>
      answer(await seenBy(ports)(await revokeResult(ports)({ resultId, input, caller, requestId, now })), 200),
  ),

  recordDelivery: taking(
    [keptCode('resultId', madeId('res')), jsonBody(DeliveryInput)],
    async ({ caller, requestId, now }, answer, resultId, input) =>
      answer(await seenBy(ports)(await recordDelivery(ports)({ resultId, input, caller, requestId, now })), 200),
  ),
});
