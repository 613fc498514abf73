import * as z from 'zod';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { isPlayedAuthority, type PlayedAuthority } from '../../../shared/kernel/trust-set-up.ts';
import { type HttpAnswer, problem } from '../../../shared/platform/http-answer.ts';
import { type HttpRequest, jsonBody } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { LATE_MS, PlayedOutcome } from '../domain/played-outcome.ts';
import type { PlayedOutcomes } from '../ports.ts';
import type { TrustServices } from '../usecases/open-trust-services.ts';

/** What playing time-stamp authorities needs. */
export interface TsaPorts {
  readonly open: () => Promise<Result<TrustServices>>;
  readonly outcomes: PlayedOutcomes<PlayedOutcome>;
  readonly pause: (ms: number) => Promise<unknown>;
}

const Chosen = z.strictObject({ outcome: PlayedOutcome });

const asks = 'application/timestamp-query';

/** Two time-stamp authorities by their names, each doing what was chosen last: `POST <name>` stamps, `POST <name>/outcome` chooses. */
export const tsaRoutes = ({ open, outcomes, pause }: TsaPorts) => {
  const stamped = async (request: HttpRequest, name: PlayedAuthority): Promise<HttpAnswer> => {
    const { requestId, headers, body } = request;
    if (headers['content-type'] !== asks) return problem({ kind: 'unsupported_media_type', expected: asks }, requestId);
    const services = await open();
    if (!services.ok) return problem(services.failure, requestId);
    const outcome = await outcomes.of(name);
    if (outcome === 'down') return problem({ kind: 'temporarily_unavailable', detail: `${name} is down` }, requestId);
    if (outcome === 'late') await pause(LATE_MS);
    const { stampBy, replayBy } = services.value;
    const bytes = outcome === 'replay' ? replayBy(name, request.now) : stampBy(name, body, request.now);
    return { status: 200, headers: { 'Content-Type': 'application/timestamp-reply' }, bytes };
  };

  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const [, name = '', choosing] = /^([a-z0-9-]+)(\/outcome)?$/.exec(request.pathParameters.proxy ?? '') ?? [];
    if (request.method !== 'POST' || !isPlayedAuthority(name))
      return problem({ kind: 'not_found', what: 'time-stamp authority' }, request.requestId);
    if (!choosing) return stamped(request, name);
    return taking([jsonBody(Chosen)], async (_, answer, { outcome }) => {
      await outcomes.choose(name, outcome);
      return answer(ok({ outcome }));
    })(request);
  };
};
