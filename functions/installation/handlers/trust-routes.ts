import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, pathCode } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { installationApiContract } from '../contract.ts';
import { TimestampAuthoritySetUp, TrustAnchorSetUp, TrustName } from '../domain/trust-requests.ts';
import type { NamedRows, TrustAnchorRow } from '../trust-ports.ts';
import { putNamed } from '../usecases/put-named.ts';
import { type PutTimestampAuthorityPorts, putTimestampAuthority } from '../usecases/put-timestamp-authority.ts';
import { namedRoutes, namedView } from './named-routes.ts';

/** What the routes need of their surroundings. */
export interface TrustRoutePorts extends PutTimestampAuthorityPorts {
  readonly trustAnchors: NamedRows<TrustAnchorRow>;
}

type Routes = Pick<
  RouteHandlers<(typeof installationApiContract)['routes']>,
  | 'listTrustAnchors'
  | 'readTrustAnchor'
  | 'putTrustAnchor'
  | 'endTrustAnchor'
  | 'listTimestampAuthorities'
  | 'readTimestampAuthority'
  | 'putTimestampAuthority'
  | 'endTimestampAuthority'
>;

const name = pathCode('name', TrustName);

/** The routes by which an operator says whom signatures and time stamps are believed of, and who gives time stamps. */
export const trustRoutes = (ports: TrustRoutePorts): Routes => {
  const anchors = namedRoutes(ports.trustAnchors, 'trust anchor');
  const authorities = namedRoutes(ports.timestampAuthorities, 'time-stamp authority');
  return {
    listTrustAnchors: anchors.list,
    readTrustAnchor: anchors.read,
    endTrustAnchor: anchors.end,
    putTrustAnchor: taking([name, jsonBody(TrustAnchorSetUp)], async (_, answer, named, setUp) => {
      const done = await putNamed(ports.trustAnchors)({ name: named, ...setUp });
      return answer(done, done.ok && done.value.created ? 201 : 200, ({ row }) => namedView(row));
    }),
    listTimestampAuthorities: authorities.list,
    readTimestampAuthority: authorities.read,
    endTimestampAuthority: authorities.end,
    putTimestampAuthority: taking([name, jsonBody(TimestampAuthoritySetUp)], async ({ now }, answer, named, setUp) => {
      const done = await putTimestampAuthority(ports)(named, setUp, now);
      return answer(done, done.ok && done.value.created ? 201 : 200, ({ row }) => namedView(row));
    }),
  };
};
