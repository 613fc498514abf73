import { type HttpAnswer, problem } from '../../../shared/platform/http-answer.ts';
import { type GatewayHandler, plainHandler } from '../../../shared/platform/http-handler.ts';
import type { HttpRequest } from '../../../shared/platform/http-request.ts';
import { pageAnswers } from '../adapters/page-answer.ts';
import { notFoundPage, troublePage } from '../pages/not-found.ts';
import { dossierRoutes } from './dossier-routes.ts';
import { lookUpRoutes } from './look-up-routes.ts';
import type { PagePorts } from './page-routes.ts';
import { publicRoutes } from './public-routes.ts';
import { resultRoutes } from './result-routes.ts';

/** Where machines talk: what is not there is told in their words. */
const forMachines = /^\/(v1|webhooks|sandbox)(\/|$)/;

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};

/** Serves the citizen's pages. Whatever is not there is the same 404, for a guessed link and any other address alike. */
export const pageServer = (ports: PagePorts, now: () => number): GatewayHandler => {
  const page = pageAnswers(ports.publicOrigin);
  const notFound = () => page(notFoundPage, 404);
  const parts = { ...ports, page, notFound };
  const routes = [...lookUpRoutes(parts), ...dossierRoutes(parts), ...resultRoutes(parts), ...publicRoutes(parts)];

  const answer = async (request: HttpRequest): Promise<HttpAnswer> => {
    if (forMachines.test(request.path)) return problem({ kind: 'not_found', what: 'route' }, request.requestId);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const path = request.path.replace(/(?<=.)\/$/, '');
    for (const route of routes) {
      const captured = route.method === method ? decoded(route.path.exec(path)?.[1] ?? '%') : undefined;
      if (captured !== undefined) return route.answer(request, captured);
    }
    return notFound();
  };

  return plainHandler(
    async (request) => {
      const answered = await answer(request);
      return request.method === 'HEAD' ? { status: answered.status, headers: answered.headers ?? {} } : answered;
    },
    { now, publicOrigin: ports.publicOrigin },
    () => page(troublePage, 500),
  );
};
