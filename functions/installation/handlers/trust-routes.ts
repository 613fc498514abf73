import { PageQuery, pageView } from '../../../shared/kernel/paging.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import type { RouteHandlers } from '../../../shared/platform/http-handler.ts';
import { jsonBody, pathCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import type { installationApiContract } from '../contract.ts';
import { TimestampAuthoritySetUp, TrustAnchorSetUp, TrustName } from '../domain/trust-requests.ts';
import type { NamedRow, NamedRows, TrustAnchorRow } from '../trust-ports.ts';
import { endNamed, putNamed } from '../usecases/put-named.ts';
import { type PutTimestampAuthorityPorts, putTimestampAuthority } from '../usecases/put-timestamp-authority.ts';

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
const listKey = /^[a-z][a-z0-9-]{0,39}$/;

const view = <Row extends NamedRow>({ endedAt, ...row }: Row) => ({
  ...row,
  ...(endedAt === undefined ? {} : { endedAt: toOffsetDateTime(endedAt) }),
});

/** Listing, reading and ending are the same for whatever is set up by name. */
const routesOf = <Row extends NamedRow>(rows: NamedRows<Row>, what: string) => ({
  list: taking([queryOf(PageQuery(listKey))], async (_, answer, { cursor: after, limit }) =>
    answer(ok(await rows.list({ after, limit })), 200, (page) => pageView(page, view)),
  ),
  read: taking([name], async (_, answer, named) => {
    const row = await rows.find(named);
    return answer(row ? ok(row) : fail({ kind: 'not_found' as const, what }), 200, view);
  }),
  end: taking([name], async ({ now }, answer, named) => answer(await endNamed(rows, what)(named, now), 200, view)),
});

/** The routes by which an operator says whom signatures and time stamps are believed of, and who gives time stamps. */
export const trustRoutes = (ports: TrustRoutePorts): Routes => {
  const anchors = routesOf(ports.trustAnchors, 'trust anchor');
  const authorities = routesOf(ports.timestampAuthorities, 'time-stamp authority');
  return {
    listTrustAnchors: anchors.list,
    readTrustAnchor: anchors.read,
    endTrustAnchor: anchors.end,
    putTrustAnchor: taking([name, jsonBody(TrustAnchorSetUp)], async (_, answer, named, setUp) => {
      const done = await putNamed(ports.trustAnchors)({ name: named, ...setUp });
      return answer(done, done.ok && done.value.created ? 201 : 200, ({ row }) => view(row));
    }),
    listTimestampAuthorities: authorities.list,
    readTimestampAuthority: authorities.read,
    endTimestampAuthority: authorities.end,
    putTimestampAuthority: taking([name, jsonBody(TimestampAuthoritySetUp)], async ({ now }, answer, named, setUp) => {
      const done = await putTimestampAuthority(ports)(named, setUp, now);
      return answer(done, done.ok && done.value.created ? 201 : 200, ({ row }) => view(row));
    }),
  };
};
