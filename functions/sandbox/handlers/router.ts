import { type HttpAnswer, problem } from '../../../shared/platform/http-answer.ts';
import type { HttpRequest } from '../../../shared/platform/http-request.ts';

/** One route under `/sandbox/`: a method, a pattern of the path, and what answers with what the pattern caught. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  answer(request: HttpRequest, ...caught: readonly string[]): Promise<HttpAnswer>;
}

/** Answers by the first route that fits; our own 404 where none does. */
export const routed =
  (routes: readonly Route[]) =>
  async (request: HttpRequest): Promise<HttpAnswer> => {
    const path = request.pathParameters.proxy ?? '';
    for (const route of routes) {
      const found = request.method === route.method ? route.path.exec(path) : null;
      if (found) return route.answer(request, ...found.slice(1));
    }
    return problem({ kind: 'not_found', what: 'route' }, request.requestId);
  };
