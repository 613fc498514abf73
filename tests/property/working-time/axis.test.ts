import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TimeLimit } from '../../../shared/kernel/dossier-card.ts';
import { DAY_MS, MINUTE_MS } from '../../../shared/kernel/time.ts';
import {
  endingAt,
  isWorkingMoment,
  nextWorkingMoment,
  resumingAt,
  workedBy,
} from '../../../shared/kernel/working-time/axis.ts';
import {
  axisLength,
  calendarYear,
  compileCalendar,
  officialCalendar,
} from '../../../shared/kernel/working-time/calendar.ts';
import { dateOfDay, isWeekend, startOfDay } from '../../../shared/kernel/working-time/civil-day.ts';
import { type OfficialDay, officialDays, officialVersion } from '../../../shared/kernel/working-time/official-days.ts';
import { termOf } from '../../../shared/kernel/working-time/time-limit.ts';
import { cases } from '../../support/cases.ts';
import { naiveBetween, naiveDue, naiveDueOfDays, naiveIsWorked } from '../../support/naive-working-time.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const calendar = officialCalendar;
const first = startOfDay(calendar.firstDay);
const last = first + calendar.days * DAY_MS;

const instant = fc.integer({ min: first, max: last - 1 });
const minute = fc
  .integer({ min: 0, max: (inVietNam('2027-06-01 00:00') - first) / MINUTE_MS })
  .map((n) => first + n * MINUTE_MS);
const position = fc.integer({ min: 0, max: axisLength(calendar) });
const limit: fc.Arbitrary<TimeLimit> = fc.record({
  amount: fc.integer({ min: 1, max: 60 }),
  unit: fc.constantFrom('working_hours', 'working_days', 'days', 'months'),
});

describe('the axis', () => {
  test('agrees with counting minute by minute', () => {
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 40 }), (start, hours) => {
        const term = termOf(calendar, start, { amount: hours, unit: 'working_hours' });
        expect(term?.dueAt).toBe(naiveDue(officialDays, start, hours * 60));
        const between = workedBy(calendar, term!.dueAt) - workedBy(calendar, start);
        expect(between).toBe(naiveBetween(officialDays, start, term!.dueAt) * MINUTE_MS);
      }),
      cases(100),
    );
  });

  test('agrees with the naive clock on every segment boundary of every day, 2023-2027', () => {
    const worked = [0, 479, 480, 719, 720, 779, 780, 1019, 1020, 1439];
    for (let day = 0; day < calendar.days; day++) {
      for (const minutes of worked) {
        const at = startOfDay(calendar.firstDay + day) + minutes * MINUTE_MS;
        if (isWorkingMoment(calendar, at) !== naiveIsWorked(officialDays, at)) expect.fail(new Date(at).toISOString());
      }
    }
  });

  test('W undoes both inverses, and they are the two ends of the same pause', () => {
    fc.assert(
      fc.property(position, (v) => {
        const end = endingAt(calendar, v)!;
        const next = resumingAt(calendar, v);
        expect(workedBy(calendar, end)).toBe(v);
        if (v > 0) expect(workedBy(calendar, end - 1)).toBe(v - 1);
        if (next === undefined) {
          expect(v).toBe(axisLength(calendar));
          return;
        }
        expect(workedBy(calendar, next)).toBe(v);
        expect(workedBy(calendar, next + 1)).toBe(v + 1);
        expect(next).toBeGreaterThanOrEqual(end);
      }),
    );
  });

  test('both inverses hold at every minute of the axis, 2023-2027', () => {
    for (let v = MINUTE_MS; v < axisLength(calendar); v += MINUTE_MS) {
      if (workedBy(calendar, endingAt(calendar, v)!) !== v) expect.fail(`ending at ${v}`);
      if (workedBy(calendar, resumingAt(calendar, v)!) !== v) expect.fail(`resuming at ${v}`);
    }
  });

  test('W never falls and never outruns the wall clock', () => {
    fc.assert(
      fc.property(instant, instant, (a, b) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        const worked = workedBy(calendar, to) - workedBy(calendar, from);
        expect(worked).toBeGreaterThanOrEqual(0);
        expect(worked).toBeLessThanOrEqual(to - from);
      }),
    );
  });

  test('before its first day nothing was worked, after its last all of it, and it has both ends', () => {
    const whole = axisLength(calendar);
    for (const before of [0, 1, DAY_MS, 400 * DAY_MS]) expect(workedBy(calendar, first - before)).toBe(0);
    for (const hours of [0, 10, 24, 34, 10_000]) expect(workedBy(calendar, last + hours * 60 * MINUTE_MS)).toBe(whole);
    expect(endingAt(calendar, 0)).toBe(first);
    expect(endingAt(calendar, whole)).toBe(inVietNam('2027-12-31 17:00'));
    expect(resumingAt(calendar, whole)).toBeUndefined();
  });

  test('off the axis there is no instant', () => {
    for (const v of [-1, axisLength(calendar) + 1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(endingAt(calendar, v)).toBeUndefined();
      expect(resumingAt(calendar, v)).toBeUndefined();
    }
  });
});

