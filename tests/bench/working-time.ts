/**
 * What a due date costs: prefix sums against the loop over days that general libraries use, in the same run.
 * Prints a table and, last, one line `BENCH {json}` of flat names.
 */
import { performance } from 'node:perf_hooks';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { workedBy } from '../../shared/kernel/working-time/axis.ts';
import { officialCalendar as calendar, isProvisional } from '../../shared/kernel/working-time/calendar.ts';
import { dateOfDay, dayOf, isWeekend, startOfDay } from '../../shared/kernel/working-time/civil-day.ts';
import { officialDays } from '../../shared/kernel/working-time/official-days.ts';
import { termOf } from '../../shared/kernel/working-time/time-limit.ts';
import { inVietNam } from '../support/viet-nam-time.ts';

const from = inVietNam('2023-01-02 00:00');
const span = inVietNam('2027-06-01 00:00') - from;
const HOUR = 3_600_000;

const kinds = new Map(officialDays.map(({ date, kind }) => [date, kind]));

/** The same due instant by walking day after day and looking each date up. */
function dueByDayLoop(start: number, hours: number): number {
  let left = hours * HOUR;
  for (let day = dayOf(start); ; day++) {
    const kind = kinds.get(dateOfDay(day));
    if (kind ? kind === 'off' : isWeekend(day)) continue;
    for (const hour of [8, 13]) {
      const opens = Math.max(start, startOfDay(day) + hour * HOUR);
      const open = startOfDay(day) + (hour + 4) * HOUR - opens;
      if (open <= 0) continue;
      if (left <= open) return opens + left;
      left -= open;
    }
  }
}

/** Median microseconds of one call over several rounds; `keep` stops the work from being optimised away. */
function microseconds(calls: number, call: (start: number) => number): number {
  let keep = 0;
  const rounds = Array.from({ length: 7 }, (_, round) => {
    const began = performance.now();
    for (let i = 0; i < calls; i++) keep += call(from + ((i * 7_919_000_003 + round * DAY_MS) % span));
    return ((performance.now() - began) * 1000) / calls;
  });
  if (Number.isNaN(keep)) throw new Error('a start without calendar');
  return rounds.sort((a, b) => a - b)[3]!;
}

const hours120 = { amount: 120, unit: 'working_hours' } as const;
for (let i = 0; i < 500; i++) {
  const start = from + ((i * 7_919_000_003) % span);
  if (termOf(calendar, start, hours120)!.dueAt !== dueByDayLoop(start, 120)) throw new Error(`they differ at ${start}`);
}

const add = microseconds(200_000, (start) => termOf(calendar, start, hours120)!.dueAt);
const worked = microseconds(500_000, (start) => workedBy(calendar, start));
const provisional = microseconds(500_000, (start) => Number(isProvisional(calendar, start, start)));
const loop = microseconds(2_000, (start) => dueByDayLoop(start, 120));

const rows = [
  ['due after 120 working hours, prefix sums', add],
  ['due after 120 working hours, loop over days', loop],
  ['working time of an instant', worked],
  ['provisional or not', provisional],
] as const;
for (const [what, us] of rows) console.log(`${what.padEnd(48)}${us.toFixed(3).padStart(10)} µs`);
console.log(
  `BENCH ${JSON.stringify({
    'workingTime.add120h.us': Number(add.toFixed(3)),
    'workingTime.add120h.dayLoop.us': Number(loop.toFixed(3)),
    'workingTime.add120h.timesFasterThanDayLoop': Number((loop / add).toFixed(1)),
    'workingTime.worked.us': Number(worked.toFixed(3)),
  })}`,
);
