import { PageQuery, pageView } from '../../../shared/kernel/paging.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, pathCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { reconciliationApiContract } from '../contract.ts';
import { FormatName, StatementFormat } from '../domain/statement-format.ts';
import type { StatementFormats } from '../statement-ports.ts';
import { formatView, listFormats, putFormat, readFormat } from '../usecases/statement-formats.ts';
import { authorOf } from './wiring.ts';

/** What the routes need of their surroundings. */
export interface FormatRoutePorts {
  readonly formats: StatementFormats;
}

type Routes = Pick<
  RouteHandlers<(typeof reconciliationApiContract)['routes']>,
  'putFormat' | 'readFormat' | 'listFormats'
>;

const formatKey = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The routes by which an operator says how providers and banks write their statements. */
export const formatRoutes = (ports: FormatRoutePorts): Routes => ({
  putFormat: taking(
    [pathCode('name', FormatName), jsonBody(StatementFormat)],
    async (request, answer, name, format) => {
      const done = await putFormat(ports)(name, format, authorOf(request));
      return answer(done, done.ok && done.value.created ? 201 : 200, ({ kept }) => formatView(kept));
    },
  ),
  readFormat: taking([pathCode('name', FormatName)], async (_, answer, name) =>
    answer(await readFormat(ports)(name), 200, formatView),
  ),
  listFormats: taking([queryOf(PageQuery(formatKey))], async (_, answer, { cursor, limit }) =>
    answer(await listFormats(ports)(cursor, limit), 200, (page) => pageView(page, formatView)),
  ),
});
