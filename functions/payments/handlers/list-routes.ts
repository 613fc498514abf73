import { namedInLog } from '../../../shared/kernel/callers.ts';
import { DossierCode } from '../../../shared/kernel/ids.ts';
import { cursorAfter } from '../../../shared/kernel/paging.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { keptCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { logEvent } from '../../../shared/platform/observability.ts';
import { payUrlOf } from '../adapters/citizen-links.ts';
import type { paymentsApiContract } from '../contract.ts';
import { PaymentQuery } from '../domain/work-query.ts';
import type { Dossiers, PaymentLedger, PaymentLists } from '../ports.ts';
import { listFees } from '../usecases/list-dossier-payments.ts';
import { listPayments } from '../usecases/list-payments.ts';
import { listedView, paymentView } from '../usecases/payment-view.ts';
import type { AttemptRoutePorts } from './attempt-routes.ts';

/** What the routes need of their surroundings. */
export interface ListRoutePorts extends Pick<AttemptRoutePorts, 'pepper' | 'publicOrigin'> {
  readonly ledger: PaymentLedger;
  readonly lists: PaymentLists;
  readonly dossiers: Pick<Dossiers, 'read'>;
}

type Routes = Pick<RouteHandlers<(typeof paymentsApiContract)['routes']>, 'listFees' | 'listPayments'>;

/** The fees of one dossier, and the list of payments for those who work on them. */
export const listRoutes = (ports: ListRoutePorts): Routes => ({
  listFees: taking([keptCode('dossierCode', DossierCode)], async ({ caller, now, requestId }, answer, dossierCode) => {
    const found = await listFees(ports)(dossierCode, caller);
    if (found.ok) logEvent('payments_listed', { requestId, ...namedInLog(caller), dossierCode });
    const payUrl = payUrlOf(await ports.pepper(), ports.publicOrigin, dossierCode);
    return answer(found, 200, (fees) => ({ items: fees.map((fee) => paymentView(fee, payUrl, now)) }));
  }),

  listPayments: taking([queryOf(PaymentQuery)], async ({ caller, now, requestId }, answer, query) => {
    const { state: states, flag: flags, agency: agencyCode, limit, cursor: after } = query;
    const listed = await listPayments(ports)({ caller, states, flags, agencyCode, after, limit });
    if (listed.ok)
      logEvent('payments_listed', { requestId, ...namedInLog(caller), count: listed.value.payments.length });
    const pepper = await ports.pepper();
    return answer(listed, 200, ({ payments, after: last }) => ({
      items: payments.map((payment) =>
        listedView(payment, payUrlOf(pepper, ports.publicOrigin, payment.dossierCode), now),
      ),
      ...(last === undefined ? {} : { nextCursor: cursorAfter(last) }),
    }));
  }),
});
