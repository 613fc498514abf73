import { expect, test } from 'vitest';
import { runStorms } from '../support/chain/storms.ts';

/** How many seeds: fewer where CI runs everything on one machine, unless it is night. */
const SEEDS = process.env.CI && !process.env.NIGHTLY ? 1_700 : 17_000;

/** One seed alone, as a failing one says, or as many as somebody asks for. */
const { MOTCUA_SEED_ALONE: alone, MOTCUA_SEEDS: asked } = process.env;
const first = Number(alone ?? 1);
const last = Number(alone ?? asked ?? SEEDS);

test('in any storm of kills, lost answers, duplicates and disorder: the invariants hold once it is over', async ({
  task,
}) => {
  const began = performance.now();
  const threads = await runStorms(first, last);
  const seconds = (performance.now() - began) / 1000;
  const seeds = threads.reduce((sum, { ran }) => sum + ran, 0);
  const told = `${seeds} seeds, ${(seeds / seconds).toFixed(0)} a second on ${threads.length} processors`;
  Object.assign(task.meta, { told }); // printed by tests/run.ts
  const failed = threads.flatMap((thread) => (thread.failed ? [thread.failed] : []));
  const failures = failed.map(
    ({ seed = first, message }) => `MOTCUA_SEED_ALONE=${seed} npm test -- simulation storm\n${message}`,
  );
  expect(failures.join('\n\n')).toBe('');
  expect(seeds).toBe(last - first + 1);
}, 1_800_000);
