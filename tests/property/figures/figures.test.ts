import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figuresOf, periodOf } from '../../../functions/figures/domain/figures.ts';
import { groupsOf } from '../../../functions/figures/domain/groups.ts';
import type { DossierRow } from '../../../functions/figures/domain/rows.ts';
import { dateOfDay, dayOfDate } from '../../../shared/kernel/working-time/civil-day.ts';
import { cases } from '../../support/cases.ts';
import { naiveFigures } from '../../support/naive-figures.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const first = inVietNam('2026-11-01 00:00');
const MINUTE = 60_000;

/** A moment of a few weeks, now and then at midnight, when days begin. */
const moment = fc.oneof(
  fc.integer({ min: 0, max: 28 * 1440 }).map((minutes) => first + minutes * MINUTE),
  fc.integer({ min: 0, max: 28 }).map((days) => first + days * 1440 * MINUTE),
);

const later = fc.option(fc.integer({ min: 0, max: 10 * 1440 }), { nil: null });

const row = fc
  .record({
    agencyCode: fc.constantFrom('H26.10', 'H26.11', 'H26'),
    procedureCode: fc.constantFrom('2.000635', '1.001193'),
    channel: fc.constantFrom('counter', 'online', 'post'),
    unit: fc.constantFrom('working_hours', 'working_days', 'days', 'months'),
    came: fc.option(moment, { nil: null }),
    takes: later,
    due: later,
    pauses: fc.array(fc.record({ from: moment, lasts: later }), { maxLength: 3 }),
    endedAs: fc.constantFrom(8, 9),
    worked: fc.integer({ min: 0, max: 40 }),
    answer: fc.option(fc.record({ at: moment, isOnTime: fc.boolean() }), { nil: null }),
    fee: fc.constantFrom('none', 'unpaid', 'paid'),
    isDigitised: fc.boolean(),
    rating: fc.option(fc.record({ at: moment, stars: fc.integer({ min: 1, max: 5 }) }), { nil: undefined }),
  })
  .map(({ came, takes, due, pauses, endedAs, worked, answer, ...rest }): DossierRow => {
    const since = came ?? first;
    const endedAt = takes === null ? null : since + takes * MINUTE;
    return {
      ...rest,
      dossierCode: 'H26.10-261101-0001',
      agencyCode: rest.agencyCode as 'H26.10',
      procedureCode: rest.procedureCode as '2.000635',
      receivedAt: came,
      dueAt: came === null || due === null ? null : came + due * MINUTE,
      pauses: pauses.map(({ from, lasts }) => ({ from, to: lasts === null ? null : from + lasts * MINUTE })),
      endedAt,
      endedAs: endedAt === null ? null : came === null ? 3 : endedAs,
      workedMs: endedAt === null || came === null ? null : worked * 30 * MINUTE,
      acknowledgement: answer,
    };
  });

const rows = fc.array(row, { maxLength: 30 });
const asked = fc.record({
  firstDay: fc.integer({ min: -2, max: 25 }),
  days: fc.integer({ min: 0, max: 8 }),
  now: moment,
});
const day0 = dayOfDate('2026-11-01');

const of = (dossiers: readonly DossierRow[]) => ({ dossiers, fees: [], messages: [] });

describe('figures', () => {
  test('are what a clerk counts by the description', () => {
    fc.assert(
      fc.property(rows, asked, (given, { firstDay, days, now }) => {
        const [from, to] = [day0 + firstDay, day0 + firstDay + days];
        const { meanWorkingHours, ...naive } = naiveFigures(given, dateOfDay(from), dateOfDay(to), now);
        const counted = figuresOf(of(given), periodOf(from, to, now));
        expect(counted).toMatchObject(naive);
        if (meanWorkingHours === null) expect(counted.meanWorkingHours).toBeNull();
        else expect(Math.abs((counted.meanWorkingHours ?? 0) - meanWorkingHours)).toBeLessThanOrEqual(0.005_000_1);
      }),
      cases(1000),
    );
  });

  test('what came and what was there is what ended and what is open', () => {
    fc.assert(
      fc.property(rows, asked, (given, { firstDay, days, now }) => {
        const figures = figuresOf(of(given), periodOf(day0 + firstDay, day0 + firstDay + days, now));
        const { finishedEarly, finishedOnTime, finishedLate, withdrawn, openInTime, openOverdue, paused } = figures;
        expect(figures.carriedOver + figures.received).toBe(
          finishedEarly + finishedOnTime + finishedLate + withdrawn + openInTime + openOverdue + paused,
        );
      }),
      cases(500),
    );
  });

  test('are the same in any order of rows, and groups add up to the whole', () => {
    const counts = [
      'received',
      'carriedOver',
      'finishedLate',
      'withdrawn',
      'refused',
      'openOverdue',
      'paused',
      'satisfied',
      'rated',
    ] as const;
    fc.assert(
      fc.property(
        rows.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }))),
        asked,
        ([given, other], { firstDay, days, now }) => {
          const question = { firstDay: day0 + firstDay, lastDay: day0 + firstDay + days, now };
          const grouped = { ...question, groupBy: ['agency', 'procedure'] as const };
          const groups = groupsOf(of(given), () => undefined, grouped) ?? [];
          expect(groupsOf(of(other), () => undefined, grouped)).toEqual(groups);
          const [whole] = groupsOf(of(given), () => undefined, { ...question, groupBy: [] }) ?? [];
          for (const name of counts)
            expect(groups.reduce((sum, group) => sum + group[name], 0)).toBe(whole?.[name] ?? 0);
        },
      ),
      cases(300),
    );
  });
});
