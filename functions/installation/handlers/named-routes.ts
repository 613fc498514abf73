import { PageQuery, pageView } from '../../../shared/kernel/paging.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { pathCode, queryOf } from '../../../shared/platform/http-request.ts';
import { taking } from '../../../shared/platform/http-route.ts';
import { TrustName } from '../domain/trust-requests.ts';
import type { NamedRow, NamedRows } from '../trust-ports.ts';
import { endNamed } from '../usecases/put-named.ts';

const name = pathCode('name', TrustName);
const listKey = /^[a-z][a-z0-9-]{0,39}$/;

/** A row as operators see it. */
export const namedView = <Row extends NamedRow>({ endedAt, ...row }: Row) => ({
  ...row,
  ...(endedAt === undefined ? {} : { endedAt: toOffsetDateTime(endedAt) }),
});

/** Listing, reading and ending are the same for whatever is set up by name. */
export const namedRoutes = <Row extends NamedRow>(rows: NamedRows<Row>, what: string) => ({
  list: taking([queryOf(PageQuery(listKey))], async (_, answer, { cursor: after, limit }) =>
    answer(ok(await rows.list({ after, limit })), 200, (page) => pageView(page, namedView)),
  ),
  read: taking([name], async (_, answer, named) => {
    const row = await rows.find(named);
    return answer(row ? ok(row) : fail({ kind: 'not_found' as const, what }), 200, namedView);
  }),
  end: taking([name], async ({ now }, answer, named) => answer(await endNamed(rows, what)(named, now), 200, namedView)),
});
