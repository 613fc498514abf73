import { describe, expect, test } from 'vitest';
import { TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { termOf } from '../../../shared/kernel/working-time/time-limit.ts';
import { undecided } from '../../support/calendars.ts';
import { inVietNam, wallTime } from '../../support/viet-nam-time.ts';

const term = (start: string, amount: number, unit: TimeLimit['unit']) =>
  termOf(officialCalendar, inVietNam(start), { amount, unit });
const due = (start: string, amount: number, unit: TimeLimit['unit']) => wallTime(term(start, amount, unit)?.dueAt);

describe('working hours', () => {
  test.each([
    ['from the instant', '2026-11-16 09:30', 2, '2026-11-16 11:30'],
    ['across lunch', '2026-11-16 11:00', 2, '2026-11-16 14:00'],
    ['ending with the morning, not with the afternoon', '2026-11-16 10:00', 2, '2026-11-16 12:00'],
    ['ending with the day, not the next morning', '2026-11-16 09:00', 7, '2026-11-16 17:00'],
    ['over night', '2026-11-16 09:30', 8, '2026-11-17 09:30'],
    ['from lunch: the next working minute', '2026-11-16 12:20', 1, '2026-11-16 14:00'],
    ['from before hours', '2026-11-16 06:00', 1, '2026-11-16 09:00'],
    ['from 17:00 sharp: the next day', '2026-11-16 17:00', 1, '2026-11-17 09:00'],
    ['from a holiday', '2026-11-24 10:00', 1, '2026-11-25 09:00'],
    ['over a worked Saturday', '2026-08-21 16:00', 9, '2026-08-22 17:00'],
  ])('%s', (_, start, hours, expected) => {
    expect(due(start, hours, 'working_hours')).toBe(expected);
  });

  test('keep seconds exactly', () => {
    expect(term('2026-11-16 09:30:30', 8, 'working_hours')?.dueAt).toBe(inVietNam('2026-11-17 09:30:30'));
  });
});

test.each([
  ['a working moment from itself', '2026-11-16 09:30', '2026-11-16 09:30'],
  ['noon from the afternoon', '2026-11-16 12:00', '2026-11-16 13:00'],
  ['lunch from the afternoon', '2026-11-16 12:20', '2026-11-16 13:00'],
  ['the end of the day from itself', '2026-11-16 17:00', '2026-11-16 17:00'],
  ['a second after it from the next morning', '2026-11-16 17:00:01', '2026-11-17 08:00'],
  ['a weekend from Monday morning', '2026-11-14 10:00', '2026-11-16 08:00'],
])('a term counts %s', (_, start, expected) => {
  expect(wallTime(term(start, 1, 'working_hours')?.startsAt)).toBe(expected);
});

describe('working days leave out the day of receipt and end at 17:00', () => {
  test.each([
    ['in the morning', '2026-11-16 09:30', 3, '2026-11-19 17:00'],
    ['late in the afternoon', '2026-11-16 16:59', 3, '2026-11-19 17:00'],
    ['at 17:00:00: still the day’s', '2026-11-16 17:00', 3, '2026-11-19 17:00'],
    ['after hours: counted from the next day', '2026-11-16 17:00:01', 3, '2026-11-20 17:00'],
    ['on a Saturday: counted from Monday', '2026-11-14 10:00', 1, '2026-11-17 17:00'],
    ['over Culture Day and a weekend', '2026-11-20 08:00', 2, '2026-11-25 17:00'],
  ])('%s', (_, start, days, expected) => {
    expect(due(start, days, 'working_days')).toBe(expected);
  });
});

describe('days and months run on the wall and roll to a working day', () => {
  test.each([
    ['days', '2026-11-16 09:30', 3, 'days', '2026-11-19 17:00'],
    ['days to a Sunday', '2026-11-16 09:30', 6, 'days', '2026-11-23 17:00'],
    ['days to a holiday', '2026-11-16 09:30', 8, 'days', '2026-11-25 17:00'],
    ['days to a worked Saturday', '2026-08-18 09:30', 4, 'days', '2026-08-22 17:00'],
    ['a month', '2026-09-16 09:30', 1, 'months', '2026-10-16 17:00'],
    ['a month to a Saturday', '2026-10-14 09:30', 1, 'months', '2026-11-16 17:00'],
    ['a month without that day ends on its last', '2023-08-31 09:30', 6, 'months', '2024-02-29 17:00'],
  ] as const)('%s', (_, start, amount, unit, expected) => {
    expect(due(start, amount, unit)).toBe(expected);
  });
});

describe('where the calendar ends', () => {
  test('a due date within decided years is not provisional', () => {
    expect(term('2026-12-28 09:00', 3, 'working_days')).toMatchObject({ provisional: false });
  });
  test('one in a year without decision is provisional', () => {
    const next = termOf(undecided(2027), inVietNam('2026-12-31 09:00'), { amount: 1, unit: 'working_days' });
    expect([wallTime(next?.dueAt), next?.provisional]).toEqual(['2027-01-04 17:00', true]);
    expect(term('2026-12-31 09:00', 1, 'working_days')).toMatchObject({ provisional: false });
  });
  test.each([
    ['a start before it', '2022-12-30 09:00', 3, 'working_days'],
    ['a start after it', '2028-01-03 09:00', 3, 'working_days'],
    ['an end after it', '2027-12-20 09:00', 30, 'working_days'],
    ['a month after it', '2027-12-20 09:00', 1, 'months'],
    ['hours after it', '2027-12-31 16:00', 2, 'working_hours'],
    ['no working moment left', '2027-12-31 17:00', 1, 'working_hours'],
    ['a wall day after it', '2027-12-20 09:00', 10_000, 'days'],
  ] as const)('%s has no calendar', (_, start, amount, unit) => {
    expect(term(start, amount, unit)).toBeUndefined();
  });
});

test('a time limit is a positive whole number of a known unit', () => {
  for (const amount of [0, -1, 1.5, 10_001, '3', null]) {
    expect(TimeLimit.safeParse({ amount, unit: 'days' }).success).toBe(false);
  }
  expect(TimeLimit.safeParse({ amount: 3, unit: 'weeks' }).success).toBe(false);
  expect(TimeLimit.safeParse({ amount: 3, unit: 'working_days' }).success).toBe(true);
});
