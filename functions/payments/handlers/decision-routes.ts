import { madeId } from '../../../shared/kernel/ids.ts';
import { cursorAfter } from '../../../shared/kernel/paging.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, keptCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { postToken } from '../../../shared/platform/pepper.ts';
import { payUrlOf } from '../adapters/citizen-links.ts';
import type { paymentsApiContract } from '../contract.ts';
import { ApprovalQuery } from '../domain/work-query.ts';
import { ApprovalInput, approve } from '../usecases/approve.ts';
import { DecisionInput, decide } from '../usecases/decide.ts';
import { listApprovals } from '../usecases/list-approvals.ts';
import { paymentView } from '../usecases/payment-view.ts';
import { approvalView } from '../usecases/refund-view.ts';
import type { RefundRoutePorts } from './refund-routes.ts';
import { authorOf } from './wiring.ts';

type Routes = Pick<RouteHandlers<(typeof paymentsApiContract)['routes']>, 'decide' | 'listApprovals' | 'approve'>;

/** The routes of decisions about money, and of what waits for a second person. */
export const decisionRoutes = (ports: RefundRoutePorts): Routes => ({
  decide: taking(
    [keptCode('paymentId', madeId('pay')), idempotencyKey, jsonBody(DecisionInput)],
    async (request, answer, paymentId, key, choice) => {
      const { caller, now } = request;
      const pepper = await ports.pepper();
      const token = postToken(pepper, 'decisions', paymentId, key);
      const decided = await decide(ports)({ paymentId, token, choice, caller, by: authorOf(request) });
      const approvalId = decided.ok ? decided.value.decision.approvalId : undefined;
      if (approvalId) return answer(decided, 202, () => ({ approvalId }));
      return answer(decided, 200, ({ payment }) =>
        paymentView(payment, payUrlOf(pepper, ports.publicOrigin, payment.dossierCode), now),
      );
    },
  ),
  listApprovals: taking([queryOf(ApprovalQuery)], async ({ caller }, answer, query) => {
    const { state, agency: agencyCode, limit, cursor: after } = query;
    return answer(await listApprovals(ports)({ caller, state, agencyCode, after, limit }), 200, (listed) => ({
      items: listed.asked.map(approvalView),
      ...(listed.after === undefined ? {} : { nextCursor: cursorAfter(listed.after) }),
    }));
  }),
  approve: taking(
    [keptCode('approvalId', madeId('apr')), jsonBody(ApprovalInput)],
    async (request, answer, approvalId, word) => {
      const ended = await approve(ports)({ approvalId, word, caller: request.caller, by: authorOf(request) });
      return answer(ended, 200, approvalView);
    },
  ),
});
