import { namedInLog } from '../../../shared/kernel/callers.ts';
import { pageView } from '../../../shared/kernel/paging.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import type { dossiersApiContract } from '../contract.ts';
import { RatingsQuery } from '../domain/rating.ts';
import { listRatings, type RatingListPorts } from '../usecases/list-ratings.ts';

type Routes = Pick<RouteHandlers<(typeof dossiersApiContract)['routes']>, 'listRatings'>;

/** The route by which agencies read how citizens rated them. */
export const ratingRoutes = (ports: RatingListPorts): Routes => ({
  listRatings: taking([queryOf(RatingsQuery)], async ({ caller }, answer, query) => {
    const listed = await listRatings(ports)(caller, query);
    if (listed.ok) logEvent('ratings_listed', namedInLog(caller));
    return answer(listed, 200, (page) => pageView(page, (rating) => rating));
  }),
});
