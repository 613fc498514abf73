import type { HttpAnswer } from '../../../shared/platform/http-answer.ts';
import type { HttpRequest } from '../../../shared/platform/http-request.ts';
import type { PageAnswers } from '../adapters/page-answer.ts';

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
