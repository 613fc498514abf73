import { ProcedureCode } from '../../../shared/kernel/ids.ts';
import { pageView } from '../../../shared/kernel/paging.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, pathCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { installationApiContract } from '../contract.ts';
import { ProcedureQuery, ProcedureSetUp } from '../domain/procedure-requests.ts';
import { listProcedures, type ProcedurePorts, putProcedure, readProcedure } from '../usecases/procedures.ts';

type Routes = Pick<
  RouteHandlers<(typeof installationApiContract)['routes']>,
  'listProcedures' | 'readProcedure' | 'putProcedure'
>;

const code = pathCode('procedureCode', ProcedureCode);

/** The routes of the catalogue of procedures: an operator adds to it, anyone reads it. */
export const procedureRoutes = (ports: ProcedurePorts): Routes => ({
  listProcedures: taking([queryOf(ProcedureQuery)], async (_, answer, query) =>
    answer(await listProcedures(ports)(query), 200, (page) => pageView(page, (row) => row)),
  ),
  readProcedure: taking([code], async (_, answer, procedureCode) => answer(await readProcedure(ports)(procedureCode))),
  putProcedure: taking([code, jsonBody(ProcedureSetUp)], async (_, answer, procedureCode, setUp) => {
    const done = await putProcedure(ports)(procedureCode, setUp);
    return answer(done, done.ok && done.value.created ? 201 : 200, ({ version }) => version);
  }),
});
