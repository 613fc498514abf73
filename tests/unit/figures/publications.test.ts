import { beforeAll, expect, test } from 'vitest';
import { publicationsIn } from '../../../functions/figures/adapters/publications-in-table.ts';
import { publicationRoutes } from '../../../functions/figures/handlers/publication-routes.ts';
import { publishedFigures } from '../../../functions/web/adapters/published-figures.ts';
import { figureRoutes } from '../../../functions/web/handlers/figure-routes.ts';
import { pageServer } from '../../../functions/web/handlers/page-server.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { Announcement } from '../../../shared/kernel/milestones.ts';
import type { HttpAnswer } from '../../../shared/platform/http-answer.ts';
import type { ApiRequest } from '../../../shared/platform/http-request.ts';
import { pepperFrom } from '../../../shared/platform/pepper.ts';
import { announcedOfMonth, codeOf, figuresHouse } from '../../support/figures-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const ORIGIN = 'https://motcua.test';
const one: Caller = { keyId: 'key_1', permission: 'operator', agencyCodes: [] };
const other: Caller = { keyId: 'key_2', permission: 'operator', agencyCodes: [] };

let told: readonly Announcement[] = [];

beforeAll(async () => {
  ({ told } = await announcedOfMonth());
});

const house = async () => {
  const figures = figuresHouse();
  await figures.hear(told);
  const publications = publicationsIn(figures.table);
  const pepper = pepperFrom('a pepper of the tests, at least 32 characters');
  const routes = publicationRoutes({
    ...figures.ports,
    publications,
    pepper: async () => pepper,
    publicOrigin: ORIGIN,
  });
  const request = (
    caller: Caller,
    body: unknown,
    given: { once?: string; id?: string; wall?: string } = {},
  ): ApiRequest => ({
    method: 'POST',
    path: '/',
    pathParameters: given.id === undefined ? {} : { publicationId: given.id },
    query: {},
    headers: { 'content-type': 'application/json', 'idempotency-key': given.once ?? '' },
    body: Buffer.from(JSON.stringify(body ?? {})),
    sourceIp: '',
    requestId: 'request',
    now: inVietNam(given.wall ?? '2026-12-05 10:00'),
    caller,
  });
  const server = pageServer(
    (parts) => figureRoutes(parts, publishedFigures(publications)),
    ORIGIN,
    () => 0,
  );
  return {
    figures,
    propose: (asked: object, once = 'a', wall?: string) =>
      routes.proposePublication(request(one, { by: 'Lê Thị Hoa', ...asked }, { once, ...(wall ? { wall } : {}) })),
    approve: (id: string, caller = other) => routes.approvePublication(request(caller, { by: 'Trần B' }, { id })),
    read: (id: string) => routes.readPublication(request(one, undefined, { id })),
    async page(path: string) {
      const requestContext = { requestId: 'r', identity: { sourceIp: '192.0.2.1' } };
      const event = { httpMethod: 'GET', path, resource: '/{proxy+}', headers: {}, requestContext };
      const { statusCode, body, headers } = await server(event as never, {} as never);
      return { status: statusCode, body, type: headers?.['Content-Type'] };
    },
  };
};

/** The last word about a dossier of the month. */
const lastOf = (n: number): Announcement => told.findLast(({ id }) => id === `dossier:${codeOf(n)}:counted`)!;

const bodyOf = ({ json, problem }: HttpAnswer) =>
  (json ?? problem) as Record<string, unknown> & { publicationId: string };

