import { beforeAll, describe, expect, test } from 'vitest';
import type { GroupRow } from '../../../functions/figures/domain/groups.ts';
import type { Announcement } from '../../../shared/kernel/milestones.ts';
import { announcedOfMonth, figuresHouse } from '../../support/figures-house.ts';
import { expected, expectedOfY, month } from '../../support/worked-month.ts';

const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };

let told: readonly Announcement[] = [];

beforeAll(async () => {
  expect(month).toHaveLength(40);
  told = (await announcedOfMonth()).told;
});

const rowsOf = async (heard: readonly Announcement[], query: Record<string, string> = {}, wall?: string) => {
  const house = figuresHouse();
  await house.hear(heard);
  const answer = await house.read({ ...NOVEMBER, ...query }, wall);
  if (!answer.ok) throw new Error(answer.failure.kind);
  return answer.value.rows;
};

/** The same in an order that follows from a seed, each as often as the seed says. */
const shuffled = <T>(items: readonly T[], seed: number): readonly T[] => {
  const placed = items.flatMap((item, i) =>
    Array.from({ length: 1 + ((i * seed) % 3) }, (_, n) => ({ item, place: Math.sin((i + 1) * (n + 2) * seed) })),
  );
  return placed.sort((a, b) => a.place - b.place).map(({ item }) => item);
};

const countOf = (rows: readonly GroupRow[], field: 'received' | 'finishedLate' | 'withdrawn' | 'refused') =>
  rows.reduce((sum, row) => sum + row[field], 0);

describe('a month of forty dossiers', () => {
  test('gives the figures that were worked out by hand', async () => {
    expect(await rowsOf(told)).toEqual([expected]);
  });

  test.each([1, 7, 23])('whatever order and repetition its events come in (%i)', async (seed) => {
    expect(await rowsOf(shuffled(told, seed))).toEqual([expected]);
    expect(await rowsOf(told.toReversed())).toEqual([expected]);
  });

  test('by agency', async () => {
    const [x, y, ...more] = await rowsOf(told, { groupBy: 'agency' });
    expect(more).toEqual([]);
    expect(x).toMatchObject({ agencyCode: 'H26.10', received: 21, carriedOver: 2, feesVnd: 180_000 });
    expect(y).toMatchObject({ agencyCode: 'H26.11', ...expectedOfY });
    expect(await rowsOf(told, { agency: 'H26.11' })).toEqual([expect.objectContaining(expectedOfY)]);
  });

  test('by procedure, with what was paid and told for each', async () => {
    const rows = await rowsOf(told, { groupBy: 'procedure' });
    expect(rows).toMatchObject([
      {
        procedureCode: '1.001193',
        finishedEarly: 2,
        finishedOnTime: 2,
        finishedLate: 1,
        feesVnd: -20_000,
        messagesDelivered: 0,
      },
      {
        procedureCode: '2.000635',
        finishedEarly: 6,
        finishedOnTime: 6,
        finishedLate: 3,
        feesVnd: 200_000,
        messagesDelivered: 2,
      },
    ]);
  });

  test('by day: every day, each balanced, and together the month', async () => {
    const days = await rowsOf(told, { groupBy: 'day' });
    expect(days.map(({ date }) => date)).toEqual(
      Array.from({ length: 30 }, (_, i) => `2026-11-${String(i + 1).padStart(2, '0')}`),
    );
    for (const day of days) {
      const ended = day.finishedEarly + day.finishedOnTime + day.finishedLate + day.withdrawn;
      expect(day.carriedOver + day.received, day.date).toBe(ended + day.openInTime + day.openOverdue + day.paused);
    }
    expect(countOf(days, 'received')).toBe(expected.received);
    expect(countOf(days, 'finishedLate')).toBe(expected.finishedLate);
    expect(countOf(days, 'withdrawn')).toBe(expected.withdrawn);
    expect(countOf(days, 'refused')).toBe(expected.refused);
    expect(days.find(({ date }) => date === '2026-11-16')).toMatchObject({ finishedEarly: 1, finishedOnTime: 2 });
    // 37 is due the 5th: in time on that day, overdue the day after, paused from the 10th on.
    const overdue = (await rowsOf(told, { groupBy: 'day', agency: 'H26.11' })).map(({ openOverdue }) => openOverdue);
    expect(overdue.slice(4, 10)).toEqual([1, 2, 2, 2, 2, 1]);
  });

  test('asked for while it runs is judged by now', async () => {
    const [running] = await rowsOf(told, { from: '2026-12-01', to: '2026-12-31' }, '2026-12-02 10:00');
    expect(running).toMatchObject({ received: 1, carriedOver: 10 });
  });

  test('a period without anything has no rows', async () => {
    expect(await rowsOf(told, { from: '2025-01-01', to: '2025-01-31', groupBy: 'agency,day' })).toEqual([]);
  });
});
