import { DossierCode } from '../../../shared/kernel/ids.ts';
import { cursorAfter } from '../../../shared/kernel/paging.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, keptCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { dossiersApiContract } from '../contract.ts';
import { ApologyApproval, ApologyQuery } from '../domain/apology.ts';
import type { TellingPorts } from '../ports.ts';
import { approveApology, listApologies } from '../usecases/apologies.ts';
import type { ListPorts } from '../usecases/running-page.ts';

type Routes = Pick<RouteHandlers<(typeof dossiersApiContract)['routes']>, 'listApologies' | 'approveApology'>;

/** The routes of the apologies that the system drafts and the deciding agency approves. */
export const apologyRoutes = (lists: ListPorts, ports: () => Promise<TellingPorts>): Routes => ({
  listApologies: taking([queryOf(ApologyQuery)], async ({ caller, now }, answer, query) => {
    const { agency: agencyCode, limit, cursor } = query;
    const listed = await listApologies(lists)({ caller, now, agencyCode, after: cursor, limit });
    return answer(listed, 200, ({ items, after }) => ({
      items,
      ...(after === undefined ? {} : { nextCursor: cursorAfter(after) }),
    }));
  }),
  approveApology: taking(
    [keptCode('dossierCode', DossierCode), jsonBody(ApologyApproval)],
    async (request, answer, dossierCode, approval) =>
      answer(await approveApology(await ports())({ ...request, dossierCode, approval })),
  ),
});
