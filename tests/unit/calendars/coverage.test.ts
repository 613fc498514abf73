import { describe, expect, test } from 'vitest';
import { deadlineIndex } from '../../../functions/dossiers/adapters/deadline-index.ts';
import type { DossierLedger } from '../../../functions/dossiers/ports.ts';
import { watchCoverage } from '../../../functions/dossiers/usecases/watch-coverage.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import {
  decidedDaysAfter,
  officialCalendar,
  type WorkingCalendar,
} from '../../../shared/kernel/working-time/calendar.ts';
import { undecided } from '../../support/calendars.ts';
import { CODE, dossierHouse } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const MORNING = '2026-11-17 07:00';

/** A house with one dossier that was accepted on 16/11/2026, folded into its lists. */
const houseWith = async (timeLimit: { amount: number; unit: string }, calendar: WorkingCalendar = officialCalendar) => {
  const house = dossierHouse(calendar);
  await house.register({ timeLimit });
  await house.tell('accepted', '2026-11-16 09:35');
  await house.fold();
  return house;
};

type House = Awaited<ReturnType<typeof houseWith>>;

const warningsOf = (house: House, wall = MORNING, calendar: WorkingCalendar = officialCalendar) =>
  watchCoverage({ ledger: house.ledger, index: deadlineIndex(house.table), calendar })(inVietNam(wall));

const beyond = { amount: 14, unit: 'months' };
const intoNextYear = { amount: 40, unit: 'working_days' };

describe('a date past the coverage', () => {
  test('of a clock besides the one from receipt to result is told, too, and counts as no other dossier', async () => {
    const house = dossierHouse();
    house.at('2027-12-31 16:30');
    await house.register({ submittedAt: '2027-12-31T16:00:00+07:00', receivedAt: '2027-12-31T16:10:00+07:00' });
    await house.fold();
    expect(await warningsOf(house)).toEqual([{ outcome: 'dates_provisional', count: 1, dossierCode: CODE }]);
    const counts: number[] = [];
    for await (const count of deadlineIndex(house.table).standing('*')) counts.push(count);
    expect(counts).toEqual([0]);
  });

  test('is shown as unknown and provisional, promised to nobody, and told while the dossier is open', async () => {
    const house = await houseWith(beyond);
    expect(await house.read()).toMatchObject({
      value: {
        promisedAt: null,
        clock: { state: 'running', dueAt: null, remainingWorkingMinutes: null, provisional: true },
      },
    });
    expect(await warningsOf(house)).toEqual([{ outcome: 'dates_provisional', count: 1, dossierCode: CODE }]);
    await house.tell('supplement_requested', '2026-11-16 09:40');
    await house.fold();
    expect(await warningsOf(house)).toHaveLength(1);
    await house.tell('supplement_received', '2026-11-16 09:45');
    await house.tell('finished', '2026-11-16 09:50');
    await house.fold();
    expect(await warningsOf(house)).toEqual([]);
  });

  test('in a year that is only drafted is a date, and told just so', async () => {
    const draft = undecided(2027);
    const house = await houseWith(intoNextYear, draft);
    expect(await house.read()).toMatchObject({ value: { clock: { dueAt: expect.any(String), provisional: true } } });
    expect(await warningsOf(house, MORNING, draft)).toEqual([
      { outcome: 'coverage_short', count: 44 },
      { outcome: 'dates_provisional', count: 1, dossierCode: CODE },
    ]);
  });

  test('is told no more once a calendar reaches it, though no list knows yet', async () => {
    const house = await houseWith(intoNextYear, undecided(2027));
    expect(await warningsOf(house.on(officialCalendar))).toEqual([]);
  });

  test('of a dossier that cannot be folded, or is gone, holds up nothing', async () => {
    const codes = Array.from({ length: 60 }, (_, i) => `H26.10-261116-${1000 + i}` as DossierCode);
    const house = await houseWith(beyond);
    const read: DossierLedger['readUnlessParked'] = async (code) => {
      if (code === codes[0]) return 'parked';
      return code === codes.at(-1) ? house.ledger.read(CODE) : undefined;
    };
    const index = { dueFrom: async (_: number, limit: number) => codes.slice(0, limit) };
    const watch = watchCoverage({ ledger: { readUnlessParked: read }, index, calendar: officialCalendar });
    expect(await watch(inVietNam(MORNING))).toEqual([
      { outcome: 'dates_provisional', count: 1, dossierCode: codes.at(-1) },
    ]);
  });
});

test('dates within the calendar are told to nobody', async () => {
  expect(await warningsOf(await houseWith(intoNextYear))).toEqual([]);
});

test.each([
  ['60 decided days are left', '2027-11-01 07:00', undefined],
  ['59 are left', '2027-11-02 07:00', 59],
  ['its last day has come', '2027-12-31 07:00', 0],
  ['it is over', '2028-03-01 07:00', 0],
])('the end of the calendar is told each day from the sixtieth before it on: %s', async (_, wall, count) => {
  const warnings = await warningsOf(dossierHouse(), wall);
  expect(warnings).toEqual(count === undefined ? [] : [{ outcome: 'coverage_short', count }]);
});

test.each([
  ['2026-11-17 07:00', undecided(2027), 44],
  ['2026-12-31 23:59', undecided(2027), 0],
  ['2027-01-01 00:00', undecided(2027), 0],
  ['2026-12-31 00:00', undecided(2026), 365],
  ['2027-12-30 00:00', officialCalendar, 1],
])('behind %s so many days are decided without a gap', (wall, calendar, days) => {
  expect(decidedDaysAfter(calendar, inVietNam(wall))).toBe(days);
});
