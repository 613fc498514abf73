import { expect, test } from 'vitest';
import { type DeadlineIndex, LATEST } from '../../../functions/dossiers/ports.ts';
import { calculateDeadline } from '../../../functions/dossiers/usecases/calculate-deadline.ts';
import { type ListedState, listDeadlines } from '../../../functions/dossiers/usecases/list-deadlines.ts';
import { readCalendar } from '../../../functions/dossiers/usecases/read-calendar.ts';
import type { KeyCaller } from '../../../shared/kernel/callers.ts';
import type { AgencyCode, DossierCode } from '../../../shared/kernel/ids.ts';
import { officialCalendar as calendar } from '../../../shared/kernel/working-time/calendar.ts';
import { everybodys, undecided } from '../../support/calendars.ts';
import { backOffice, dossierHouse } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const operator = { keyId: 'key_operator', permission: 'operator', agencyCodes: [] } as const;
const province: KeyCaller = { ...backOffice, agencyCodes: ['H26'] };

/** Dossiers of two agencies of a province and one of another, due on Tuesday 17, Wednesday 18 and so on. */
const houseWith = async (dossiers: readonly (readonly [code: DossierCode, agency: AgencyCode, days: number])[]) => {
  const house = dossierHouse();
  for (const [code, agencyCode, amount] of dossiers) {
    const owner = { ...backOffice, agencyCodes: [agencyCode] };
    await house.register({ agencyCode, timeLimit: { amount, unit: 'working_days' } }, code, owner);
    await house.tell('accepted', '2026-11-16 09:35', {}, code, owner);
  }
  house.at('2026-11-18 10:00');
  return house;
};
const some = [
  ['H26.10-261116-0003', 'H26.10', 3],
  ['H26.10-261116-0001', 'H26.10', 1],
  ['H26.10-261116-0002', 'H26.10', 2],
  ['H26.10.4-261116-0001', 'H26.10.4', 1],
  ['H26.11-261116-0001', 'H26.11', 1],
  ['H29.1-261116-0001', 'H29.1', 1],
] as const;
const codes = (listed: { ok: boolean; value?: { items: readonly { dossierCode: string }[] } }) =>
  listed.value?.items.map(({ dossierCode }) => dossierCode);

test('lists what is overdue and due soon for the moment, soonest first, of the caller’s agencies and those below', async () => {
  const house = await houseWith(some);
  expect(await house.list()).toMatchObject({
    ok: true,
    value: {
      items: [
        { dossierCode: 'H26.10-261116-0001', agencyCode: 'H26.10', clock: 'resolve', state: 'overdue' },
        { dossierCode: 'H26.10.4-261116-0001', state: 'overdue', remainingWorkingMinutes: -120 },
        { dossierCode: 'H26.10-261116-0002', state: 'due_soon', dueAt: '2026-11-18T17:00:00+07:00' },
      ],
    },
  });
  expect(codes(await house.list({ caller: province }))).toHaveLength(4);
  expect(codes(await house.list({ caller: operator }))).toHaveLength(5);
  expect(codes(await house.list({ caller: { ...backOffice, agencyCodes: ['H26.10', 'H26.10.4'] } }))).toHaveLength(3);
  expect(codes(await house.list({ caller: province, agencyCode: 'H26.11' }))).toEqual(['H26.11-261116-0001']);
  expect(codes(await house.list({ caller: operator, agencyCode: 'H29' }))).toEqual(['H29.1-261116-0001']);
});

test('lists one state alone', async () => {
  const house = await houseWith(some);
  expect(codes(await house.list({ states: ['due_soon'] }))).toEqual(['H26.10-261116-0002']);
  expect(codes(await house.list({ states: ['overdue'] }))).toEqual(['H26.10-261116-0001', 'H26.10.4-261116-0001']);
  expect(codes(await house.list({ states: ['running'] }))).toEqual(['H26.10-261116-0003']);
  expect(codes(await house.list({ states: ['running', 'due_soon', 'overdue'] }))).toHaveLength(4);
});

