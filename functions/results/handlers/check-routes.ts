import { madeId } from '../../../shared/kernel/ids.ts';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { answerWith } from '../../../shared/platform/http-answer.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { countOne, logEvent } from '../../../shared/platform/observability.ts';
import type { resultsApiContract } from '../contract.ts';
import type { FileCheck } from '../domain/file-check.ts';
import { type CheckPorts, openCheck, readCheck } from '../usecases/check-file.ts';
import { addressView } from './result-routes.ts';

type Routes = Pick<RouteHandlers<(typeof resultsApiContract)['routes']>, 'openCheck' | 'readCheck'>;

const CheckIdFromCaller = madeId('chk');

/** A check as callers see it. */
const checkView = (found: FileCheck | undefined) =>
  found
    ? {
        state: 'checked',
        ...found,
        signatures: found.signatures.map(({ provenTime, ...signature }) => ({
          ...signature,
          ...(provenTime === undefined ? {} : { provenTime: toOffsetDateTime(provenTime) }),
        })),
      }
    : { state: 'waiting' };

/** The routes by which anybody has a file checked that need not be ours. */
export const checkRoutes = (ports: CheckPorts): Routes => ({
  async openCheck({ requestId, sourceIp, now }) {
    const opened = await openCheck(ports)(sourceIp, now);
    if (!opened.ok) countOne('StrangersHeldBack');
    return answerWith(requestId)(opened, 201, ({ checkId, upload }) => ({ checkId, upload: addressView(upload) }));
  },

  async readCheck({ requestId, pathParameters, now }) {
    const checkId = CheckIdFromCaller.safeParse(pathParameters.checkId);
    const found: Result<FileCheck | undefined> = checkId.success
      ? await readCheck(ports)(checkId.data, now)
      : { ok: false, failure: { kind: 'not_found', what: 'check' } };
    if (found.ok && found.value) logEvent('file_checked', { requestId, outcome: found.value.verdict });
    return answerWith(requestId)(found.ok ? ok(checkView(found.value)) : found);
  },
});
