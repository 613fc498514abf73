import type { CarrierKind, CarrierManifest } from '../../../shared/kernel/message-carriers.ts';
import { PageQuery, pageView } from '../../../shared/kernel/paging.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, pathCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { installationApiContract } from '../contract.ts';
import { CarrierName, carrierSetUpOf, KindOfSetUp } from '../domain/carrier-requests.ts';
import { carrierView } from '../usecases/carrier-view.ts';
import { endCarrier } from '../usecases/end-carrier.ts';
import { type PutCarrierPorts, putCarrier } from '../usecases/put-carrier.ts';

/** What the routes need of their surroundings. */
export interface CarrierRoutePorts extends PutCarrierPorts {
  readonly carrierManifestOf: (
    kind: CarrierKind,
  ) => Promise<Pick<CarrierManifest, 'kind' | 'channel' | 'receipts' | 'sender' | 'credentials'>>;
}

type Routes = Pick<
  RouteHandlers<(typeof installationApiContract)['routes']>,
  'listCarriers' | 'readCarrier' | 'putCarrier' | 'endCarrier'
>;

const carrierKey = /^[a-z][a-z0-9_-]{0,39}$/;

/** The routes by which an operator sets up who carries messages. */
export const carrierRoutes = (ports: CarrierRoutePorts): Routes => ({
  listCarriers: taking([queryOf(PageQuery(carrierKey))], async (_, answer, { cursor: after, limit }) =>
    answer(ok(await ports.carriers.list({ after, limit })), 200, (page) => pageView(page, carrierView)),
  ),
  readCarrier: taking([pathCode('carrierName', CarrierName)], async ({ now }, answer, carrierName) => {
    const row = await ports.carriers.find(carrierName);
    if (!row) return answer(fail({ kind: 'not_found', what: 'carrier' }));
    const receipts = await ports.carriers.receipts(carrierName, now);
    return answer(ok({ ...carrierView(row), receipts }));
  }),
  putCarrier: taking(
    [pathCode('carrierName', CarrierName), jsonBody(KindOfSetUp)],
    async (request, _, name, { kind }) => {
      const manifest = await ports.carrierManifestOf(kind);
      const put = taking([jsonBody(carrierSetUpOf(manifest))], async ({ now }, answer, setUp) => {
        const done = await putCarrier(ports)(name, manifest, setUp, now);
        return answer(done, done.ok && done.value.created ? 201 : 200, ({ carrier }) => carrierView(carrier));
      });
      return put(request);
    },
  ),
  endCarrier: taking([pathCode('carrierName', CarrierName)], async ({ now }, answer, carrierName) =>
    answer(await endCarrier(ports)(carrierName, now), 200, carrierView),
  ),
});
