import { describe, expect, test } from 'vitest';
import { workedBy } from '../../../shared/kernel/working-time/axis.ts';
import {
  axisLength,
  calendarYear,
  compileCalendar,
  covers,
  isProvisional,
} from '../../../shared/kernel/working-time/calendar.ts';
import { type OfficialDay, officialVersion } from '../../../shared/kernel/working-time/official-days.ts';
import { remainingWorkingMinutes, unionOf, withPauses } from '../../../shared/kernel/working-time/pauses.ts';
import { termOf } from '../../../shared/kernel/working-time/time-limit.ts';
import { inVietNam, wallTime } from '../../support/viet-nam-time.ts';

const off = (date: string): OfficialDay => ({
  ...{ date, kind: 'off', reason: 'storm' },
  ...{ decision: 'of the tests', confidence: 'sourced' },
});

/** Two years, of which the second is not decided. */
const covering = (coversTo: string, ...exceptions: readonly OfficialDay[]) =>
  compileCalendar({ ...officialVersion, coversFrom: '2026-01-01', coversTo, provisionalYears: [2027] }, exceptions);

const calendar = covering('2027-12-31');

describe('a calendar', () => {
  test('has exceptions on its first and its last day, and none outside', () => {
    expect(axisLength(covering('2026-01-02'))).toBe(16 * 3_600_000);
    expect(axisLength(covering('2026-01-02', off('2026-01-01')))).toBe(8 * 3_600_000);
    expect(axisLength(covering('2026-01-02', off('2026-01-02'), off('2026-01-01')))).toBe(0);
    for (const date of ['2025-12-31', '2026-01-03'])
      expect(() => covering('2026-01-02', off(date))).toThrow(`${date} is outside it`);
  });

  test('covers its days from midnight to midnight', () => {
    const ends = ['2025-12-31 23:59', '2026-01-01 00:00', '2027-12-31 23:59', '2028-01-01 00:00'];
    expect(ends.map((wall) => covers(calendar, inVietNam(wall)))).toEqual([false, true, true, false]);
  });

  test('is provisional from the first moment of a year without decision', () => {
    const isSo = (from: string, to: string) => isProvisional(calendar, inVietNam(from), inVietNam(to));
    expect(isSo('2026-12-30 09:00', '2026-12-31 23:59')).toBe(false);
    expect(isSo('2026-12-30 09:00', '2027-01-01 00:00')).toBe(true);
    expect(isSo('2027-01-01 00:00', '2027-01-01 00:00')).toBe(true);
  });

  test('shows no year of which it lacks a day', () => {
    expect(calendarYear(covering('2026-12-30'), 2026)).toBeUndefined();
    expect(calendarYear(covering('2026-12-31'), 2026)?.days).toHaveLength(365);
  });
});

describe('pauses', () => {
  test('that are empty are none, and one that is open takes in all that begin after it', () => {
    expect(unionOf([{ from: 5, to: 5 }])).toEqual([]);
    expect(unionOf([{ from: 5, to: 4 }])).toEqual([]);
    expect(unionOf([{ from: 2, to: 3 }, { from: 1 }])).toEqual([{ from: 1, to: undefined }]);
    expect(unionOf([{ from: 2, to: 3 }, { from: 1, to: 2 }, { from: 5 }])).toEqual([
      { from: 1, to: 3 },
      { from: 5, to: undefined },
    ]);
  });

  test.each<[string, string, string | undefined, boolean]>([
    ['within a decided year nothing is provisional', '2026-12-29 08:00', '2026-12-30 16:00', false],
    ['into a year without decision the date is provisional', '2026-12-31 08:00', '2027-01-01 16:00', true],
    ['out of the calendar there is no date any more', '2027-12-31 17:00', undefined, true],
  ])('%s', (_, until, due, provisional) => {
    const start = inVietNam('2026-12-28 08:00');
    const term = termOf(calendar, start, { amount: 15, unit: 'working_hours' });
    expect(term?.provisional).toBe(false);
    const paused = withPauses(calendar, term!, [{ from: start, to: inVietNam(until) }]);
    expect([paused.due && wallTime(paused.due.at), paused.provisional]).toEqual([due, provisional]);
  });
});

test('what remains of a term is told in whole minutes, rounded down, and below nothing once it has passed', () => {
  const due = workedBy(calendar, inVietNam('2026-11-16 12:00'));
  const at = (wall: string) => remainingWorkingMinutes(calendar, due, inVietNam(wall));
  expect(['2026-11-16 10:00', '2026-11-16 10:00:30', '2026-11-16 12:30', '2026-11-16 14:00'].map(at)).toEqual([
    120, 119, 0, -60,
  ]);
});
