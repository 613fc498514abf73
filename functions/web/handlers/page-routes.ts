import type { HttpAnswer } from '../../../shared/platform/http-answer.ts';
import type { HttpRequest } from '../../../shared/platform/http-request.ts';
import { formOf } from '../adapters/form.ts';
import type { PageAnswers } from '../adapters/page-answer.ts';
import { refusedPage } from '../pages/not-found.ts';

/** One route of the pages; `path` captures what stands in it. */
export interface PageRoute {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly answer: (request: HttpRequest, captured: string) => Promise<HttpAnswer> | HttpAnswer;
}

/** What every page is made with. */
export interface PageParts {
  readonly page: PageAnswers;
  readonly notFound: () => HttpAnswer;
  readonly publicOrigin: string;
}

/** What a form of our own pages brought, by name. */
export type Fields = Readonly<Record<string, string>>;

/** A route that takes a form of our own pages; what they never send is refused. */
export const formRoute = (
  parts: PageParts,
  path: RegExp,
  answer: (request: HttpRequest, captured: string, fields: Fields) => Promise<HttpAnswer>,
): PageRoute => ({
  method: 'POST',
  path,
  async answer(request, captured) {
    const form = formOf(request, parts.publicOrigin);
    return form.ok ? answer(request, captured, form.value) : parts.page(refusedPage, 400);
  },
});
