import * as z from 'zod';
import { namedInLog } from '../../../shared/kernel/callers.ts';
import { madeId } from '../../../shared/kernel/ids.ts';
import { DOWNLOAD_VALID_SECONDS } from '../../../shared/kernel/presigned-urls.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, keptCode, pathCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import type { resultsApiContract } from '../contract.ts';
import { algorithmNames } from '../domain/algorithm-names.ts';
import type { Downloads } from '../ports.ts';
import type { CheckPlanPorts } from '../usecases/check-plan.ts';
import { NamedSigner, nameSigner } from '../usecases/name-signer.ts';
import {
  provideSignature,
  readSignatureAsked,
  SignatureInput,
  type SignaturePorts,
} from '../usecases/provide-signature.ts';
import { seenBy } from '../usecases/show-result.ts';

/** What the routes of signatures need of their surroundings. */
export interface SignatureRoutePorts extends SignaturePorts, CheckPlanPorts {
  readonly downloads: Downloads;
  readonly publicOrigin: string;
  readonly trust: SignaturePorts['trust'] & CheckPlanPorts['trust'];
}

type Routes = Pick<
  RouteHandlers<(typeof resultsApiContract)['routes']>,
  'readSignature' | 'putSignature' | 'putSignatureSigner'
>;

const result = keptCode('resultId', madeId('res'));
const role = pathCode('role', z.string().regex(/^[a-z]{1,20}$/, 'expected a role of the plan'));

/** The routes by which a person signs elsewhere, and another one is named in their place. */
export const signatureRoutes = (ports: SignatureRoutePorts): Routes => ({
  readSignature: taking([result, role], async ({ caller, requestId, now }, answer, resultId, named) => {
    const asked = await readSignatureAsked(ports)({ resultId, role: named, caller });
    // With it the whole document is given out.
    if (asked.ok) logEvent('result_read', { requestId, ...namedInLog(caller), aggregate: resultId });
    return answer(asked, 200, ({ algorithm, ...ready }) => ({
      ...{ ...ready, algorithm: algorithmNames[algorithm] ?? algorithm },
      expiresAt: toOffsetDateTime(now + DOWNLOAD_VALID_SECONDS * 1000),
    }));
  }),
  putSignature: taking([result, role, jsonBody(SignatureInput)], async (request, answer, resultId, named, input) => {
    const { caller, requestId, now } = request;
    const taken = await provideSignature(ports)({ resultId, role: named, input, caller, requestId, now });
    return answer(await seenBy(ports)(taken), 200);
  }),
  putSignatureSigner: taking([result, role, jsonBody(NamedSigner)], async (request, answer, resultId, named, input) => {
    const { caller, requestId, now } = request;
    const done = await nameSigner(ports)({ resultId, role: named, input, caller, requestId, now });
    return answer(await seenBy(ports)(done), 200);
  }),
});