test('a month is frozen when it is proposed, published by another person, and shown to all', async () => {
  const { figures, propose, approve, read, page } = await house();
  expect((await page('/figures')).body).toContain('Chưa có tháng nào');
  const proposed = await propose({ period: '2026-11' });
  expect(proposed).toMatchObject({ status: 201, json: { status: 'proposed', period: '2026-11' } });
  const { publicationId, rows } = bodyOf(proposed);
  // Y has six dossiers of one procedure and four of the other: too few alone, so that both are together.
  expect(rows).toMatchObject([
    { agencyCode: 'H26.10', procedureCode: '1.001193', finishedEarly: 1, finishedOnTime: 2, withdrawn: 1 },
    { agencyCode: 'H26.10', procedureCode: '2.000635', received: 17, finishedLate: 2 },
    { agencyCode: 'H26.11', procedureCode: 'other', received: 7, carriedOver: 2 },
  ]);
  expect((await propose({ period: '2026-11' })).json).toEqual(proposed.json);
  expect(await propose({ period: '2026-11' }, 'b')).toMatchObject({ status: 409, failure: 'already_proposed' });
  for (const otherwise of [{ period: '2026-10' }, { period: '2026-11', by: 'Phạm C' }])
    expect(await propose(otherwise)).toMatchObject({ status: 409, failure: 'conflict' });
  expect((await page('/figures/2026-11')).status).toBe(404);

  await figures.hear([{ ...lastOf(1), type: 'dossier.counted_withdrawn', number: 1e12 }]);
  expect(bodyOf(await read(publicationId)).rows).toEqual(rows);
  expect(await approve(publicationId, one)).toMatchObject({ status: 409, failure: 'same_person' });
  const approved = await approve(publicationId);
  expect(approved).toMatchObject({
    status: 200,
    json: { status: 'published', version: 1, url: `${ORIGIN}/figures/2026-11/1` },
  });
  expect((await approve(publicationId)).json).toEqual(approved.json);

  for (const path of ['/figures', '/figures/2026-11', '/figures/2026-11/1']) {
    const { status, body } = await page(path);
    expect(status, path).toBe(200);
    expect(body).toContain('data-field="received" data-value="17"');
    expect(body).toMatch(/<svg class="chart" role="img"[^>]*><title>/);
    expect(body).not.toContain('style="');
  }
  const json = JSON.parse((await page('/figures/2026-11/1.json')).body);
  expect(json).toMatchObject({ period: '2026-11', version: 1, formulaVersion: '1', rows });
  const { body: csv, type } = await page('/figures.csv');
  expect(type).toBe('text/csv; charset=utf-8');
  const [names, ...lines] = csv.trimEnd().split('\r\n');
  expect(names?.split(',').slice(0, 3)).toEqual(['agencyCode', 'procedureCode', 'received']);
  expect(lines).toHaveLength((rows as unknown[]).length);
  for (const path of [
    '/figures/2026-11/2',
    '/figures/2026-13',
    '/figures/x',
    '/figures/formulas/2',
    '/figures/2026-10.csv',
  ])
    expect((await page(path)).status, path).toBe(404);
  expect((await page('/figures/formulas/1')).status).toBe(200);
});

test('a month that is published is restated with why, and only where something changed', async () => {
  const { figures, propose, approve, page } = await house();
  await approve(bodyOf(await propose({ period: '2026-11' })).publicationId);
  expect(await propose({ period: '2026-11' }, 'b')).toMatchObject({ status: 422 });
  expect(await propose({ period: '2026-11', reason: 'Kiểm tra' }, 'b')).toMatchObject({
    status: 409,
    failure: 'nothing_changed',
  });
  const late = lastOf(14);
  await figures.hear([
    { ...late, number: late.number + 1, data: { ...late.data, endedAt: inVietNam('2026-11-17 16:00') } },
  ]);
  const reason = 'Hồ sơ 0014 ghi sai ngày';
  const again = await propose({ period: '2026-11', reason }, 'b');
  expect(again).toMatchObject({ status: 201, json: { restates: 1 } });
  expect(bodyOf(again).changes).toContainEqual({
    ...{ agencyCode: 'H26.10', procedureCode: '2.000635', field: 'finishedLate', from: 2, to: 1, reason },
  });
  await approve(bodyOf(again).publicationId);
  const { body } = await page('/figures/2026-11');
  expect(body).toContain('Đính chính bản 1');
  expect(body).toContain('<li>H26.10 · 2.000635, Xong quá hạn ');
  expect(body).not.toContain(', finishedLate');
  expect(JSON.parse((await page('/figures/2026-11/1.json')).body).version).toBe(1);
  expect(JSON.parse((await page('/figures/2026-11.json')).body)).toMatchObject({ version: 2, restates: 1 });
});

test('whoever was overtaken by another proposal stays refused under that key, also once it is published', async () => {
  const { propose, approve, page } = await house();
  const answers = await Promise.all(['a', 'b'].map((once) => propose({ period: '2026-11' }, once)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const won = answers.find(({ status }) => status === 201)!;
  const overtaken = won === answers[0] ? 'b' : 'a';
  await approve(bodyOf(won).publicationId);
  expect(await propose({ period: '2026-11' }, overtaken)).toMatchObject({ status: 409, failure: 'already_proposed' });
  expect(JSON.parse((await page('/figures/2026-11.json')).body).version).toBe(1);
});

test('a month that is not over is not published', async () => {
  const { propose } = await house();
  expect(await propose({ period: '2026-11' }, 'a', '2026-11-30 23:59')).toMatchObject({ failure: 'period_open' });
  expect(await propose({ period: '2026-11' }, 'a', '2026-12-01 00:00')).toMatchObject({ status: 201 });
  expect(await propose({ period: '2026-Q4' }, 'c')).toMatchObject({ status: 422 });
});
