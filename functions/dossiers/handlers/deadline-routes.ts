import { cursorAfter } from '../../../shared/kernel/paging.ts';
import type { WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { answerWith } from '../../../shared/platform/http-answer.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, pathCode, queryOf } from '../../../shared/platform/http-request.ts';
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
  async listDeadlines(request) {
    const answer = answerWith(request.requestId);
    const query = queryOf(request, DeadlineQuery);
    if (!query.ok) return answer(query);
    const { state: states, agency: agencyCode, limit, cursor: after } = query.value;
    const { caller, now } = request;
    const listed = await listDeadlines(ports)({ caller, now, states, agencyCode, after, limit });
    return answer(listed, 200, ({ items, after: last }) => ({
      items,
      ...(last === undefined ? {} : { nextCursor: cursorAfter(last) }),
    }));
  },
  async calculateDeadline(request) {
    const body = jsonBody(request, Calculation);
    const answer = answerWith(request.requestId);
    return body.ok ? answer(calculateDeadline(ports)(body.value.start, body.value.timeLimit)) : answer(body);
  },
  async readCalendar(request) {
    const year = pathCode(request, 'year', Year);
    const answer = answerWith(request.requestId);
    return year.ok ? answer(readCalendar(ports)(Number(year.value))) : answer(year);
  },
});
