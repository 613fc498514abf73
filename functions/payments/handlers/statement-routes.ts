import { DateFromCaller, toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { csvBody, pathCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { reconciliationApiContract } from '../contract.ts';
import { MerchantName, ProviderName } from '../domain/names.ts';
import { StatementQuery } from '../domain/statement-format.ts';
import { type AskUploadPorts, askUpload } from '../usecases/ask-upload.ts';
import { type PutStatementPorts, putStatement } from '../usecases/put-statement.ts';
import { authorOf } from './wiring.ts';

/** What the routes need of their surroundings. */
export type StatementRoutePorts = PutStatementPorts & AskUploadPorts;

/** Whose account of which day a path names. */
export const statementOf = [
  pathCode('provider', ProviderName),
  pathCode('merchant', MerchantName),
  pathCode('date', DateFromCaller),
] as const;

type Routes = Pick<RouteHandlers<(typeof reconciliationApiContract)['routes']>, 'putStatement' | 'askUpload'>;

/** The routes by which statements come in: in a request, or by an address for what is too large for one. */
export const statementRoutes = (ports: StatementRoutePorts): Routes => ({
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
});
