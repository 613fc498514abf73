import { namedInLog, recordedBy } from '../../../shared/kernel/callers.ts';
import { pageView } from '../../../shared/kernel/paging.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { type ApiRequest, jsonBody, pathCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import type { DecisionList } from '../calendar-ports.ts';
import type { dossiersApiContract } from '../contract.ts';
import { DecisionId, DecisionInput, DecisionWord, decisionView } from '../domain/calendar-decision.ts';
import { DecisionQuery } from '../domain/deadline-query.ts';
import {
  approveCalendarDecision,
  type EndDecision,
  type EndDecisionPorts,
  revokeCalendarDecision,
} from '../usecases/end-calendar-decision.ts';
import { type PreviewPorts, withPreview } from '../usecases/preview-decision.ts';
import { putCalendarDecision } from '../usecases/put-calendar-decision.ts';
import { listCalendarDecisions, readCalendarDecision } from '../usecases/read-calendar-decisions.ts';

/** What the routes need of their surroundings. */
export type CalendarRoutePorts = EndDecisionPorts & PreviewPorts & { readonly list: DecisionList };

type Routes = Pick<
  RouteHandlers<(typeof dossiersApiContract)['routes']>,
  `${'put' | 'read' | 'approve' | 'revoke'}CalendarDecision` | 'listCalendarDecisions'
>;

const named = pathCode('decisionId', DecisionId);

const ending = (end: EndDecision) =>
  taking([named, jsonBody(DecisionWord)], async (request: ApiRequest, answer, decisionId, { by }) => {
    const { caller, requestId, now } = request;
    const ended = await end({ decisionId, by, recordedBy: recordedBy(caller, requestId), now });
    if (ended.ok)
      logEvent('calendar_decided', { ...namedInLog(caller), aggregate: decisionId, outcome: ended.value.state });
    return answer(ended, 200, decisionView);
  });

/** The routes by which operators decide on the calendar, by two persons. */
export const calendarRoutes = (ports: CalendarRoutePorts): Routes => ({
  putCalendarDecision: taking([named, jsonBody(DecisionInput)], async (request, answer, decisionId, decision) => {
    const put = await putCalendarDecision(ports)({ ...request, decisionId, decision });
    const isNew = put.ok && put.value.created;
    return answer(await withPreview(ports)(put, request.now), isNew ? 201 : 200);
  }),
  readCalendarDecision: taking([named], async ({ now }, answer, decisionId) =>
    answer(await withPreview(ports)(await readCalendarDecision(ports)(decisionId), now)),
  ),
  listCalendarDecisions: taking([queryOf(DecisionQuery)], async (_, answer, { cursor: after, ...asked }) =>
    answer(await listCalendarDecisions(ports)({ ...asked, after }), 200, (page) => pageView(page, decisionView)),
  ),
  approveCalendarDecision: ending(approveCalendarDecision(ports)),
  revokeCalendarDecision: ending(revokeCalendarDecision(ports)),
});
