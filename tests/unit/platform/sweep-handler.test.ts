import { expect, test } from 'vitest';
import { sweepHandler } from '../../../shared/platform/sweep-handler.ts';

const NOW = Date.parse('2026-11-20T09:00:00Z');
const room = (stage: string) => {
  const swept: (readonly [number, string])[] = [];
  const handler = sweepHandler(
    stage,
    () => NOW,
    'dossier_not_swept',
    async (at, requestId) => {
      swept.push([at, requestId]);
      return { counts: { announced: 2, closed: 0 }, failed: [] };
    },
  );
  const call = (time: unknown) => handler({ time }, { awsRequestId: 'r-1' });
  return { swept, call, at: (offsetMs: number) => call(new Date(NOW + offsetMs).toISOString()) };
};

test('sweeps as of the moment that the schedule names, and answers what was done', async () => {
  const { swept, at } = room('production');
  expect(await at(-5 * 60_000)).toEqual({ announced: 2, closed: 0, failed: 0 });
  expect(swept).toEqual([[NOW - 5 * 60_000, 'r-1']]);
});

test('in production no sweep is of more than a minute ahead; elsewhere it may be of any moment', async () => {
  const production = room('production');
  await production.at(60_000);
  await expect(production.at(60_001)).rejects.toThrow(new RangeError('a sweep of the future'));
  expect(production.swept).toEqual([[NOW + 60_000, 'r-1']]);
  const local = room('local');
  await local.at(365 * 86_400_000);
  expect(local.swept).toEqual([[NOW + 365 * 86_400_000, 'r-1']]);
});

test.each([undefined, '', 'now', '2026-11-20T09:00:00', 1])('%j is no moment, and nothing is swept', async (time) => {
  const { swept, call } = room('local');
  await expect(call(time)).rejects.toThrow();
  expect(swept).toEqual([]);
});
