import { type HttpAnswer, problem } from '../../../shared/platform/http-answer.ts';
import { type GatewayHandler, plainHandler } from '../../../shared/platform/http-handler.ts';
import { type HttpRequest, percentDecoded } from '../../../shared/platform/http-request.ts';
import { pageAnswers, redirect } from '../adapters/page-answer.ts';
import { notFoundPage, troublePage } from '../pages/not-found.ts';
import type { PageParts, PageRoute } from './page-routes.ts';

/** Where machines talk: what is not there is told in their words. */
const forMachines = /^\/(v1|webhooks|sandbox)(\/|$)/;

/** An address of ours as a header carries it: whatever was written in it is percent-encoded. */
const addressOf = (publicOrigin: string, path: string, query: HttpRequest['query']): string => {
  const address = new URL(publicOrigin);
  address.pathname = `${address.pathname.replace(/\/$/, '')}${path}`;
  for (const [name, values] of Object.entries(query))
    for (const value of values) address.searchParams.append(name, value);
  return address.href;
};

/** Serves pages. Whatever is not there is the same 404, for a guessed link and any other address alike. */
export const pageServer = (
  routesOf: (parts: PageParts) => readonly PageRoute[],
  publicOrigin: string,
  now: () => number,
): GatewayHandler => {
  const page = pageAnswers(publicOrigin);
  const notFound = () => page(notFoundPage, 404);
  const routes = routesOf({ page, notFound, publicOrigin });

  const answer = async (request: HttpRequest): Promise<HttpAnswer> => {
    if (forMachines.test(request.path)) return problem({ kind: 'not_found', what: 'route' }, request.requestId);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    // The gateway knows an address without its last slash only, and leads there.
    const path = request.path.replace(/(?<=.)\/+$/, '');
    if (path !== request.path && method === 'GET') return redirect(addressOf(publicOrigin, path, request.query), 302);
    for (const route of routes) {
      const captured = route.method === method ? percentDecoded(route.path.exec(path)?.[1] ?? '%') : undefined;
      if (captured !== undefined) return route.answer(request, captured);
    }
    return notFound();
  };

  return plainHandler(
    async (request) => {
      const answered = await answer(request);
      return request.method === 'HEAD' ? { status: answered.status, headers: answered.headers ?? {} } : answered;
    },
    { now, publicOrigin },
    () => page(troublePage, 500),
  );
};
