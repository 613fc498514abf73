import { namedInLog } from '../../../shared/kernel/callers.ts';
import { cursorAfter } from '../../../shared/kernel/paging.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import type { moneyApiContract } from '../contract.ts';
import { TransferQuery } from '../domain/transfer-query.ts';
import { type ListTransfersPorts, listTransfers } from '../usecases/list-transfers.ts';
import { listedTransferView } from '../usecases/transfer-view.ts';

type Routes = Pick<RouteHandlers<(typeof moneyApiContract)['routes']>, 'listTransfers'>;

/** The list of money that belongs to no fee, for those who work on it. */
export const transferListRoutes = (ports: ListTransfersPorts): Routes => ({
  listTransfers: taking([queryOf(TransferQuery)], async ({ caller, requestId }, answer, query) => {
    const { state: states, agency: agencyCode, limit, cursor: after } = query;
    const listed = await listTransfers(ports)({ caller, states, agencyCode, after, limit });
    if (listed.ok) logEvent('transfers_listed', { requestId, ...namedInLog(caller), count: listed.value.items.length });
    return answer(listed, 200, ({ items, after: last }) => ({
      items: items.map(({ transfer, candidates }) => listedTransferView(transfer, candidates)),
      ...(last === undefined ? {} : { nextCursor: cursorAfter(last) }),
    }));
  }),
});
