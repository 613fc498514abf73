import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cases } from '../../support/cases.ts';
import { CODE, dossierHouse } from '../../support/dossier-house.ts';
import { inVietNam, wallTime } from '../../support/viet-nam-time.ts';

const due = inVietNam('2026-11-19 17:00');
const dueSoonFrom = inVietNam('2026-11-18 17:00');

/** What may happen around a sweep: it is late, early or doubled, the stream lags, a call is lost before or after it took hold. */
const turn = fc.record({
  minutes: fc.integer({ min: 0, max: 12 * 60 }),
  sweeps: fc.integer({ min: 0, max: 3 }),
  folds: fc.boolean(),
  losesCall: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
});

test('however sweeps are late, doubled, lost or killed, each announcement happens once and never early', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { maxLength: 10 }), async (turns) => {
      const house = dossierHouse();
      await house.register();
      await house.tell('accepted', '2026-11-16 09:35');
      let now = inVietNam('2026-11-18 09:00');
      for (const { minutes, sweeps, folds, losesCall } of turns) {
        now += minutes * 60_000;
        let calls = 0;
        house.table.onCall = () => {
          calls += 1;
          if (calls === losesCall) throw new Error('lost');
        };
        await Promise.allSettled(Array.from({ length: sweeps }, () => house.sweep(wallTime(now)!)));
        house.table.onCall = undefined;
        if (folds) await house.fold();
      }
      const late = wallTime(Math.max(now, due) + 60_000)!;
      await house.sweep(late);
      await house.fold();
      await house.sweep(late);
      await house.fold();

      const fired = house.table.all().flatMap(({ pk, sk, fact }) => {
        const timer = fact as { announces: string; dueAt: number; firedAt: number } | undefined;
        return pk === `DOS#${CODE}` && sk.startsWith('FACT#timer#') && timer ? [timer] : [];
      });
      for (const { announces, firedAt, dueAt } of fired) {
        expect(dueAt).toBe(due);
        if (announces === 'overdue') expect(firedAt).toBeGreaterThan(due);
        else expect(firedAt).toBeGreaterThanOrEqual(dueSoonFrom);
      }
      const count = (type: string) => house.announced().filter((announced) => announced === type).length;
      expect(count('dossier.overdue')).toBe(1);
      expect(count('dossier.due_soon')).toBeLessThanOrEqual(1);
      expect(house.announced().filter((type) => type.endsWith('_withdrawn'))).toEqual([]);
      // Whatever was announced and whatever was skipped, nothing is left that each later sweep would look at for ever.
      expect(house.table.all().filter((item) => item.timerPk !== undefined)).toEqual([]);
    }),
    cases(60),
  );
});
