import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { rebuildableTable } from '../../functions/installation/adapters/rebuildable-table.ts';
import { firstSteps, type RebuildStep, RebuiltCapability } from '../../functions/installation/domain/rebuild-step.ts';
import type { RebuildSteps } from '../../functions/installation/ports.ts';
import { PAGES_A_STEP, startRebuild, takeRebuildStep } from '../../functions/installation/usecases/rebuild.ts';
import { randomFrom } from '../support/chain/plumbing.ts';
import { lazyTable, PAGE_ITEMS } from '../support/rebuild/lazy-table.ts';
import { stepQueue } from '../support/rebuild/step-queue.ts';

/** A million every night; a part of them whenever the tests run. */
const DOSSIERS = process.env.NIGHTLY ? 1_000_000 : 40_000;

const sizes = {
  dossiers: DOSSIERS,
  payments: DOSSIERS / 10,
  notifications: DOSSIERS / 10,
  results: DOSSIERS / 10,
  webhooks: DOSSIERS / 10,
};
const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);

/** How many messages wait at most where none is queued twice: of each segment a step that is being taken, and the next one. */
const WAITING_AT_MOST = 2 * firstSteps('run', 0).length;

/** What a rebuild may hold in memory, however many aggregates there are: names of a million take over 50 MB. */
const HELD_AT_MOST = 8_000_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** The memory that is still held, in bytes. */
const held = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

class Killed extends Error {}

/**
 * Rebuilds everything, each step by a process of its own that dies with a chance of `deadly` at each call, before, within or after its
 * effect, and whose time is over after `pages` at most.
 */
const rebuildAll = async (seed: number, deadly: number, pages: number) => {
  const random = randomFrom(seed);
  const dies = (): void => {
    if (random() < deadly) throw new Killed();
  };
  const queue = stepQueue();
  const asked = Object.fromEntries(
    RebuiltCapability.options.map((capability) => [capability, new Uint8Array(sizes[capability])]),
  ) as Record<RebuiltCapability, Uint8Array>;
  const seen = { kills: 0, steps: 0, queued: 0, mostPages: 0, mostAtOnce: 0, mostSent: 0, redriven: 0, growth: 0 };

  const freshProcess = () => {
    const used = { pages: 0, sent: 0 };
    const steps: RebuildSteps = {
      async send(step) {
        dies();
        used.sent += 1;
        await queue.steps.send(step);
        dies();
      },
    };
    const capabilityOf = (capability: RebuiltCapability) => {
      const table = lazyTable('AGG', sizes[capability]);
      return rebuildableTable(
        {
          async scan(...asking) {
            dies();
            used.pages += 1;
            return table.scan(...asking);
          },
        },
        {
          async send(aggregates) {
            seen.mostAtOnce = Math.max(seen.mostAtOnce, aggregates.length);
            for (const aggregate of aggregates) {
              const id = Number(aggregate.slice('AGG#'.length));
              if (!(id in asked[capability])) throw new Error(`no aggregate ${aggregate}`);
              asked[capability][id]! += 1;
              seen.queued += 1;
              if (aggregate === aggregates[aggregates.length >> 1]) dies();
            }
          },
        },
      );
    };
    const take = takeRebuildStep({
      steps,
      capabilities: {
        dossiers: capabilityOf('dossiers'),
        payments: capabilityOf('payments'),
        notifications: capabilityOf('notifications'),
        results: capabilityOf('results'),
        webhooks: capabilityOf('webhooks'),
      },
    });
    return { steps, take, used };
  };

  const step = async (asking: RebuildStep): Promise<void> => {
    const { take, used } = freshProcess();
    const lasts = Math.ceil(random() * pages);
    try {
      seen.steps += 1;
      await take(asking, () => used.pages < lasts);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      seen.kills += 1;
      throw error;
    } finally {
      seen.mostPages = Math.max(seen.mostPages, used.pages);
      seen.mostSent = Math.max(seen.mostSent, used.sent);
    }
  };

  const before = held();
  // Lambda repeats a call that died, as the same run.
  for (let started = false; !started; )
    started = await startRebuild(freshProcess().steps)(`run-${seed}`, 0).then(
      () => true,
      () => false,
    );
  for (let turn = 0; queue.left() > 0; turn += 1) {
    await queue.work(step);
    if (queue.left() === 0) seen.redriven += queue.redrive();
    if (turn % 25 === 0) seen.growth = Math.max(seen.growth, held() - before);
  }
  return { asked, seen: { ...seen, longest: queue.longest() } };
};

const expectWhole = ({ asked, seen }: Awaited<ReturnType<typeof rebuildAll>>): void => {
  console.log(JSON.stringify({ total, ...seen })); // shown by vitest --silent=false
  for (const capability of RebuiltCapability.options) expect(asked[capability].includes(0), capability).toBe(false);
  expect(seen.mostPages).toBeLessThanOrEqual(PAGES_A_STEP);
  expect(seen.mostAtOnce).toBeLessThanOrEqual(PAGE_ITEMS);
  expect(seen.mostSent).toBe(1);
  expect(seen.growth).toBeLessThan(HELD_AT_MOST);
};

test('a rebuild in fair weather asks for every aggregate, twice only where its facts lie on several pages', async () => {
  const done = await rebuildAll(1, 0, Number.POSITIVE_INFINITY);
  expectWhole(done);
  expect(done.seen.mostPages).toBe(PAGES_A_STEP);
  expect(done.seen.longest).toBeLessThanOrEqual(WAITING_AT_MOST);
  expect(done.seen.queued / total).toBeLessThan(1.1);
}, 600_000);

test.each([1, 2, 3])(
  'killed at any call and taken again, a rebuild asks for every aggregate (seed %i)',
  async (seed) => {
    const done = await rebuildAll(seed, 0.005, 80);
    expectWhole(done);
    expect(done.seen.kills).toBeGreaterThan(done.seen.steps / 10);
    expect(done.seen.queued / total).toBeLessThan(2);
  },
  600_000,
);
