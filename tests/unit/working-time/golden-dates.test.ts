import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import { compileCalendar, officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { dateOfDay, dayOfDate, isWeekend } from '../../../shared/kernel/working-time/civil-day.ts';
import { canonicalDays, officialDays, officialVersion } from '../../../shared/kernel/working-time/official-days.ts';
import { termOf } from '../../../shared/kernel/working-time/time-limit.ts';
import { inVietNam, wallTime } from '../../support/viet-nam-time.ts';

const dueOf = (start: string, amount: number, unit: TimeLimit['unit'], calendar = officialCalendar) =>
  wallTime(termOf(calendar, inVietNam(start), { amount, unit })?.dueAt);

/** Published due dates: the worked Saturdays, the swaps and the holidays that every general library gets wrong. */
const golden: readonly (readonly [start: string, workingDays: number, due: string, why: string])[] = [
  ['2023-01-19 09:00', 1, '2023-01-27 17:00', 'Tết 2023, five weekdays off'],
  ['2023-04-28 09:00', 1, '2023-05-04 17:00', 'two substitute days after 1/5/2023'],
  ['2023-08-31 09:00', 1, '2023-09-05 17:00', 'National Day 2023 and its substitute'],
  ['2024-04-26 09:00', 1, '2024-05-02 17:00', 'Monday 29/4/2024 off by swap'],
  ['2024-05-03 09:00', 1, '2024-05-04 17:00', 'worked Saturday 4/5/2024'],
  ['2025-04-25 09:00', 1, '2025-04-26 17:00', 'worked Saturday 26/4/2025'],
  ['2025-04-29 09:00', 1, '2025-05-05 17:00', 'Friday 2/5/2025 off by swap'],
  ['2026-01-09 09:00', 1, '2026-01-10 17:00', 'worked Saturday 10/1/2026'],
  ['2025-12-31 09:00', 1, '2026-01-05 17:00', 'Friday 2/1/2026 off by swap'],
  ['2026-02-13 09:00', 1, '2026-02-23 17:00', 'Tết 2026'],
  ['2026-04-24 09:00', 1, '2026-04-28 17:00', 'substitute for Hùng Kings on a Sunday'],
  ['2026-04-29 09:00', 1, '2026-05-04 17:00', '30/4, 1/5 and a weekend'],
  ['2026-08-21 09:00', 1, '2026-08-22 17:00', 'worked Saturday 22/8/2026'],
  ['2026-08-21 09:00', 2, '2026-08-24 17:00', 'the Monday after it'],
  ['2026-08-28 09:00', 1, '2026-09-03 17:00', 'weekend, then 31/8-2/9'],
  ['2026-11-23 09:00', 1, '2026-11-25 17:00', 'Culture Day on 24/11'],
  ['2027-02-03 09:00', 1, '2027-02-11 17:00', 'Tết 2027, five weekdays off'],
  ['2027-04-15 09:00', 1, '2027-04-19 17:00', 'Hùng Kings on a Friday'],
  ['2027-04-29 09:00', 1, '2027-05-04 17:00', '30/4, a weekend, and the substitute for 1/5'],
  ['2027-09-01 09:00', 1, '2027-09-06 17:00', 'National Day 2027, two days before a weekend'],
];

describe('golden due dates', () => {
  test.each(golden)('%s + %i working days is due %s: %s', (start, amount, due) => {
    expect(dueOf(start, amount, 'working_days')).toBe(due);
  });

  const swaps = officialDays.filter(({ reason }) => reason.startsWith('swap'));
  test.each(swaps.map((swap) => [swap.date, swap] as const))(
    'without the swap of %s a golden date is missed',
    (_, swap) => {
      const mutant = compileCalendar(
        officialVersion,
        officialDays.filter((day) => day !== swap),
      );
      const missed = golden.filter(([start, amount, due]) => dueOf(start, amount, 'working_days', mutant) !== due);
      expect(missed).not.toEqual([]);
    },
  );
});

describe('the published calendar', () => {
  test('has the official number of weekdays off a year', () => {
    const counts = Object.groupBy(
      officialDays.filter(({ kind }) => kind === 'off'),
      ({ date }) => date.slice(0, 4),
    );
    const numbers = Object.fromEntries(Object.entries(counts).map(([year, days]) => [year, days?.length]));
    expect(numbers).toEqual({ 2023: 11, 2024: 12, 2025: 12, 2026: 14, 2027: 12 });
  });

  test('hashes to what its version says', () => {
    expect(createHash('sha256').update(canonicalDays(officialDays)).digest('hex')).toBe(officialVersion.hash);
  });

  test('is in order of date, with real dates, weekdays off and weekend days worked', () => {
    const dates = officialDays.map(({ date }) => date);
    expect(dates).toEqual([...new Set(dates)].sort());
    for (const { date, kind } of officialDays) {
      expect(dateOfDay(dayOfDate(date))).toBe(date);
      expect([date, isWeekend(dayOfDate(date))]).toEqual([date, kind === 'workday']);
    }
  });

  test('refuses a day outside its coverage and a date that is none', () => {
    const stray = { ...officialDays[0]!, date: '2031-01-02' };
    expect(() => compileCalendar(officialVersion, [stray])).toThrow('2031-01-02');
    expect(() => compileCalendar(officialVersion, [{ ...stray, date: 'Tết' }])).toThrow('Tết');
  });
});
