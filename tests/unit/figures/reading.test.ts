import { describe, expect, test } from 'vitest';
import { figuresRoutes } from '../../../functions/figures/handlers/figures-routes.ts';
import type { Caller } from '../../../shared/kernel/callers.ts';
import type { Announcement } from '../../../shared/kernel/milestones.ts';
import type { HttpAnswer } from '../../../shared/platform/http-answer.ts';
import { backOfficeOf, figuresHouse, operator } from '../../support/figures-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const received = inVietNam('2026-11-16 09:30');

/** What a dossier of an agency says of itself, under a number. */
const counted = (
  dossierCode: string,
  agencyCode: string,
  more: Record<string, unknown> = {},
  number = 1,
): Announcement => ({
  id: `dossier:${dossierCode}:counted`,
  type: 'dossier.counted',
  at: received,
  number,
  data: {
    ...{ dossierCode, agencyCode, procedureCode: '2.000635', channel: 'online', unit: 'working_days' },
    ...{ receivedAt: received, dueAt: inVietNam('2026-11-19 17:00'), pauses: [], endedAt: null, endedAs: null },
    ...{ workedMs: null, acknowledgement: null, fee: 'none', isDigitised: false },
    ...(more as Record<string, never>),
  },
});

const ask = async (house: ReturnType<typeof figuresHouse>, query: Record<string, string>, caller: Caller = operator) =>
  figuresRoutes(house.ports).readFigures({
    method: 'GET',
    path: '/v1/figures',
    pathParameters: {},
    query: Object.fromEntries(Object.entries(query).map(([name, value]) => [name, [value]])),
    headers: {},
    body: Buffer.alloc(0),
    sourceIp: '',
    requestId: 'request',
    now: inVietNam('2026-11-20 10:00'),
    caller,
  });

const november = { from: '2026-11-01', to: '2026-11-30' };
const fields = ({ problem }: HttpAnswer) => problem?.fields?.map(({ path }) => path);

describe('what is asked wrongly is named', () => {
  test.each([
    [{}, ['from', 'to']],
    [{ from: '2026-11-01' }, ['to']],
    [{ ...november, to: '2026-11-31' }, ['to']],
    [{ from: '2026-11-02', to: '2026-11-01' }, ['to']],
    [{ from: '2025-11-30', to: '2026-11-30', agency: 'H26' }, undefined],
    [{ from: '2025-11-29', to: '2026-11-30' }, ['to']],
    [{ ...november, agency: 'h26' }, ['agency']],
    [{ ...november, groupBy: 'agency,week' }, ['groupBy']],
  ])('%j', async (query, expected) => {
    const answer = await ask(figuresHouse(), query as Record<string, string>);
    expect(answer.status).toBe(expected ? 422 : 200);
    expect(fields(answer)).toEqual(expected);
  });
});

test('a back office sees its agencies with their descendants and no others, an operator all', async () => {
  const house = figuresHouse();
  await house.hear([
    counted('H26.10-261116-0001', 'H26.10'),
    counted('H26.10.02-261116-0001', 'H26.10.02'),
    counted('H26.11-261116-0001', 'H26.11'),
    counted('G09-261116-0001', 'G09'),
    counted('H261-261116-0001', 'H26.100'),
  ]);
  const agenciesSeen = async (caller: Caller, query: Record<string, string> = {}) => {
    const { json } = await ask(house, { ...november, groupBy: 'agency', ...query }, caller);
    return (json as { rows: { agencyCode: string }[] }).rows.map(({ agencyCode }) => agencyCode);
  };
  expect(await agenciesSeen(backOfficeOf('H26.10'))).toEqual(['H26.10', 'H26.10.02']);
  expect(await agenciesSeen(backOfficeOf('H26', 'H26.10'), { agency: 'H26.11' })).toEqual(['H26.11']);
  expect(await agenciesSeen(operator)).toEqual(['G09', 'H26.10', 'H26.10.02', 'H26.100', 'H26.11']);
  expect((await ask(house, { ...november, agency: 'H26' }, backOfficeOf('H26.10'))).status).toBe(404);
  expect((await ask(house, { ...november, agency: 'H26.11' }, backOfficeOf('H26.10'))).status).toBe(404);
});

test('what were more rows than one answer holds is refused, and named', async () => {
  const house = figuresHouse();
  const year = { from: '2025-11-30', to: '2026-11-30', groupBy: 'agency,day' };
  const ofAgency = (n: number) => counted(`H26.${n}-261116-0001`, `H26.${n}`);
  await house.hear(Array.from({ length: 21 }, (_, i) => ofAgency(10 + i)));
  expect(((await ask(house, year)).json as { rows: unknown[] }).rows).toHaveLength(21 * 366);
  await house.hear([ofAgency(31)]);
  expect((await ask(house, { ...year, groupBy: 'agency' })).status).toBe(200);
  const answer = await ask(house, year);
  expect(answer.status).toBe(422);
  expect(fields(answer)).toEqual(['groupBy']);
});

test('of the words about a dossier the highest number holds, whenever it comes', async () => {
  const house = figuresHouse();
  const open = counted('H26.10-261116-0001', 'H26.10', {}, 3);
  const finished = counted(
    'H26.10-261116-0001',
    'H26.10',
    { endedAt: inVietNam('2026-11-18 10:00'), endedAs: 9, workedMs: 3_600_000 },
    7,
  );
  for (const heard of [[open, finished], [finished, open], [open], [finished]]) {
    await house.hear(heard);
    if (heard[0] === open && heard.length === 1) continue;
    const answer = await house.read(november);
    expect(answer.ok && answer.value.rows).toMatchObject([{ received: 1, finishedEarly: 1, openInTime: 0 }]);
  }
  await house.hear([{ ...open, type: 'dossier.counted_withdrawn', number: 9 }, finished]);
  const answer = await house.read(november);
  expect(answer.ok && answer.value.rows).toEqual([]);
});

test('an open dossier counts in every later period, an ended one in none that begins after its end', async () => {
  const house = figuresHouse();
  const ended = { endedAt: inVietNam('2026-11-18 10:00'), endedAs: 9, workedMs: 0 };
  await house.hear([
    counted('H26.10-261116-0001', 'H26.10'),
    counted('H26.10-261116-0002', 'H26.10', ended),
    counted('H26.10-261116-0003', 'H26.10', { receivedAt: null, dueAt: null }),
  ]);
  const december = await house.read({ from: '2026-12-01', to: '2026-12-31' }, '2027-01-05 10:00');
  expect(december.ok && december.value.rows).toMatchObject([{ received: 0, carriedOver: 1, openOverdue: 1 }]);
  const before = await house.read({ from: '2026-10-01', to: '2026-10-31' });
  expect(before.ok && before.value.rows).toEqual([]);
});
