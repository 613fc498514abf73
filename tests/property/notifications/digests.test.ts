import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestsIn } from '../../../functions/notifications/adapters/digests-in-table.ts';
import { digestAfter, digestName } from '../../../functions/notifications/domain/digest.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { DAY_MS, HOUR_MS } from '../../../shared/kernel/time.ts';
import { calendarYear, officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

/** 07:30 of each working day of two years, as their official lists have them. */
const mornings = [2026, 2027]
  .flatMap((year) => calendarYear(officialCalendar, year)?.days ?? [])
  .filter(({ working }) => working)
  .map(({ date }) => ({ date, at: inVietNam(`${date} 07:30`) }));

const moment = fc.integer({ min: inVietNam('2026-01-01 00:00'), max: inVietNam('2027-12-01 00:00') });

describe('an agency’s digest', () => {
  test('after a moment is that of the first working morning which is still to come', () => {
    const exactly = fc.constantFrom(...mornings.slice(0, -30).map(({ at }) => at));
    fc.assert(
      fc.property(fc.oneof(moment, exactly), (at) => {
        const next = mornings.find((morning) => morning.at > at);
        expect(digestAfter(officialCalendar, 'H26.10', at)).toEqual({ agencyCode: 'H26.10', ...next });
      }),
    );
  });

  test('has each dossier once, in whatever order and however often they are collected and digests are closed', async () => {
    const step = fc.oneof(
      fc.record({ collect: fc.nat(5), hours: fc.nat(30) }),
      fc.record({ close: fc.constant(true), hours: fc.nat(30) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const digests = digestsIn(memoryTable(), officialCalendar);
        let now = inVietNam('2026-12-28 06:00');
        const told: string[] = [];
        const wanted = new Set<string>();
        const tick = async () => {
          for (const shard of digests.shards)
            for await (const page of digests.waiting(shard, now))
              for (const digest of page) {
                await digests.close(digest, now);
                told.push(...(await digests.dossiersIn(digestName(digest))).map(({ occasion }) => occasion));
                await digests.done(digest);
              }
        };
        for (const each of steps) {
          now += each.hours * HOUR_MS;
          if ('close' in each) await tick();
          else {
            const occasion = `due:${each.collect}`;
            wanted.add(occasion);
            const dossierCode = `H26.10-261228-000${each.collect}` as DossierCode;
            await digests.collect('H26.10', { occasion, dossierCode, dueAt: now + 30 * DAY_MS }, now);
          }
        }
        now += 14 * DAY_MS;
        await tick();
        await tick();
        expect(told.sort()).toEqual([...wanted].sort());
      }),
    );
  });
});
