import { namedInLog, recordedBy } from '../../../shared/kernel/callers.ts';
import { madeId } from '../../../shared/kernel/ids.ts';
import { pageView } from '../../../shared/kernel/paging.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, keptCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import type { EndDecisionApprovalPorts } from '../../dossiers/usecases/decision-approvals.ts';
import { ApprovalInput, type ApprovePorts } from '../../payments/usecases/approve.ts';
import type { approvalsApiContract } from '../contract.ts';
import { ApprovalQuery } from '../domain/approval-query.ts';
import { endWhatWaits, waitingView } from '../usecases/end-what-waits.ts';
import { type ListWaitingPorts, listWhatWaits } from '../usecases/list-what-waits.ts';

/** What the routes need of their surroundings. */
export type ApprovalRoutePorts = ListWaitingPorts & ApprovePorts & EndDecisionApprovalPorts;

/** The routes of what waits for a second person. */
export const approvalRoutes = (ports: ApprovalRoutePorts): RouteHandlers<(typeof approvalsApiContract)['routes']> => ({
  listApprovals: taking([queryOf(ApprovalQuery)], async ({ caller }, answer, query) => {
    const { state, agency: agencyCode, limit, cursor: after } = query;
    const listed = await listWhatWaits(ports)({ caller, state, agencyCode, after, limit });
    return answer(listed, 200, (page) => pageView(page, waitingView));
  }),
  approve: taking(
    [keptCode('approvalId', madeId('apr')), jsonBody(ApprovalInput)],
    async (request, answer, approvalId, word) => {
      const { caller, requestId, now } = request;
      const ended = await endWhatWaits(ports)({ approvalId, word, caller, by: recordedBy(caller, requestId), now });
      if (ended.ok && 'decision' in ended.value) {
        const { decisionId: aggregate, state: outcome } = ended.value.decision;
        logEvent('calendar_decided', { ...namedInLog(caller), aggregate, outcome });
      }
      return answer(ended, 200, waitingView);
    },
  ),
});
