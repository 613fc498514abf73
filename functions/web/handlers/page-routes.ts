import type { HttpAnswer } from '../../../shared/platform/http-answer.ts';
import type { HttpRequest } from '../../../shared/platform/http-request.ts';
import type { PageAnswers } from '../adapters/page-answer.ts';
import type { Agencies, Documents, Dossiers, Fees, Tries } from '../ports.ts';

/** One route of the pages; `path` captures what stands in it. */
export interface PageRoute {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly answer: (request: HttpRequest, captured: string) => Promise<HttpAnswer> | HttpAnswer;
}

/** What the routes need of their surroundings. */
export interface PagePorts {
  readonly dossiers: Dossiers;
  readonly agencies: Agencies;
  readonly fees: Fees;
  readonly documents: Documents;
  readonly tries: Tries;
  readonly publicOrigin: string;
  /** 128 random bits in hex. */
  readonly random: () => string;
}

/** What every group of routes is made from. */
export interface RouteParts extends PagePorts {
  readonly page: PageAnswers;
  readonly notFound: () => HttpAnswer;
}
