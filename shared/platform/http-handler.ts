import { randomUUID } from 'node:crypto';
import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import type { Caller } from '../kernel/callers.ts';
import type { RouteContract } from '../kernel/contract.ts';
import type { ApiKeyReader } from './api-keys.ts';
import { gatewayResult, type HttpAnswer, problem, unexpected } from './http-answer.ts';
import { type ApiRequest, type HttpRequest, requestOf } from './http-request.ts';
import { countOne, errorFields, flushMetrics, logAlarm, logEvent } from './observability.ts';

/** A handler of a REST API's proxy events. */
export type GatewayHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** What every handler of requests knows of its surroundings. */
export interface Edge {
  readonly now: () => number;
  /** Where the product is reached, without a slash at the end; the pages of problems stand under it. */
  readonly publicOrigin: string;
}

/** The answer to an exception, in the words of whoever asked: the path may say who that is. */
type OnBug = (requestId: string, pathParameters: Readonly<Record<string, string | undefined>>) => HttpAnswer;

const requestIdOf = (event: APIGatewayProxyEvent): string => event.requestContext?.requestId ?? randomUUID();

/** One log line and one count for each answer; an exception becomes a 500 in our own words (`onBug` where another protocol speaks). */
const observed = (
  handle: (event: APIGatewayProxyEvent) => Promise<HttpAnswer>,
  { publicOrigin }: Edge,
  onBug: OnBug = unexpected,
): GatewayHandler => {
  const started = new WeakMap<object, number>();
  const line = (event: APIGatewayProxyEvent, status: number): void => {
    const began = started.get(event);
    logEvent('answered', {
      requestId: requestIdOf(event),
      route: `${event.httpMethod} ${event.resource}`,
      status,
      ...(began === undefined ? {} : { durationMs: Math.round(performance.now() - began) }),
    });
    countOne(`Answered${Math.floor(status / 100)}xx`);
    flushMetrics();
  };
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>(async (event: APIGatewayProxyEvent) =>
    gatewayResult(await handle(event), publicOrigin),
  ).use({
    before: ({ event }) => {
      started.set(event, performance.now());
    },
    after: ({ event, response }) => {
      line(event, response?.statusCode ?? 0);
    },
    onError: (request) => {
      const requestId = requestIdOf(request.event);
      logAlarm('bug', { requestId, route: request.event.resource, ...errorFields(request.error) });
      request.response = gatewayResult(onBug(requestId, request.event.pathParameters ?? {}), publicOrigin);
      line(request.event, request.response.statusCode);
    },
  }) as unknown as GatewayHandler;
};

/** One handler for events whose answer is not ours to word (webhooks, pages): no key is asked for. */
export const plainHandler = (
  handle: (request: HttpRequest) => Promise<HttpAnswer>,
  edge: Edge,
  onBug?: OnBug,
): GatewayHandler => observed((event) => handle(requestOf(event, requestIdOf(event), edge.now())), edge, onBug);

type RouteHandler<R extends RouteContract> = (
  request: R['permission'] extends 'public' ? HttpRequest : ApiRequest,
) => Promise<HttpAnswer>;

/** The handlers of a contract's routes by name: a route without one does not compile. */
export type RouteHandlers<R extends Readonly<Record<string, RouteContract>>> = {
  readonly [K in keyof R]: RouteHandler<R[K]>;
};

const permitted = (route: RouteContract, caller: Caller): boolean =>
  route.permission !== 'public' && route.permission.includes(caller.permission);

/** A handler of the contract's routes: finds the route, checks the key and its permission, and only then hands the request on. */
export const apiHandler = <R extends Readonly<Record<string, RouteContract>>>(
  routes: R,
  handlers: RouteHandlers<R>,
  edge: Edge & { readonly keys: ApiKeyReader },
): GatewayHandler => {
  const byResource = new Map(Object.entries(routes).map(([name, route]) => [`${route.method} ${route.path}`, name]));
  return observed(async (event) => {
    const request = requestOf(event, requestIdOf(event), edge.now());
    const name = byResource.get(`${event.httpMethod} ${event.resource}`);
    const route = name === undefined ? undefined : routes[name];
    if (name === undefined || !route) return problem({ kind: 'not_found', what: 'route' }, request.requestId);
    const handle = handlers[name] as unknown as (request: HttpRequest) => Promise<HttpAnswer>;
    if (route.permission === 'public') return handle(request);
    const caller = await edge.keys.callerOf(request.headers.authorization);
    if (!caller) return problem({ kind: 'unauthenticated' }, request.requestId);
    if (!permitted(route, caller))
      return problem({ kind: 'forbidden', permission: route.permission.join(' or ') }, request.requestId);
    return handle({ ...request, caller } as ApiRequest);
  }, edge);
};