describe('terms', () => {
  test('end with a working segment, after their start, and in working time up to the end', () => {
    fc.assert(
      fc.property(minute, limit, (start, timeLimit) => {
        const term = termOf(calendar, start, timeLimit);
        if (!term) return;
        expect(term.dueAt).toBeGreaterThan(start);
        expect(isWorkingMoment(calendar, term.dueAt - 1)).toBe(true);
        expect(workedBy(calendar, term.dueAt)).toBe(term.duePosition);
      }),
    );
  });

  test('in days and months agree with turning the pages of the calendar, at month ends and office hours most of all', () => {
    const moments = ['00:00', '07:59', '08:00', '11:59', '12:00', '12:59', '13:00', '16:59', '17:00', '23:59'];
    const edge = fc
      .record({
        year: fc.integer({ min: 2023, max: 2026 }),
        month: fc.integer({ min: 1, max: 12 }),
        back: fc.integer({ min: -1, max: 4 }),
        moment: fc.constantFrom(...moments),
      })
      .map(({ year, month, back, moment }) => {
        const date = new Date(Date.UTC(year, month, -back)).toISOString().slice(0, 10);
        return inVietNam(`${date} ${moment}`);
      });
    fc.assert(
      fc.property(
        fc.oneof(edge, minute),
        fc.constantFrom('working_days', 'days', 'months'),
        fc.integer({ min: 1, max: 13 }),
        (start, unit, amount) => {
          const term = termOf(calendar, start, { amount, unit });
          fc.pre(term !== undefined);
          expect(term?.dueAt).toBe(naiveDueOfDays(officialDays, start, { amount, unit }));
        },
      ),
      cases(300),
    );
  });

  test('a start outside working time is the same as the next working moment', () => {
    fc.assert(
      fc.property(instant, limit, (start, timeLimit) => {
        const moment = nextWorkingMoment(calendar, start);
        if (moment === undefined) return;
        const { provisional: _, ...term } = termOf(calendar, start, timeLimit) ?? { provisional: false };
        expect(termOf(calendar, moment, timeLimit) ?? {}).toMatchObject(term);
      }),
    );
  });

  test('a later start or a longer limit is never due earlier', () => {
    fc.assert(
      fc.property(minute, fc.integer({ min: 0, max: 20_000 }), limit, (start, later, timeLimit) => {
        const due = termOf(calendar, start, timeLimit)?.dueAt;
        const dueLater = termOf(calendar, start + later * MINUTE_MS, timeLimit)?.dueAt;
        const dueLonger = termOf(calendar, start, { ...timeLimit, amount: timeLimit.amount + 1 })?.dueAt;
        if (due !== undefined && dueLater !== undefined) expect(dueLater).toBeGreaterThanOrEqual(due);
        if (due !== undefined && dueLonger !== undefined) expect(dueLonger).toBeGreaterThanOrEqual(due);
      }),
    );
  });
});

describe('decisions', () => {
  const decisionOn = (date: string): OfficialDay => ({
    date,
    kind: 'off',
    reason: 'decree',
    decision: 'none',
    confidence: 'unverified',
  });
  const weekday = fc
    .integer({ min: calendar.firstDay, max: calendar.firstDay + calendar.days - 1 })
    .filter((day) => !isWeekend(day) && !calendar.exceptions.has(day));

  test('another day off never makes a due date earlier', () => {
    fc.assert(
      fc.property(minute, limit, weekday, (start, timeLimit, day) => {
        const decreed = compileCalendar(officialVersion, [...officialDays, decisionOn(dateOfDay(day))]);
        const before = termOf(calendar, start, timeLimit)?.dueAt;
        const after = termOf(decreed, start, timeLimit)?.dueAt;
        if (before !== undefined && after !== undefined) expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test('a stored position outlives a decision about a later day', () => {
    fc.assert(
      fc.property(minute, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 90 }), (start, amount, after) => {
        const term = termOf(calendar, start, { amount, unit: 'working_days' });
        const day = Math.floor((term!.startsAt - first) / DAY_MS) + calendar.firstDay + after;
        if (isWeekend(day) || calendar.exceptions.has(day) || day >= calendar.firstDay + calendar.days) return;
        const decreed = compileCalendar(officialVersion, [...officialDays, decisionOn(dateOfDay(day))]);
        expect(termOf(decreed, start, { amount, unit: 'working_days' })?.duePosition).toBe(term!.duePosition);
      }),
    );
  });

  test('swaps keep the yearly total of working time', () => {
    const swapped = (day: OfficialDay) => day.reason.startsWith('swap');
    const unswapped = compileCalendar(
      officialVersion,
      officialDays.filter((day) => !swapped(day)),
    );
    for (const year of [2023, 2024, 2025, 2026, 2027]) {
      const total = (of: typeof calendar) =>
        calendarYear(of, year)!.days.reduce((sum, { workingMinutes }) => sum + workingMinutes, 0);
      expect(total(calendar)).toBe(total(unswapped));
    }
  });
});
