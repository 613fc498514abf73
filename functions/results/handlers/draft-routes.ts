import { madeId } from '../../../shared/kernel/ids.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, keptCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { resultsApiContract } from '../contract.ts';
import { viewOf } from '../domain/view.ts';
import type { ResultRegistry, Uploads } from '../ports.ts';
import { askUpload } from '../usecases/ask-upload.ts';
import { WithdrawInput, withdrawResult } from '../usecases/withdraw-result.ts';
import { addressView } from './result-routes.ts';

/** What the routes of drafts need of their surroundings. */
export interface DraftRoutePorts {
  readonly registry: ResultRegistry;
  readonly uploads: Uploads;
  readonly publicOrigin: string;
}

type Routes = Pick<RouteHandlers<(typeof resultsApiContract)['routes']>, 'askUpload' | 'withdrawResult'>;

/** The routes by which a draft is corrected or given up. */
export const draftRoutes = (ports: DraftRoutePorts): Routes => ({
  askUpload: taking([keptCode('resultId', madeId('res'))], async (request, answer, resultId) =>
    answer(await askUpload(ports)(resultId, request), 200, (upload) => ({ upload: addressView(upload) })),
  ),

  withdrawResult: taking(
    [keptCode('resultId', madeId('res')), jsonBody(WithdrawInput)],
    async ({ caller, requestId, now }, answer, resultId, input) => {
      const ended = await withdrawResult(ports)({ resultId, input, caller, requestId, now });
      return answer(ended, 200, (entry) => viewOf(entry, ports.publicOrigin));
    },
  ),
});
