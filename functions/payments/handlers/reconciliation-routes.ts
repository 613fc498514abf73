import { madeId } from '../../../shared/kernel/ids.ts';
import { pageView } from '../../../shared/kernel/paging.ts';
import { DateFromCaller, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import {
  csvBody,
  idempotencyKey,
  jsonBody,
  keptCode,
  pathCode,
  queryOf,
} from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { reconciliationApiContract } from '../contract.ts';
import { BreakQuery } from '../domain/break-query.ts';
import { MerchantName, ProviderName } from '../domain/names.ts';
import { StatementQuery } from '../domain/statement-format.ts';
import { type AskUploadPorts, askUpload } from '../usecases/ask-upload.ts';
import { BreakDecisionInput, type DecideBreakPorts, decideBreak } from '../usecases/decide-break.ts';
import { type PutStatementPorts, putStatement } from '../usecases/put-statement.ts';
import { listBreaks, type ReadReconciliationPorts, readReconciliation } from '../usecases/read-reconciliation.ts';
import { breakView, reconciliationView } from '../usecases/reconciliation-view.ts';
import { type FormatRoutePorts, formatRoutes } from './format-routes.ts';
import { authorOf } from './wiring.ts';

const statementOf = [
  pathCode('provider', ProviderName),
  pathCode('merchant', MerchantName),
  pathCode('date', DateFromCaller),
] as const;

/** The routes of statements and of how they differ from the ledger. */
export const reconciliationRoutes = (
  ports: PutStatementPorts & AskUploadPorts & ReadReconciliationPorts & DecideBreakPorts & FormatRoutePorts,
): RouteHandlers<(typeof reconciliationApiContract)['routes']> => ({
  ...formatRoutes(ports),
  putStatement: taking(
    [...statementOf, queryOf(StatementQuery), csvBody],
    async (request, answer, provider, merchant, date, { format }, bytes) => {
      const { caller, now } = request;
      const statement = { provider, merchant, date };
      return answer(await putStatement(ports)({ statement, bytes, format, caller, now, by: authorOf(request) }), 202);
    },
  ),
  askUpload: taking(
    [...statementOf, queryOf(StatementQuery)],
    async (request, answer, provider, merchant, date, { format }) => {
      const { caller, now } = request;
      const statement = { provider, merchant, date };
      const asked = await askUpload(ports)({ statement, format, caller, now, by: authorOf(request) });
      return answer(asked, 201, (upload) => ({ upload: { ...upload, expiresAt: toOffsetDateTime(upload.expiresAt) } }));
    },
  ),
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
      return answer(decided, 200, breakView);
    },
  ),
});
