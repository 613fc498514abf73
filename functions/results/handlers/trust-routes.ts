import type { Result } from '../../../shared/kernel/result.ts';
import { type HttpAnswer, problem } from '../../../shared/platform/http-answer.ts';
import type { HttpRequest } from '../../../shared/platform/http-request.ts';
import { trustServicesContract } from '../contract.ts';
import type { TrustServices } from '../usecases/open-trust-services.ts';

/** What is answered at one address, and to which media type; a file is asked for with none. */
interface Protocol {
  readonly asks?: string;
  readonly answers: string;
  bytes(services: TrustServices, request: HttpRequest): Uint8Array;
}

const { timestamp, ocsp, crl, certificate, tsa, csc } = trustServicesContract.routes;

/** What the paths of the time-stamp authorities and of the signing service begin with. */
const [TSA, CSC] = [tsa, csc].map(({ path }) => path.replace('{proxy+}', '')) as [string, string];

type Answering = (request: HttpRequest) => Promise<HttpAnswer>;

const protocols: Readonly<Record<string, Protocol>> = {
  [`POST ${timestamp.path}`]: {
    asks: 'application/timestamp-query',
    answers: 'application/timestamp-reply',
    bytes: (services, { body, now }) => services.timestamp(body, now),
  },
  [`POST ${ocsp.path}`]: {
    asks: 'application/ocsp-request',
    answers: 'application/ocsp-response',
    bytes: (services, { body, now }) => services.ocsp(body, now),
  },
  [`GET ${crl.path}`]: { answers: 'application/pkix-crl', bytes: (services, { now }) => services.crl(now) },
  [`GET ${certificate.path}`]: { answers: 'application/pkix-cert', bytes: (services) => services.certificate },
};

/** Answers the protocols of the development authority in their own bytes, whatever is accepted; HEAD as GET, without the bytes. */
export const trustRoutes =
  (open: () => Promise<Result<TrustServices>>, played: { readonly tsa: Answering; readonly csc: Answering }) =>
  async (request: HttpRequest): Promise<HttpAnswer> => {
    const { method, path, headers, requestId } = request;
    if (path.startsWith(TSA)) return played.tsa(request);
    if (path.startsWith(CSC)) return played.csc(request);
    const protocol = protocols[`${method === 'HEAD' ? 'GET' : method} ${path}`];
    if (!protocol) return problem({ kind: 'not_found', what: 'route' }, requestId);
    if (protocol.asks && headers['content-type'] !== protocol.asks)
      return problem({ kind: 'unsupported_media_type', expected: protocol.asks }, requestId);
    const services = await open();
    if (!services.ok) return problem(services.failure, requestId);
    const answer = { status: 200, headers: { 'Content-Type': protocol.answers } };
    return method === 'HEAD' ? answer : { ...answer, bytes: protocol.bytes(services.value, request) };
  };
