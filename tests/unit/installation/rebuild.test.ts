import type { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { rebuildableTable } from '../../../functions/installation/adapters/rebuildable-table.ts';
import { sqsRebuildSteps } from '../../../functions/installation/adapters/sqs-rebuild-steps.ts';
import { RebuildCall } from '../../../functions/installation/domain/rebuild-call.ts';
import { firstSteps, RebuildStep } from '../../../functions/installation/domain/rebuild-step.ts';
import type { Rebuildable } from '../../../functions/installation/ports.ts';
import { PAGES_A_STEP, startRebuild, takeRebuildStep } from '../../../functions/installation/usecases/rebuild.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { tallyBook } from '../../support/tally-book.ts';

/** A rebuild of one capability whose steps wait until they are taken. */
const rebuildOf = (part: Pick<Rebuildable, 'page'>) => {
  const waiting: RebuildStep[] = [];
  const asked: string[] = [];
  const steps = {
    async send(step: RebuildStep) {
      waiting.push(step);
    },
  };
  const mine: Rebuildable = {
    ...part,
    async refold(aggregates) {
      asked.push(...aggregates);
    },
  };
  const none: Rebuildable = { page: async () => ({ aggregates: [] }), refold: async () => undefined };
  const take = takeRebuildStep({
    steps,
    capabilities: { dossiers: mine, payments: none, notifications: none, results: none, webhooks: none },
  });
  return { waiting, asked, start: startRebuild(steps), take };
};

const askedSince = async (part: Pick<Rebuildable, 'page'>, since: number): Promise<readonly string[]> => {
  const { waiting, asked, start, take } = rebuildOf(part);
  await start('run', since);
  for (let step = waiting.shift(); step; step = waiting.shift()) await take(step, () => true);
  return asked.sort();
};

const queue = { send: async () => undefined };

test('a rebuild asks for every aggregate with facts since a moment', async () => {
  const table = memoryTable();
  const clock = { now: 1000 };
  const ledger = ledgerOver(tallyBook(), table, () => clock.now);
  const by = { recordedBy: 'test', requestId: 'r' };
  for (const id of ['old', 'both']) await ledger.record(id, { kind: 'begun', at: 1 }, by);
  clock.now = 2000;
  for (const id of ['both', 'new']) await ledger.record(id, { kind: 'coin', id: 'c', worth: 1, at: 1 }, by);
  await ledger.refold('both');
  await table.put({ pk: 'EPOCH', sk: 'EPOCH', epoch: 1, version: 1 });
  await ledger.record('old', { kind: 'begun', at: 2 }, by); // a conflict, kept aside
  expect(await table.query('CONFLICT#TLY#old')).toHaveLength(1);
  const part = rebuildableTable(table, queue);
  const distinct = async (since: number) => [...new Set(await askedSince(part, since))];
  expect(await distinct(0)).toEqual(['TLY#both', 'TLY#new', 'TLY#old']);
  expect(await distinct(1001)).toEqual(['TLY#both', 'TLY#new']);
  expect(await distinct(2000)).toEqual(['TLY#both', 'TLY#new']);
  expect(await distinct(2001)).toEqual([]);
});

test('a rebuild goes through every page of every segment, and names an aggregate once for a page', async () => {
  const table = memoryTable();
  const keys = Array.from({ length: 950 }, (_, n) => `TLY#t${String(n).padStart(3, '0')}`);
  for (const pk of keys) await table.put({ pk, sk: 'FACT#begun', recordedAt: 1000 });
  for (let n = 0; n < 150; n += 1) await table.put({ pk: 'TLY#t000', sk: `FACT#coin#${n}`, recordedAt: 1000 });
  // A page has a hundred items: the facts of one aggregate lie on two.
  expect(await askedSince(rebuildableTable(table, queue), 0)).toEqual(['TLY#t000', ...keys]);
});

test('a rebuild reads by the cheaper half: what is younger than its reading is the stream’s', async () => {
  const asked: unknown[] = [];
  const table = {
    async scan(...asking: unknown[]) {
      asked.push(asking);
      return { items: [] };
    },
  };
  await rebuildableTable(table, queue).page({ segment: 1, segments: 4, since: 0 }, 'c');
  expect(asked).toEqual([[1, 4, 'c', 'eventual']]);
});

describe('a step', () => {
  /** A segment that never ends. */
  const endless = () => {
    const cursors: (string | undefined)[] = [];
    return {
      cursors,
      page: async (_: unknown, cursor: string | undefined) => {
        cursors.push(cursor);
        const next = Number(cursor ?? 0) + 1;
        return { aggregates: [`a${next}`], cursor: String(next) };
      },
    };
  };
  const [first] = firstSteps('run', 5);
  if (!first) throw new Error('no steps');

  test('reads a bounded number of pages, then hands on its cursor and nothing else', async () => {
    const { waiting, asked, take } = rebuildOf(endless());
    expect(await take(first, () => true)).toEqual({ queued: PAGES_A_STEP, ended: false });
    expect(asked).toHaveLength(PAGES_A_STEP);
    expect(waiting).toEqual([{ ...first, number: 1, cursor: String(PAGES_A_STEP) }]);
  });

  test('hands on after one page where its time is over, so that it always gets on', async () => {
    const part = endless();
    const { waiting, take } = rebuildOf(part);
    await take(first, () => false);
    await take(waiting[0] ?? first, () => false);
    expect(part.cursors).toEqual([undefined, '1']);
    expect(waiting.map(({ number, cursor }) => [number, cursor])).toEqual([
      [1, '1'],
      [2, '2'],
    ]);
  });

  test('says how many it queued, page by page to the end of its segment, and hands nothing on there', async () => {
    const pages = [['a', 'b'], [], ['b']];
    const { waiting, asked, take } = rebuildOf({
      async page(_, cursor) {
        const n = Number(cursor ?? 0);
        const next = n + 1 < pages.length ? { cursor: String(n + 1) } : {};
        return { aggregates: pages[n] ?? [], ...next };
      },
    });
    expect(await take(first, () => true)).toEqual({ queued: 3, ended: true });
    expect(asked).toEqual(['a', 'b', 'b']);
    expect(waiting).toEqual([]);
  });

  test('hands nothing on before what it read is queued: whoever dies leaves nothing out', async () => {
    const { waiting, take } = rebuildOf({
      async page(_, cursor) {
        if (cursor === '1') throw new Error('lost');
        return { aggregates: ['a'], cursor: '1' };
      },
    });
    await expect(take(first, () => true)).rejects.toThrow('lost');
    expect(waiting).toEqual([]);
  });

  test('outlives its message', () => {
    expect(RebuildStep.parse(JSON.parse(JSON.stringify(first)))).toEqual(first);
    expect(() => RebuildStep.parse({ ...first, capability: 'web' })).toThrow();
    expect(() => RebuildStep.parse({})).toThrow();
  });
});

test('all capabilities begin side by side', () => {
  const steps = firstSteps('run', 5);
  expect(new Set(steps.slice(0, 4).map(({ capability }) => capability)).size).toBe(4);
  expect(new Set(steps.map(({ capability, segment }) => `${capability} ${segment}`)).size).toBe(steps.length);
  for (const { segment, segments } of steps) expect(segment).toBeLessThan(segments);
});

test('a step lies in the group of its segment, and is the same step wherever it begins', async () => {
  const sent: Record<string, unknown>[] = [];
  const client = { send: async ({ input }: { input: Record<string, unknown> }) => void sent.push(input) };
  const steps = sqsRebuildSteps(client as unknown as SQSClient, 'url');
  const step = { ...firstSteps('run', 5)[1]!, number: 3 };
  await steps.send({ ...step, cursor: 'c1' });
  await steps.send({ ...step, cursor: 'c2' });
  expect(sent.map(({ MessageGroupId, MessageDeduplicationId }) => [MessageGroupId, MessageDeduplicationId])).toEqual([
    ['payments:0', 'run:payments:0:3'],
    ['payments:0', 'run:payments:0:3'],
  ]);
  expect(JSON.parse(String(sent[1]?.MessageBody))).toEqual({ ...step, cursor: 'c2' });
});

test.each([
  ['by hand, for all time', {}, 0],
  ['by hand, since a moment', { since: '1970-01-01T00:00:01Z' }, 1000],
  ['by the nightly rule', { version: '0', source: 'aws.events', time: '1970-01-03T00:00:01Z', detail: {} }, 1000],
])('a rebuild is asked for %s', (_, event, since) => {
  expect(RebuildCall.parse(event)).toEqual({ kind: 'rebuild', since });
});

test('the epochs are raised for a restore that has a name', () => {
  expect(RebuildCall.parse({ raiseEpoch: ' restored 2026-11-20 ' })).toEqual({
    kind: 'raise_epoch',
    restore: 'restored 2026-11-20',
  });
});

test.each([
  { sinse: '2026-11-20T00:00:00Z' },
  { since: 'yesterday' },
  { source: 'aws.events' },
  { raiseEpoch: true },
  { raiseEpoch: ' ' },
  { raiseEpoch: 'r', since: '2026-11-20T00:00:00Z' },
  null,
])('a call that is no rebuild is refused: %j', (event) => {
  expect(RebuildCall.safeParse(event).success).toBe(false);
});
