import { createHash, randomUUID } from 'node:crypto';
import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { type Caller, namedInLog } from '../kernel/callers.ts';
import { firstCharacters } from '../kernel/characters.ts';
import type { RouteContract } from '../kernel/contract.ts';
import { gatewayResult, type HttpAnswer, problem, unexpected } from './http-answer.ts';
import { type ApiRequest, type HttpRequest, requestOf } from './http-request.ts';
import { alarmOfFailure, countOne, errorFields, flushMetrics, logAlarm, logEvent } from './observability.ts';
import { routeBelow } from './route-below.ts';

/** A handler of a REST API's proxy events. */
export type GatewayHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** What every handler of requests knows of its surroundings. */
export interface Edge {
  readonly now: () => number;
  /** Where the product is reached, without a slash at the end; the pages of problems stand under it. */
  readonly publicOrigin: string;
}

/** The answer to an exception, in the words of whoever asked: the path may say who that is. */
type OnBug = (
  requestId: string,
  pathParameters: Readonly<Record<string, string | undefined>>,
) => HttpAnswer | Promise<HttpAnswer>;

const requestIdOf = (event: APIGatewayProxyEvent): string => event.requestContext?.requestId ?? randomUUID();

/** As much of a client's description of itself as is logged. */
const MAX_USER_AGENT = 200;

const linkOf = (path: string): string | undefined => {
  const token = /^\/t\/([^/]+)/.exec(path)?.[1];
  return token && createHash('sha256').update(token).digest('hex');
};

/** What is known of a request while it is answered, for its line in the log. */
interface Seen {
  readonly request: HttpRequest;
  /** Who calls, once that is known. */
  caller?: Caller;
}

/**
 * One log line and one count for each answer, and an alarm where its failure's policy says so; an exception becomes a 500 in our own words (`onBug` where another protocol speaks).
 * The line never has the path, which may hold a citizen's token, but says which link it was.
 */
const observed = (
  handle: (request: HttpRequest, event: APIGatewayProxyEvent, seen: Seen) => Promise<HttpAnswer>,
  { now, publicOrigin }: Edge,
  onBug: OnBug,
): GatewayHandler => {
  const seenOf = new WeakMap<object, Seen>();
  const line = (event: APIGatewayProxyEvent, status: number): void => {
    const { request, caller } = seenOf.get(event) ?? {};
    const link = linkOf(request?.path ?? '');
    logEvent('answered', {
      requestId: request?.requestId ?? requestIdOf(event),
      route: `${event.httpMethod} ${event.resource}`,
      status,
      ...(request && { source: request.sourceIp, durationMs: now() - request.now }),
      userAgent: firstCharacters(request?.headers['user-agent'] ?? '', MAX_USER_AGENT),
      ...(caller && namedInLog(caller)),
      ...(link && { link }),
    });
    countOne(`Answered${Math.floor(status / 100)}xx`);
    flushMetrics();
  };
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>(async (event: APIGatewayProxyEvent) => {
    const seen: Seen = { request: requestOf(event, requestIdOf(event), now()) };
    seenOf.set(event, seen);
    const answer = await handle(seen.request, event, seen);
    if (answer.failure) {
      const { caller, request } = seen;
      const { dossierCode } = request.pathParameters;
      const who = caller && namedInLog(caller);
      alarmOfFailure(answer.failure, { requestId: request.requestId, route: event.resource, ...who, dossierCode });
    }
    return gatewayResult(answer, publicOrigin);
  }).use({
    after: ({ event, response }) => {
      line(event, response?.statusCode ?? 0);
    },
    onError: async (request) => {
      const { event, error } = request;
      const requestId = seenOf.get(event)?.request.requestId ?? requestIdOf(event);
      logAlarm('bug', { requestId, route: event.resource, ...errorFields(error) });
      const answer = await onBug(requestId, event.pathParameters ?? {});
      request.response = gatewayResult(answer, publicOrigin);
      line(event, request.response.statusCode);
    },
  }) as unknown as GatewayHandler;
};

/** One handler for events whose answer is not ours to word (webhooks, pages): no key is asked for. */
export const plainHandler = (
  handle: (request: HttpRequest) => Promise<HttpAnswer>,
  edge: Edge,
  onBug: OnBug = unexpected,
): GatewayHandler => observed(handle, edge, onBug);

type RouteHandler<R extends RouteContract> = (
  request: R['permission'] extends 'public' ? HttpRequest : ApiRequest,
) => Promise<HttpAnswer>;

/** The handlers of a contract's routes by name: a route without one does not compile. */
export type RouteHandlers<R extends Readonly<Record<string, RouteContract>>> = {
  readonly [K in keyof R]: RouteHandler<R[K]>;
};

/** Knows whoever calls by what a request brings: a program by its API key, or a person by a session. */
export interface Authoriser {
  /** Undefined where it is nobody who is known. */
  callerOf(request: HttpRequest): Promise<Caller | undefined>;
}

/** A handler of the contract's routes: finds the route, asks who calls, checks the permission, and only then hands the request on. */
export const apiHandler = <R extends Readonly<Record<string, RouteContract>>>(
  routes: R,
  handlers: RouteHandlers<R>,
  edge: Edge & { readonly authoriser: Authoriser },
): GatewayHandler => {
  const byResource = new Map(
    Object.entries(routes).map(([name, route]) => [`${route.method} ${route.path}`, { name, route }]),
  );
  const answer = async (request: HttpRequest, event: APIGatewayProxyEvent, seen: Seen): Promise<HttpAnswer> => {
    const found = byResource.get(`${event.httpMethod} ${event.resource}`);
    if (!found) return problem({ kind: 'not_found', what: 'route' }, request.requestId);
    const { name, route } = found;
    const handle = handlers[name] as unknown as (request: HttpRequest) => Promise<HttpAnswer>;
    if (route.permission === 'public') return handle(request);
    const caller = await edge.authoriser.callerOf(request);
    if (!caller) return problem({ kind: 'unauthenticated' }, request.requestId);
    seen.caller = caller;
    if (!route.permission.includes(caller.permission))
      return problem({ kind: 'forbidden', permission: route.permission.join(' or ') }, request.requestId);
    return handle({ ...request, caller } as ApiRequest);
  };
  const handler = observed(answer, edge, unexpected);
  const routed = routeBelow(Object.values(routes));
  return (event, context) => handler(routed(event), context);
};
