import { namedInLog } from '../../../shared/kernel/callers.ts';
import { DossierCode, madeId } from '../../../shared/kernel/ids.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, keptCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import type { resultsApiContract } from '../contract.ts';
import type { Dossiers, Downloads, ResultRegistry } from '../ports.ts';
import { listResults } from '../usecases/list-results.ts';
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

type Routes = Pick<
  RouteHandlers<(typeof resultsApiContract)['routes']>,
  'listResults' | 'revokeResult' | 'recordDelivery'
>;

/** The results of a dossier, and the routes by which it is told what became of an issued one. */
export const registryRoutes = (ports: RegistryRoutePorts): Routes => ({
  listResults: taking([keptCode('dossierCode', DossierCode)], async ({ caller, requestId }, answer, dossierCode) => {
    const found = await listResults(ports)(dossierCode, caller);
    if (found.ok) logEvent('results_listed', { requestId, ...namedInLog(caller), dossierCode });
    const seen = found.ok ? await Promise.all(found.value.map((entry) => seenBy(ports)(ok(entry)))) : [];
    return answer(found, 200, () => ({ items: seen.flatMap((one) => (one.ok ? [one.value] : [])) }));
  }),

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
