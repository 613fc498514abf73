import { expect, test } from 'vitest';
import { listDeadlines } from '../../../functions/dossiers/usecases/list-deadlines.ts';
import { HOUR_MS } from '../../../shared/kernel/time.ts';
import { endingAt, workedBy } from '../../../shared/kernel/working-time/axis.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { everybodys } from '../../support/calendars.ts';
import { backOffice, CODE, dossierHouse } from '../../support/dossier-house.ts';
import { inVietNam } from '../../support/viet-nam-time.ts';

type House = ReturnType<typeof dossierHouse>;

/** A dossier received Monday 16/11 09:30 and accepted five minutes later. */
const accepted = async (timeLimit: Readonly<Record<string, unknown>>): Promise<House> => {
  const house = dossierHouse();
  await house.register({ timeLimit });
  await house.tell('accepted', '2026-11-16 09:35');
  return house;
};
const clockAt = async (house: House, wall: string) => {
  house.at(wall);
  const read = await house.read();
  if (!read.ok) throw new Error(read.failure.kind);
  return read.value.clock;
};

test.each([
  // Of 8 working hours from 09:30 the last 2 h 40 min.
  ['8 working hours', { amount: 8, unit: 'working_hours' }, '2026-11-16 15:49', '2026-11-16 15:50', 160],
  ['2 working hours', { amount: 2, unit: 'working_hours' }, '2026-11-16 10:49', '2026-11-16 10:50', 40],
  // The rest of Monday, 6.5 h, and Tuesday: 14.5 h.
  ['1 working day', { amount: 1, unit: 'working_days' }, '2026-11-17 11:09', '2026-11-17 11:10', 290],
  // 24 h are the first of which a third is 8 h.
  ['24 working hours', { amount: 24, unit: 'working_hours' }, '2026-11-18 09:29', '2026-11-18 09:30', 480],
  ['3 months', { amount: 3, unit: 'months' }, '2027-02-15 16:59', '2027-02-15 17:00', 480],
])(
  'a term of %s is not due soon as it is accepted, but in its last third and at most 8 working hours before',
  async (_, timeLimit, before, from, left) => {
    const house = await accepted(timeLimit);
    expect(await clockAt(house, '2026-11-16 09:35')).toMatchObject({ state: 'running' });
    expect(await house.sweep(before)).toMatchObject({ announced: 0 });
    expect(await clockAt(house, before)).toMatchObject({ state: 'running', remainingWorkingMinutes: left + 1 });
    expect(await house.list({ states: ['due_soon'] })).toMatchObject({ value: { items: [] } });
    expect(await clockAt(house, from)).toMatchObject({ state: 'due_soon', remainingWorkingMinutes: left });
    expect(await house.list({ states: ['due_soon'] })).toMatchObject({ value: { items: [{ dossierCode: CODE }] } });
    expect(await house.sweep(from)).toMatchObject({ announced: 1 });
  },
);

test('a pause moves the moment from which a short term is due soon as far as its end, whatever the pause took', async () => {
  const house = await accepted({ amount: 8, unit: 'working_hours' });
  house.at('2026-11-18 10:00');
  await house.tell('supplement_requested', '2026-11-16 10:30');
  await house.tell('supplement_received', '2026-11-17 10:30');
  expect(await clockAt(house, '2026-11-17 15:49')).toMatchObject({
    state: 'running',
    dueAt: '2026-11-18T09:30:00+07:00',
  });
  expect(await clockAt(house, '2026-11-17 15:50')).toMatchObject({ state: 'due_soon', remainingWorkingMinutes: 160 });
});

test('what an earlier release listed, without a lead of its own, is listed as due soon 8 working hours before', async () => {
  const now = inVietNam('2026-11-18 10:00');
  const listed = async (left: number) => {
    const clock = { dossierCode: CODE, agencyCode: 'H26.10', clock: 'resolve' } as const;
    const dueAt = endingAt(officialCalendar, workedBy(officialCalendar, now) + left)!;
    const index = { running: async () => [{ ...clock, dueAt, key: 'k' }] };
    const asked = { caller: backOffice, now, states: ['due_soon'], agencyCode: undefined } as const;
    const answer = await listDeadlines({ index, calendars: everybodys(officialCalendar).calendars })({
      ...asked,
      after: undefined,
      limit: 1,
    });
    return answer.ok && answer.value.items.map(({ remainingWorkingMinutes }) => remainingWorkingMinutes);
  };
  expect([await listed(8 * HOUR_MS), await listed(8 * HOUR_MS + 1)]).toEqual([[480], []]);
});
