import { cursorAfter } from '../../../shared/kernel/paging.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, pathCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { dossiersApiContract } from '../contract.ts';
import { Calculation, CalendarQuery, DeadlineQuery, Year } from '../domain/deadline-query.ts';
import type { DeadlineIndex } from '../ports.ts';
import { calculateDeadline } from '../usecases/calculate-deadline.ts';
import { listDeadlines } from '../usecases/list-deadlines.ts';
import { type CalendarPorts, readCalendar } from '../usecases/read-calendar.ts';

type Routes = Pick<
  RouteHandlers<(typeof dossiersApiContract)['routes']>,
  'listDeadlines' | 'calculateDeadline' | 'readCalendar'
>;

/** The routes about time itself: deadline lists, due dates for anyone, the official calendar. */
export const deadlineRoutes = (ports: CalendarPorts & { readonly index: Pick<DeadlineIndex, 'running'> }): Routes => ({
  listDeadlines: taking([queryOf(DeadlineQuery)], async ({ caller, now }, answer, query) => {
    const { state: states, agency: agencyCode, limit, cursor: after } = query;
    const listed = await listDeadlines(ports)({ caller, now, states, agencyCode, after, limit });
    return answer(listed, 200, ({ items, after: last }) => ({
      items,
      ...(last === undefined ? {} : { nextCursor: cursorAfter(last) }),
    }));
  }),
  calculateDeadline: taking(
    [queryOf(CalendarQuery), jsonBody(Calculation)],
    async (_, answer, { agency }, { start, timeLimit }) =>
      answer(await calculateDeadline(ports)(start, timeLimit, agency)),
  ),
  readCalendar: taking([pathCode('year', Year), queryOf(CalendarQuery)], async (_, answer, year, { agency }) =>
    answer(await readCalendar(ports)(Number(year), agency)),
  ),
});
