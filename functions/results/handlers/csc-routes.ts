import * as z from 'zod';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { exactJson } from '../../../shared/platform/exact-json.ts';
import { type HttpAnswer, problem } from '../../../shared/platform/http-answer.ts';
import { type HttpRequest, jsonBody } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { OwnerOutcome } from '../domain/played-outcome.ts';
import type { PlayedOutcomes } from '../ports.ts';
import type { TrustServices } from '../usecases/open-trust-services.ts';
import { playedSigningService } from '../usecases/played-signing-service.ts';

/** What playing a signing service needs. */
export interface CscPorts {
  readonly open: () => Promise<Result<TrustServices>>;
  readonly outcomes: PlayedOutcomes<OwnerOutcome>;
}

const Chosen = z.strictObject({ outcome: OwnerOutcome });

/** The fields of a body: a form's for a token, an object of JSON else. */
const fieldsOf = ({ headers, body }: HttpRequest): Record<string, unknown> | undefined => {
  const text = body.toString('utf8');
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    ? Object.fromEntries(new URLSearchParams(text))
    : z.record(z.string(), z.unknown()).safeParse(exactJson(text)).data;
};

/**
 * A remote signing service (Cloud Signature Consortium API v2) whose credentials are every name of letters, digits and hyphens, and
 * `POST <credentialId>/outcome`, by which its owner says what becomes of what was asked and of what will be.
 */
export const cscRoutes = ({ open, outcomes }: CscPorts) => {
  const service = playedSigningService(outcomes);

  const called = async (request: HttpRequest, method: string): Promise<HttpAnswer> => {
    const { headers, now, requestId } = request;
    const services = await open();
    if (!services.ok) return problem(services.failure, requestId);
    const fields = fieldsOf(request);
    if (!fields) return { status: 400, json: { error: 'invalid_request' } };
    const [, bearer = ''] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
    const reply = await service.reply(method, { fields, bearer, remote: services.value.remote, now });
    if (!reply) return problem({ kind: 'not_found', what: 'method' }, requestId);
    return { status: reply.status, json: reply.body };
  };

  return async (request: HttpRequest): Promise<HttpAnswer> => {
    const path = request.pathParameters.proxy ?? '';
    if (request.method !== 'POST') return problem({ kind: 'not_found', what: 'route' }, request.requestId);
    const credentialId = /^([A-Za-z0-9-]{1,100})\/outcome$/.exec(path)?.[1];
    if (credentialId === undefined) return called(request, path);
    return taking([jsonBody(Chosen)], async (_, answer, { outcome }) => {
      await outcomes.choose(credentialId, outcome);
      return answer(ok({ outcome }));
    })(request);
  };
};
