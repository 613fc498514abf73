import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { figuresApiContract } from '../contract.ts';
import { FiguresQuery } from '../domain/query.ts';
import { type FiguresPorts, readFigures } from '../usecases/read-figures.ts';

/** The routes about figures. */
export const figuresRoutes = (
  ports: FiguresPorts,
): Pick<RouteHandlers<(typeof figuresApiContract)['routes']>, 'readFigures'> => ({
  readFigures: taking([queryOf(FiguresQuery)], async ({ caller, now }, answer, query) =>
    answer(await readFigures(ports)(caller, query, now)),
  ),
});
