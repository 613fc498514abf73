import { madeId } from '../../../shared/kernel/ids.ts';
import { pageView } from '../../../shared/kernel/paging.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { idempotencyKey, jsonBody, keptCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { reconciliationApiContract } from '../contract.ts';
import { BreakQuery } from '../domain/break-query.ts';
import { BreakDecisionInput, type DecideBreakPorts, decideBreak } from '../usecases/decide-break.ts';
import { listBreaks, type ReadReconciliationPorts, readReconciliation } from '../usecases/read-reconciliation.ts';
import { breakView, reconciliationView } from '../usecases/reconciliation-view.ts';
import { type FormatRoutePorts, formatRoutes } from './format-routes.ts';
import { type StatementRoutePorts, statementOf, statementRoutes } from './statement-routes.ts';
import { authorOf } from './wiring.ts';

/** The routes of statements and of how they differ from the ledger. */
export const reconciliationRoutes = (
  ports: StatementRoutePorts & ReadReconciliationPorts & DecideBreakPorts & FormatRoutePorts,
): RouteHandlers<(typeof reconciliationApiContract)['routes']> => ({
  ...formatRoutes(ports),
  ...statementRoutes(ports),
  readReconciliation: taking([...statementOf], async ({ caller }, answer, provider, merchant, date) =>
    answer(await readReconciliation(ports)({ provider, merchant, date }, caller), 200, reconciliationView),
  ),
  listBreaks: taking(
    [...statementOf, queryOf(BreakQuery)],
    async ({ caller }, answer, provider, merchant, date, { kind, state, limit, cursor: after }) => {
      const statement = { provider, merchant, date };
      const listed = await listBreaks(ports)({ statement, kind, state, limit, after, caller });
      return answer(listed, 200, (page) => pageView(page, breakView));
    },
  ),
  decideBreak: taking(
    [...statementOf, keptCode('breakId', madeId('brk')), idempotencyKey, jsonBody(BreakDecisionInput)],
    async (request, answer, provider, merchant, date, breakId, _, decision) => {
      const { caller } = request;
      const statement = { provider, merchant, date };
      const decided = await decideBreak(ports)({ statement, breakId, decision, caller, by: authorOf(request) });
      const approvalId = decided.ok ? decided.value.decision.approvalId : undefined;
      if (approvalId) return answer(decided, 202, () => ({ approvalId }));
      return answer(decided, 200, ({ found }) => breakView(found));
    },
  ),
});