test.each<[readonly ListedState[], string, string]>([
  [['overdue'], 'start', 'now'],
  [['due_soon'], 'now', 'soon'],
  [['running'], 'now', 'end'],
  [['due_soon', 'overdue'], 'start', 'soon'],
  [['running', 'overdue'], 'start', 'end'],
])(
  'of %j the index is asked for what may be due then and for no more, and for one item behind the page',
  async (states, from, to) => {
    const now = inVietNam('2026-11-18 10:00');
    // A procedure may say 80 working hours, for which offices of their own hours may take twice as many days: Tuesday 24/11 is off.
    const places: Record<string, number> = { start: 0, now, soon: inVietNam('2026-12-17 10:00'), end: LATEST };
    const asked: unknown[] = [];
    const index: Pick<DeadlineIndex, 'running'> = {
      async running(query) {
        asked.push(query);
        return [];
      },
    };
    const given = { caller: operator, now, states, agencyCode: undefined, after: 'k', limit: 2 };
    expect(await listDeadlines({ index, calendars: everybodys(calendar).calendars })(given)).toEqual({
      ok: true,
      value: { items: [] },
    });
    expect(asked).toEqual([{ agencyCode: '*', from: places[from], to: places[to], after: 'k', limit: 3 }]);
  },
);

test('an agency that the caller may not know is not found', async () => {
  const house = await houseWith(some);
  expect(await house.list({ agencyCode: 'H26.11' })).toEqual({
    ok: false,
    failure: { kind: 'not_found', what: 'agency' },
  });
  expect(await house.list({ agencyCode: 'H26' })).toMatchObject({ failure: { kind: 'not_found' } });
});

test('pages go through everything once, across agencies', async () => {
  const house = await houseWith(some);
  const caller: KeyCaller = { ...backOffice, agencyCodes: ['H26.10', 'H26.11', 'H29'] };
  const all = codes(await house.list({ caller }));
  expect(new Set(all).size).toBe(5);
  for (const [limit, pages] of [
    [2, 3],
    [3, 2],
    [5, 1],
  ] as const) {
    const seen: string[][] = [];
    let after: string | undefined;
    do {
      const listed = await house.list({ caller, after, limit });
      if (!listed.ok) throw new Error(listed.failure.kind);
      seen.push(listed.value.items.map(({ dossierCode }) => dossierCode));
      after = listed.value.after;
    } while (after !== undefined && seen.length < 10);
    expect(seen.flat(), `${limit} a page`).toEqual(all);
    expect(seen).toHaveLength(pages);
  }
});

test('paused and finished dossiers are not listed', async () => {
  const house = await houseWith(some.slice(1, 3));
  await house.tell('supplement_requested', '2026-11-17 08:00', {}, 'H26.10-261116-0001');
  await house.tell('finished', '2026-11-17 08:00', {}, 'H26.10-261116-0002');
  expect(codes(await house.list())).toEqual([]);
});

test('anyone may have a due date worked out; without calendar nothing is guessed', async () => {
  const calculate = calculateDeadline(everybodys(calendar));
  expect(await calculate(inVietNam('2026-11-23 09:00'), { amount: 1, unit: 'working_days' })).toEqual({
    ok: true,
    value: { dueAt: '2026-11-25T17:00:00+07:00', provisional: false, calendarVersion: calendar.version.id },
  });
  const intoNextYear = [inVietNam('2026-12-31 09:00'), { amount: 2, unit: 'months' }] as const;
  expect(await calculate(...intoNextYear)).toMatchObject({ value: { provisional: false } });
  expect(await calculateDeadline(everybodys(undecided(2027)))(...intoNextYear)).toMatchObject({
    value: { provisional: true },
  });
  for (const [start, year] of [
    ['2030-01-07 09:00', 2030],
    ['2022-05-04 09:00', 2022],
    ['2027-12-20 09:00', 2028],
  ] as const) {
    expect(await calculate(inVietNam(start), { amount: 2, unit: 'months' })).toMatchObject({
      ok: false,
      failure: { kind: 'calendar_missing', year },
    });
  }
});

test('a year without calendar is not found', async () => {
  const read = readCalendar(everybodys(calendar));
  expect(await read(2026)).toMatchObject({ ok: true, value: { provisional: false } });
  expect(await read(2030)).toEqual({ ok: false, failure: { kind: 'not_found', what: 'calendar' } });
});
