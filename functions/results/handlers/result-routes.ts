import * as z from 'zod';
import { DossierCode, madeId } from '../../../shared/kernel/ids.ts';
import { allOf, ok } from '../../../shared/kernel/result.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { answerWith } from '../../../shared/platform/http-answer.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { type HttpRequest, idempotencyKey, jsonBody, pathCode } from '../../../shared/platform/http-request.ts';
import type { resultsApiContract } from '../contract.ts';
import { viewOf } from '../domain/view.ts';
import type { DerivedValues, Dossiers, ResultRegistry, SigningPlans, Uploads } from '../ports.ts';
import { type OpenedResult, openResult, ResultInput } from '../usecases/open-result.ts';
import { requestIssue } from '../usecases/request-issue.ts';

/** What the routes that make results need of their surroundings. */
export interface ResultRoutePorts {
  readonly registry: ResultRegistry;
  readonly dossiers: Dossiers;
  readonly uploads: Uploads;
  readonly derived: DerivedValues;
  readonly plans: SigningPlans;
  readonly publicOrigin: string;
}

type Routes = Pick<RouteHandlers<(typeof resultsApiContract)['routes']>, 'openResult' | 'requestIssue'>;

/** Nothing is asked for in the body; what is sent must still be a JSON object. */
const emptyBody = (request: HttpRequest) => (request.body.length === 0 ? ok({}) : jsonBody(request, z.looseObject({})));

const openedView = ({ entry, upload }: OpenedResult, publicOrigin: string) => ({
  ...viewOf(entry, publicOrigin),
  ...(upload ? { upload: { ...upload, expiresAt: toOffsetDateTime(upload.expiresAt) } } : {}),
});

/** The routes by which a result comes to be: opening it, and asking for its upload to be issued. */
export const resultRoutes = (ports: ResultRoutePorts): Routes => ({
  async openResult(request) {
    const answer = answerWith(request.requestId);
    const code = pathCode(request, 'dossierCode', DossierCode);
    const parsed = allOf(code, idempotencyKey(request), jsonBody(request, ResultInput));
    if (!parsed.ok) return answer(parsed);
    const { caller, requestId, now } = request;
    const [dossierCode, key, input] = parsed.value;
    const resultId = await ports.derived.resultId({ path: dossierCode, idempotencyKey: key });
    const opened = await openResult(ports)({ resultId, dossierCode, input, caller, requestId, now });
    return answer(opened, 201, (value) => openedView(value, ports.publicOrigin));
  },

  async requestIssue(request) {
    const answer = answerWith(request.requestId);
    const parsed = allOf(pathCode(request, 'resultId', madeId('res')), emptyBody(request));
    if (!parsed.ok) return answer(parsed);
    const { caller, requestId, now } = request;
    const asked = await requestIssue(ports)({ resultId: parsed.value[0], caller, requestId, now });
    return answer(asked, 202, (entry) => viewOf(entry, ports.publicOrigin));
  },
});
