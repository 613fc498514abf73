import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { calendarsAfter, nextEdition } from '../../../shared/kernel/working-time/calendars.ts';
import { dateOfDay, dayOfDate } from '../../../shared/kernel/working-time/civil-day.ts';
import { officialDays } from '../../../shared/kernel/working-time/official-days.ts';
import { termOf } from '../../../shared/kernel/working-time/time-limit.ts';
import { calendarHouse } from '../../support/calendar-house.ts';
import { backOffice } from '../../support/dossier-house.ts';

/** Dossiers that are open when the decision comes; ten thousand where a night is given. */
const DOSSIERS = process.env.NIGHTLY ? 10_000 : 300;

const firstDay = dayOfDate('2026-11-16');
const offices = ['H26.10', 'H26.10.2', 'H26.11', 'H29.1'] as const;
const official = new Map(officialDays.map(({ date, kind }) => [date, kind === 'workday']));
const isWeekday = (date: string) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

/** When so many working days after Monday 16/11 end, counted day by day. */
const dueDay = (days: number, decided: ReadonlyMap<string, boolean>): string => {
  let left = days;
  for (let day = firstDay + 1; ; day += 1) {
    const date = dateOfDay(day);
    if (decided.get(date) ?? official.get(date) ?? isWeekday(date)) left -= 1;
    if (left === 0) return `${date}T17:00:00+07:00`;
  }
};

test('a decision while dossiers are open, with steps cut short and killed anywhere: every date is right, each is told once, and no head that does not move is touched', async () => {
  const house = calendarHouse();
  const terms = new Map<DossierCode, { agency: (typeof offices)[number]; days: number }>();
  for (let n = 0; n < DOSSIERS; n += 1) {
    const agency = offices[n % offices.length]!;
    const code: DossierCode = `${agency}-261116-${String(n).padStart(5, '0')}`;
    const days = 1 + (n % 25);
    terms.set(code, { agency, days });
    const caller = { ...backOffice, agencyCodes: [agency] };
    await house.registerHere({ agencyCode: agency, timeLimit: { amount: days, unit: 'working_days' } }, code, caller);
    await house.tellHere('accepted', '2026-11-16 09:35', code, caller);
  }
  await house.stream();
  const heads = () =>
    new Map(
      house.table
        .all()
        .flatMap((item) => (item.sk === 'HEAD' && item.pk.startsWith('DOS#') ? [[item.pk, item.version]] : [])),
    );
  const before = heads();

  const decided = new Map([
    ['2026-12-01', false],
    ['2026-12-05', true],
    ['2026-12-08', false],
    ['2026-12-09', false],
  ]);
  const days = [...decided].map(([date, working]) => ({ date, working, reason: 'x' }));
  await house.propose({ scope: 'city', agencyCode: 'H26', days });
  await house.approve();
  await house.stream();
  let calls = 0;
  let kills = 20;
  for (let next = house.steps.shift(); next; next = house.steps.shift()) {
    house.table.onCall = () => {
      calls += 1;
      if (kills > 0 && calls % 97 === 0) {
        kills -= 1;
        throw new Error('killed');
      }
    };
    let pages = 0;
    const done = await house
      .step(next.step, () => {
        pages += 1;
        return pages % 2 === 1;
      })
      .then(
        () => true,
        () => false,
      );
    house.table.onCall = undefined;
    if (!done) house.steps.unshift(next);
    await house.stream();
  }
  expect(kills).toBe(0);

  const moved: string[] = [];
  for (const [code, { agency, days: amount }] of terms) {
    const [was, is] = [dueDay(amount, new Map()), dueDay(amount, agency.startsWith('H26') ? decided : new Map())];
    if (was !== is) moved.push(code);
    expect((await house.viewOf(code)).promisedAt, code).toBe(is);
    const entry = house.table.peek(`DOS#${code}`, 'ENTRY#resolve');
    expect(entry?.listSk?.slice(0, 13), code).toBe(String(Date.parse(is)));
  }
  const told = house
    .milestonesTold()
    .filter(({ type, data }) => type === 'dossier.promised' && data.cause === 'decision')
    .map(({ data }) => data.dossierCode);
  expect([...told].sort()).toEqual([...moved].sort());
  // Those too whose working day before the last is another: they are due soon at another moment.
  const changed = [...terms].flatMap(([code, { agency, days: amount }]) => {
    const theirs = agency.startsWith('H26') ? decided : new Map<string, boolean>();
    const isSame = [amount, amount - 1].every((n) => n === 0 || dueDay(n, new Map()) === dueDay(n, theirs));
    return isSame ? [] : [code];
  });
  const touched = [...heads()].filter(([pk, version]) => before.get(pk) !== version).map(([pk]) => pk.slice(4));
  expect(touched.sort()).toEqual([...changed].sort());
  expect(moved.length).toBeGreaterThan(DOSSIERS / 4);
});

test('more days off never bring a date forward, for terms of every unit', () => {
  const date = fc.integer({ min: firstDay, max: firstDay + 60 }).map(dateOfDay);
  fc.assert(
    fc.property(
      fc.uniqueArray(date, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom('working_hours', 'working_days', 'days', 'months'),
      fc.integer({ min: Date.parse('2026-11-16T00:00:00+07:00'), max: Date.parse('2026-12-30T00:00:00+07:00') }),
      (dates, amount, unit, start) => {
        const before = calendarsAfter([]);
        const decision = {
          ...{ number: 'n', signedAt: 0, scope: 'nation' as const },
          days: dates.map((off) => ({ date: off, working: false, reason: 'x' })),
        };
        const after = calendarsAfter([nextEdition(before, { decisionId: 'd', effect: 'in_force', decision }, 0)]);
        const limit = { amount: unit === 'months' ? Math.min(amount, 6) : amount, unit };
        const [one, other] = [termOf(before.of(), start, limit), termOf(after.of(), start, limit)];
        expect(other!.dueAt).toBeGreaterThanOrEqual(one!.dueAt);
      },
    ),
  );
});
