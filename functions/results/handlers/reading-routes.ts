import { namedInLog } from '../../../shared/kernel/callers.ts';
import { madeId } from '../../../shared/kernel/ids.ts';
import { answerWith } from '../../../shared/platform/http-answer.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { keptCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import type { resultsApiContract } from '../contract.ts';
import type { Agencies, Downloads, ReceiptRegister, ResultFiles, ResultRegistry } from '../ports.ts';
import { presignDownload } from '../usecases/presign-download.ts';
import { readResult } from '../usecases/read-result.ts';
import { readVerification, readVerificationOfFile } from '../usecases/read-verification.ts';
import { seenBy } from '../usecases/show-result.ts';

/** What the routes that show results need of their surroundings. */
export interface ReadingRoutePorts {
  readonly registry: ResultRegistry;
  readonly receipts: ReceiptRegister;
  readonly agencies: Agencies;
  readonly downloads: Downloads;
  readonly files: ResultFiles;
  readonly publicOrigin: string;
}

type Routes = Pick<
  RouteHandlers<(typeof resultsApiContract)['routes']>,
  'readResult' | 'downloadResult' | 'readVerification' | 'readVerificationOfFile'
>;

const existing = keptCode('resultId', madeId('res'));

/** The routes that change nothing: a result, its file, and the public check of a code or a file's hash. */
export const readingRoutes = (ports: ReadingRoutePorts): Routes => ({
  readResult: taking([existing], async ({ caller, requestId }, answer, resultId) => {
    const found = await readResult(ports)(resultId, { caller });
    if (found.ok) logEvent('result_read', { requestId, ...namedInLog(caller), aggregate: resultId });
    return answer(await seenBy(ports)(found), 200);
  }),

  downloadResult: taking([existing], async ({ caller, requestId, query, now }, answer, resultId) => {
    const sha256 = query.version?.at(-1);
    const url = await presignDownload(ports)(resultId, { reader: { caller }, sha256, requestId, now });
    if (!url.ok) return answer(url);
    logEvent('result_downloaded', { requestId, ...namedInLog(caller), aggregate: resultId });
    return { status: 302, headers: { Location: url.value } };
  }),

  async readVerification(request) {
    const code = request.pathParameters.verificationCode ?? '';
    return answerWith(request.requestId)(await readVerification(ports)(code));
  },

  async readVerificationOfFile(request) {
    const sha256 = request.query.sha256?.at(-1) ?? '';
    return answerWith(request.requestId)(await readVerificationOfFile(ports)(sha256));
  },
});
