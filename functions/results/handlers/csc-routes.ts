import * as z from 'zod';
import { ok, type Result } from '../../../shared/kernel/result.ts';
import { type HttpAnswer, problem } from '../../../shared/platform/http-answer.ts';
import { type HttpRequest, jsonBody } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { OwnerOutcome } from '../domain/played-outcome.ts';
import type { PlayedOutcomes } from '../ports.ts';
import type { RemoteKey, TrustServices } from '../usecases/open-trust-services.ts';
import { type PlayedReply, playedSigningService } from '../usecases/played-signing-service.ts';

/** What playing a signing service needs. */
export interface CscPorts {
  readonly open: () => Promise<Result<TrustServices>>;
  readonly outcomes: PlayedOutcomes<OwnerOutcome>;
}

const Chosen = z.strictObject({ outcome: OwnerOutcome });

const answerOf = ({ status, body }: PlayedReply): HttpAnswer => ({ status, json: body });

const refused = (status: number, error: string): HttpAnswer => answerOf({ status, body: { error } });

/** The fields of a body: a form's for a token, an object of JSON else. */
const fieldsOf = ({ headers, body }: HttpRequest): Record<string, unknown> | undefined => {
  const text = body.toString('utf8');
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // what is no JSON is refused as what has no fields
  }
};

const isLetIn = ({ headers, now }: HttpRequest, remote: RemoteKey): boolean =>
  remote.isAccessToken(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '', now);

/**
 * A remote signing service (Cloud Signature Consortium API v2) whose credentials are every name of letters, digits and hyphens, and
 * `POST <credentialId>/outcome`, by which its owner says what becomes of what was asked and of what will be.
 */
export const cscRoutes = ({ open, outcomes }: CscPorts) => {
  const service = playedSigningService(outcomes);

  const called = async (request: HttpRequest, method: string): Promise<HttpAnswer> => {
    const services = await open();
    if (!services.ok) return problem(services.failure, request.requestId);
    const { remote } = services.value;
    const fields = fieldsOf(request);
    if (!fields) return refused(400, 'invalid_request');
    const call = { fields, remote, now: request.now };
    if (method === 'info') return answerOf(service.info());
    if (method === 'oauth2/token') return answerOf(service.token(call));
    if (!isLetIn(request, remote)) return refused(401, 'invalid_token');
    const reply = await service.reply(method, call);
    return reply ? answerOf(reply) : problem({ kind: 'not_found', what: 'method' }, request.requestId);
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
