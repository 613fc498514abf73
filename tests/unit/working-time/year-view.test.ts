import { expect, test } from 'vitest';
import { calendarYear, officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { undecided } from '../../support/calendars.ts';

const usual = [
  ['08:00', '12:00'],
  ['13:00', '17:00'],
];

test('a year shows every day, with reason and decision where it leaves the week pattern', () => {
  const year = calendarYear(officialCalendar, 2026);
  const on = (date: string) => year?.days.find((day) => day.date === date);

  expect(year).toMatchObject({ version: officialCalendar.version.id, provisional: false });
  expect(year?.days).toHaveLength(365);
  expect(on('2026-11-23')).toEqual({ date: '2026-11-23', working: true, workingMinutes: 480, segments: usual });
  expect(on('2026-11-22')).toEqual({
    date: '2026-11-22',
    working: false,
    workingMinutes: 0,
    segments: [],
    reason: 'weekend',
  });
  expect(on('2026-11-24')).toEqual({
    date: '2026-11-24',
    working: false,
    workingMinutes: 0,
    segments: [],
    reason: 'Culture Day',
    decision: '28/2026/QH16',
  });
  expect(on('2026-08-22')).toEqual({
    date: '2026-08-22',
    working: true,
    workingMinutes: 480,
    segments: usual,
    reason: 'swap with Mon 31/8',
    decision: '9441/TB-BNV',
  });
});

test('a leap year has 366 days, a year without decision is provisional, a year without calendar is none', () => {
  expect(calendarYear(officialCalendar, 2024)?.days).toHaveLength(366);
  expect(calendarYear(undecided(2027), 2027)?.provisional).toBe(true);
  expect(calendarYear(undecided(2027), 2026)?.provisional).toBe(false);
  expect(calendarYear(officialCalendar, 2022)).toBeUndefined();
  expect(calendarYear(officialCalendar, 2028)).toBeUndefined();
  expect(calendarYear(officialCalendar, Number.NaN)).toBeUndefined();
});

test('2027 is decided: Tết from Thursday 4/2 to Wednesday 10/2, National Day from Thursday 2/9, by the decision of 2/10/2026', () => {
  const year = calendarYear(officialCalendar, 2027);
  expect(year?.provisional).toBe(false);
  const weekdaysOff = year?.days.filter(({ working, reason }) => !working && reason !== 'weekend');
  const byDecision = weekdaysOff?.filter(({ decision }) => decision === '10065/VPCP-KGVX').map(({ date }) => date);
  expect(byDecision).toEqual(['02-04', '02-05', '02-08', '02-09', '02-10', '09-03'].map((day) => `2027-${day}`));
  // What follows from the law itself names the law.
  expect(weekdaysOff?.filter(({ date }) => !byDecision?.includes(date))).toMatchObject([
    { date: '2027-01-01', decision: 'Labour Code 112(1)' },
    { date: '2027-04-16', decision: 'Labour Code 112(1)' },
    { date: '2027-04-30', decision: 'Labour Code 112(1)' },
    { date: '2027-05-03', decision: 'Labour Code 111(3)' },
    { date: '2027-09-02', decision: 'Labour Code 112(1)' },
    { date: '2027-11-24', decision: '28/2026/QH16' },
  ]);
});
