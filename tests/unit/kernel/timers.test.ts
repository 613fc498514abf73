import { describe, expect, test } from 'vitest';
import { sweepTimers, TIMER_SHARDS, type Timers, timerKey, timerPartition } from '../../../shared/kernel/timers.ts';

describe('the place of what waits', () => {
  test('is its axis and the shard of its id, and there its moment, its id and what it waits for', () => {
    const { pk, sk } = timerKey('VN', '0000000000042', 'H26.10-261116-0007', 'resolve');
    expect(sk).toBe('0000000000042#H26.10-261116-0007#resolve');
    expect(pk).toMatch(/^T#VN#[0-7]$/);
    expect(timerKey('VN', '1', 'H26.10-261116-0007').pk).toBe(pk);
    expect(timerKey('WALL', '1', 'H26.10-261116-0007').pk).toBe(pk.replace('VN', 'WALL'));
  });

  test('is spread evenly: of many ids each shard has its part', () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 8000; n += 1) {
      const { pk } = timerKey('WALL', '1', `pay_${n}`);
      counts.set(pk, (counts.get(pk) ?? 0) + 1);
    }
    const shards = Array.from({ length: TIMER_SHARDS }, (_, shard) => timerPartition('WALL', shard));
    expect([...counts.keys()].sort()).toEqual(shards);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});

describe('a sweep', () => {
  const timers = (pages: Readonly<Record<number, readonly (readonly string[])[]>>) => {
    const asked: [number, number][] = [];
    const given: Timers<string> = {
      shards: Object.keys(pages).map(Number),
      async *waiting(shard, to) {
        asked.push([shard, to]);
        yield* pages[shard] ?? [];
      },
    };
    return { asked, given };
  };

  test('acts on all that waits up to its moment, page by page of every shard, and counts what did something', async () => {
    const { asked, given } = timers({ 0: [['a', 'b'], ['c']], 3: [['d']] });
    const seen: string[] = [];
    const swept = await sweepTimers(given, 42, async (timer, shard) => {
      seen.push(`${shard} ${timer}`);
      return timer !== 'b';
    });
    expect(swept).toEqual({ done: 3, failed: [] });
    expect(seen.sort()).toEqual(['0 a', '0 b', '0 c', '3 d']);
    expect(asked).toEqual([
      [0, 42],
      [3, 42],
    ]);
  });

  test('names what threw and does the rest', async () => {
    const away = new Error('away');
    const swept = await sweepTimers(timers({ 0: [['a', 'b'], ['c']] }).given, 42, async (timer) => {
      if (timer === 'a') throw away;
      return true;
    });
    expect(swept).toEqual({ done: 2, failed: [{ timer: 'a', error: away }] });
  });

  test('looks at the timers of one page at the same time, and at the next page only then', async () => {
    const gate = Promise.withResolvers<void>();
    const begun: string[] = [];
    const sweep = sweepTimers(timers({ 0: [['a', 'b'], ['c']] }).given, 42, async (timer) => {
      begun.push(timer);
      await gate.promise;
      return true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toEqual(['a', 'b']);
    gate.resolve();
    expect(await sweep).toMatchObject({ done: 3 });
  });
});
