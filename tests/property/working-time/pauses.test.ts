import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../../../shared/kernel/time.ts';
import { workedBy } from '../../../shared/kernel/working-time/axis.ts';
import { officialCalendar as calendar } from '../../../shared/kernel/working-time/calendar.ts';
import { officialDays } from '../../../shared/kernel/working-time/official-days.ts';
import { type Pause, unionOf, withPauses } from '../../../shared/kernel/working-time/pauses.ts';
import { termOf } from '../../../shared/kernel/working-time/time-limit.ts';
import { cases } from '../../support/cases.ts';
import { naiveDue } from '../../support/naive-working-time.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

const origin = inVietNam('2026-01-05 00:00');
const minute = fc.integer({ min: 0, max: 200 * 24 * 60 }).map((n) => origin + n * MINUTE_MS);
const hours = fc.integer({ min: 1, max: 80 });

/** Pauses within about two weeks of a start, so that many of them matter, overlap and touch. */
const pausesNear = (start: number): fc.Arbitrary<{ from: number; to: number }[]> => {
  const near = fc.integer({ min: -24 * 60, max: 14 * 24 * 60 }).map((n) => start + n * MINUTE_MS);
  const length = fc.integer({ min: 0, max: 4 * 24 * 60 });
  return fc.array(
    fc.tuple(near, length).map(([from, minutes]) => ({ from, to: from + minutes * MINUTE_MS })),
    {
      maxLength: 5,
    },
  );
};
const paused = minute.chain((start) => fc.record({ start: fc.constant(start), pauses: pausesNear(start), hours }));

const termFrom = (start: number, amount: number) => termOf(calendar, start, { amount, unit: 'working_hours' })!;

describe('pauses', () => {
  test('agree with counting unpaused working minutes by hand', () => {
    fc.assert(
      fc.property(paused, ({ start, pauses, hours: amount }) => {
        const isPaused = (at: number) => pauses.some(({ from, to }) => at >= from && at < to);
        const due = withPauses(calendar, termFrom(start, amount), pauses).due?.at;
        expect(due).toBe(naiveDue(officialDays, start, amount * 60, isPaused));
      }),
      cases(60),
    );
  });

  test('one from p to r before the due moment moves it by W(r) - W(p)', () => {
    fc.assert(
      fc.property(minute, hours, minute, minute, (start, amount, a, b) => {
        const term = termFrom(start, amount);
        const [p, r] = a < b ? [a, b] : [b, a];
        if (p < term.startsAt || workedBy(calendar, p) >= term.duePosition) return;
        const moved = withPauses(calendar, term, [{ from: p, to: r }]).due?.position;
        expect(moved).toBe(term.duePosition + workedBy(calendar, r) - workedBy(calendar, p));
      }),
    );
  });

  test('begun at the due moment or later, the night after it included, move nothing', () => {
    fc.assert(
      fc.property(
        minute,
        hours,
        fc.oneof(fc.constant(0), fc.nat(20 * 60)),
        fc.nat(5 * 24 * 60),
        (start, amount, wait, length) => {
          const term = termFrom(start, amount);
          const from = term.dueAt + wait * MINUTE_MS;
          const { due } = withPauses(calendar, term, [{ from, to: from + length * MINUTE_MS }]);
          expect(due?.at).toBe(term.dueAt);
        },
      ),
    );
  });

  test('in any order and repeated change nothing', () => {
    fc.assert(
      fc.property(
        paused.chain((given) =>
          fc.record({
            given: fc.constant(given),
            shuffled: fc.shuffledSubarray([...given.pauses, ...given.pauses], {
              minLength: given.pauses.length * 2,
            }),
          }),
        ),
        ({ given: { start, pauses, hours: amount }, shuffled }) => {
          const term = termFrom(start, amount);
          expect(withPauses(calendar, term, shuffled)).toEqual(withPauses(calendar, term, pauses));
        },
      ),
    );
  });

  test('split at any point change nothing', () => {
    fc.assert(
      fc.property(paused, fc.double({ min: 0, max: 1, noNaN: true }), ({ start, pauses, hours: amount }, share) => {
        const term = termFrom(start, amount);
        const split = pauses.flatMap(({ from, to }) => {
          const cut = from + Math.round((to - from) * share);
          return [
            { from: cut, to },
            { from, to: cut },
          ];
        });
        expect(withPauses(calendar, term, split)).toEqual(withPauses(calendar, term, pauses));
      }),
    );
  });

  test('never make a term due earlier, and one more never does either', () => {
    fc.assert(
      fc.property(paused, ({ start, pauses, hours: amount }) => {
        const term = termFrom(start, amount);
        const all = withPauses(calendar, term, pauses).due!.position;
        expect(all).toBeGreaterThanOrEqual(withPauses(calendar, term, pauses.slice(1)).due!.position);
        expect(all).toBeGreaterThanOrEqual(term.duePosition);
      }),
    );
  });

  test('still open make the clock stand where they begin and leave the due moment to the others', () => {
    fc.assert(
      fc.property(paused, minute, ({ start, pauses, hours: amount }, from) => {
        const term = termFrom(start, amount);
        const before = pauses.filter(({ to }) => to < from);
        const open = withPauses(calendar, term, [...before, { from }]);
        expect(open.pausedSince).toBe(Math.max(from, term.startsAt));
        expect(open.due!.position).toBe(withPauses(calendar, term, before).due!.position);
        expect(withPauses(calendar, term, pauses).pausedSince).toBeUndefined();
      }),
    );
  });

  test('merge into disjoint intervals that hold the same moments', () => {
    const interval = fc.record({
      from: fc.integer({ min: 0, max: 40 }),
      to: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 6 }), (pauses) => {
        const union = unionOf(pauses);
        const holds = (of: Pause[], at: number) =>
          of.some(({ from, to }) => at >= from && (to === undefined || at < to));
        for (let at = 0; at <= 45; at++) expect(holds(union, at)).toBe(holds(pauses, at));
        for (const [i, { from, to }] of union.entries()) {
          if (to !== undefined) expect(to).toBeGreaterThan(from);
          if (i > 0) expect(from).toBeGreaterThan(union[i - 1]!.to!);
        }
      }),
    );
  });
});
