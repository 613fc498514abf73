import { expect, test } from 'vitest';
import { calendarYear, officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';

test('a year shows every day, with reason and decision where it leaves the week pattern', () => {
  const year = calendarYear(officialCalendar, 2026);
  const on = (date: string) => year?.days.find((day) => day.date === date);

  expect(year).toMatchObject({ version: officialCalendar.version.id, provisional: false });
  expect(year?.days).toHaveLength(365);
  expect(on('2026-11-23')).toEqual({ date: '2026-11-23', working: true, workingMinutes: 480 });
  expect(on('2026-11-22')).toEqual({ date: '2026-11-22', working: false, workingMinutes: 0, reason: 'weekend' });
  expect(on('2026-11-24')).toEqual({
    date: '2026-11-24',
    working: false,
    workingMinutes: 0,
    reason: 'Culture Day',
    decision: '28/2026/QH16',
  });
  expect(on('2026-08-22')).toEqual({
    date: '2026-08-22',
    working: true,
    workingMinutes: 480,
    reason: 'swap with Mon 31/8',
    decision: '9441/TB-BNV',
  });
});

test('a leap year has 366 days, a year without decision is provisional, a year without calendar is none', () => {
  expect(calendarYear(officialCalendar, 2024)?.days).toHaveLength(366);
  expect(calendarYear(officialCalendar, 2027)?.provisional).toBe(true);
  expect(calendarYear(officialCalendar, 2022)).toBeUndefined();
  expect(calendarYear(officialCalendar, 2028)).toBeUndefined();
  expect(calendarYear(officialCalendar, Number.NaN)).toBeUndefined();
});
