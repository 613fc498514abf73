import type * as z from 'zod';
import { DossierCode, madeId } from '../../../shared/kernel/ids.ts';
import type { UploadAddress } from '../../../shared/kernel/presigned-urls.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, keptCode, type Reader } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { resultsApiContract } from '../contract.ts';
import { viewOf } from '../domain/view.ts';
import type { DerivedValues, Dossiers, ResultRegistry, SigningPlans, Uploads } from '../ports.ts';
import { type OpenedResult, openResult, ResultInput } from '../usecases/open-result.ts';
import { IssueInput, requestIssue } from '../usecases/request-issue.ts';

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

/** Nothing need be said; what is sent must still be a JSON object. */
const unlessEmpty =
  <T>(schema: z.ZodType<T>): Reader<T> =>
  (request) =>
    request.body.length === 0 ? ok(schema.parse({})) : jsonBody(schema)(request);

/** An address to upload to, as callers see it. */
export const addressView = (upload: UploadAddress) => ({ ...upload, expiresAt: toOffsetDateTime(upload.expiresAt) });

const openedView = ({ entry, upload }: OpenedResult, publicOrigin: string) => ({
  ...viewOf(entry, publicOrigin),
  ...(upload ? { upload: addressView(upload) } : {}),
});

/** The routes by which a result comes to be: opening it, and asking for its upload to be issued. */
export const resultRoutes = (ports: ResultRoutePorts): Routes => ({
  openResult: taking(
    [keptCode('dossierCode', DossierCode), idempotencyKey, jsonBody(ResultInput)],
    async ({ caller, requestId, now }, answer, dossierCode, key, input) => {
      const resultId = await ports.derived.resultId({ path: dossierCode, idempotencyKey: key });
      const opened = await openResult(ports)({ resultId, dossierCode, input, caller, requestId, now });
      return answer(opened, 201, (value) => openedView(value, ports.publicOrigin));
    },
  ),

  requestIssue: taking(
    [keptCode('resultId', madeId('res')), unlessEmpty(IssueInput)],
    async ({ caller, requestId, now }, answer, resultId, { confirmed }) => {
      const asked = await requestIssue(ports)({ resultId, confirmed, caller, requestId, now });
      const status = asked.ok && asked.value.isSettled ? 200 : 202;
      return answer(asked, status, ({ entry }) => viewOf(entry, ports.publicOrigin));
    },
  ),
});
