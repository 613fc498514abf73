import { cursorAfter } from '../../../shared/kernel/paging.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, pathCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { dossiersApiContract } from '../contract.ts';
import { Calculation, DeadlineQuery, Year } from '../domain/deadline-query.ts';
import type { DeadlineIndex } from '../ports.ts';
import { calculateDeadline } from '../usecases/calculate-deadline.ts';
import { listDeadlines } from '../usecases/list-deadlines.ts';
import { readCalendar } from '../usecases/read-calendar.ts';

type Routes = Pick<
  RouteHandlers<(typeof dossiersApiContract)['routes']>,
  'listDeadlines' | 'calculateDeadline' | 'readCalendar'
>;

/** The routes about time itself: deadline lists, due dates for anyone, the official calendar. */
export const deadlineRoutes = (ports: {
  readonly index: DeadlineIndex;
  readonly calendar: WorkingCalendar;
}): Routes => ({
  listDeadlines: taking([queryOf(DeadlineQuery)], async ({ caller, now }, answer, query) => {
    const { state: states, agency: agencyCode, limit, cursor: after } = query;
    const listed = await listDeadlines(ports)({ caller, now, states, agencyCode, after, limit });
    return answer(listed, 200, ({ items, after: last }) => ({
      items,
      ...(last === undefined ? {} : { nextCursor: cursorAfter(last) }),
    }));
  }),
  calculateDeadline: taking([jsonBody(Calculation)], (_, answer, { start, timeLimit }) =>
    answer(calculateDeadline(ports)(start, timeLimit)),
  ),
  readCalendar: taking([pathCode('year', Year)], (_, answer, year) => answer(readCalendar(ports)(Number(year)))),
});
