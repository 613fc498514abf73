import { expect, test } from 'vitest';
import { calendarsIn } from '../../../functions/dossiers/adapters/calendar-log.ts';
import { deadlineIndex } from '../../../functions/dossiers/adapters/deadline-index.ts';
import { DeadlineQuery } from '../../../functions/dossiers/domain/deadline-query.ts';
import { deadlineRoutes } from '../../../functions/dossiers/handlers/deadline-routes.ts';
import { cursorAfter } from '../../../shared/kernel/paging.ts';
import type { HttpAnswer } from '../../../shared/platform/http-answer.ts';
import type { ApiRequest } from '../../../shared/platform/http-request.ts';
import { backOffice, dossierHouse } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const house = dossierHouse();
const routes = deadlineRoutes({
  index: deadlineIndex(house.table),
  calendars: calendarsIn(house.table),
  agencies: house.ports.agencies,
});
const request = (given: Partial<ApiRequest>): ApiRequest => ({
  method: 'GET',
  path: '/',
  pathParameters: {},
  query: {},
  headers: { 'content-type': 'application/json' },
  body: Buffer.alloc(0),
  sourceIp: '',
  requestId: 'request',
  now: inVietNam('2026-11-20 10:00'),
  caller: backOffice,
  ...given,
});
const faults = ({ problem }: HttpAnswer) => problem?.fields?.map(({ path }) => path);

test('lists come in pages by cursor, two states by default', async () => {
  for (const n of [1, 2, 3]) {
    const code = `H26.10-261116-000${n}` as const;
    await house.register({}, code);
    await house.tell('accepted', '2026-11-16 09:35', {}, code);
  }
  await house.fold();
  const first = await routes.listDeadlines(request({ query: { limit: ['2'] } }));
  const { items, nextCursor } = first.json as { items: unknown[]; nextCursor: string };
  expect(items).toHaveLength(2);
  const second = await routes.listDeadlines(request({ query: { limit: ['2'], cursor: [nextCursor] } }));
  expect(second).toMatchObject({
    status: 200,
    json: { items: [{ dossierCode: 'H26.10-261116-0003', state: 'overdue' }] },
  });
  expect(second.json).not.toHaveProperty('nextCursor');
});

test('a list may be asked for by any of three states; a cursor is one of ours as a whole', () => {
  expect(DeadlineQuery.parse({}).state).toEqual(['due_soon', 'overdue']);
  expect(DeadlineQuery.parse({ state: 'running,due_soon,overdue' }).state).toEqual(['running', 'due_soon', 'overdue']);
  const key = `${'0'.repeat(13)}#H26.10-261116-0003#resolve`;
  expect(DeadlineQuery.parse({ cursor: cursorAfter(key) }).cursor).toBe(key);
  for (const other of [`x${key}`, `${key}x`, key.replace('resolve', 'resolved'), key.replace('resolve', 'step#x')])
    expect(DeadlineQuery.safeParse({ cursor: cursorAfter(other) }).success, other).toBe(false);
});

test('every wrong parameter of a list is named', async () => {
  const query = { state: ['late'], agency: ['h26'], limit: ['0'], cursor: ['%%%'] };
  const answer = await routes.listDeadlines(request({ query }));
  expect(answer.status).toBe(422);
  expect(faults(answer)).toEqual(['state', 'agency', 'limit', 'cursor']);
});

test.each(['', '0', '201', '-1', '1.5', '1e2', '0x10', ' 50', 'many'])(
  'a limit is a whole number of 1-200, not "%s"',
  async (limit) => {
    const answer = await routes.listDeadlines(request({ query: { limit: [limit] } }));
    expect([answer.status, faults(answer)]).toEqual([422, ['limit']]);
  },
);

test('a due date asked for in the wrong shape names every field', async () => {
  const body = Buffer.from(JSON.stringify({ start: '2026-11-20', timeLimit: { amount: -1, unit: 'weeks' } }));
  const answer = await routes.calculateDeadline(request({ method: 'POST', body }));
  expect(answer.status).toBe(422);
  expect(faults(answer)).toEqual(['start', 'timeLimit.amount', 'timeLimit.unit']);
});

test('a year that is none or has no calendar is 404', async () => {
  for (const year of ['2030', '26', 'nam', '', '20260', 'x2026', '02026', '2026.0']) {
    expect((await routes.readCalendar(request({ pathParameters: { year } }))).status).toBe(404);
  }
  expect((await routes.readCalendar(request({ pathParameters: { year: '2026' } }))).status).toBe(200);
});
