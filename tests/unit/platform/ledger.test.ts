import { describe, expect, test } from 'vitest';
import { timerKey } from '../../../shared/kernel/timers.ts';
import { canonical, digestOf } from '../../../shared/platform/ledger/canonical.ts';
import { EPOCH_KEY, EPOCH_KNOWN_MS, epochReader } from '../../../shared/platform/ledger/epoch.ts';
import { keyedWith } from '../../../shared/platform/ledger/erasure.ts';
import { announcements, entryItems, headItem, nextHead, readHead } from '../../../shared/platform/ledger/head.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { isPossibleKey } from '../../../shared/platform/ledger/table.ts';
import { timersIn } from '../../../shared/platform/ledger/timer-index.ts';
import { pepperFrom } from '../../../shared/platform/pepper.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { keyedByNothing, tallyBook } from '../../support/tally-book.ts';

const by = { recordedBy: 'test', requestId: 'r-1' };

test('a fact that may name a person is kept by no ledger without a secret to key its digest with', async () => {
  const table = memoryTable();
  const ledger = ledgerOver(tallyBook(), table, () => 5000);
  await expect(ledger.record('a', { kind: 'note', id: 'n', text: 'Ánh' }, by)).rejects.toThrow('no secret');
  expect(table.all()).toEqual([]);
  expect(await ledger.record('a', { kind: 'begun', at: 1 }, by)).toBe('recorded');
});

test('a digest is keyed by the installation’s pepper, for this purpose alone', async () => {
  const pepper = pepperFrom('a pepper of the tests, at least 32 characters');
  const keyed = await keyedWith(async () => pepper)('digest');
  expect(keyed).toBe(pepper.token('personal', 'digest'));
  expect(keyed).not.toBe(pepper.token('other', 'digest'));
});

test('a head that others replace again and again is given up, so that the stream brings its facts again', async () => {
  const table = memoryTable();
  let tries = 0;
  const busy = {
    ...table,
    async putIfVersion() {
      tries += 1;
      return false;
    },
  };
  const ledger = ledgerOver(tallyBook(), busy, () => 5000, keyedByNothing);
  await ledger.record('a', { kind: 'begun', at: 1 }, by);
  await expect(ledger.refold('a')).rejects.toThrow('TLY#a: the head was replaced by others 20 times in a row');
  expect(tries).toBe(20);
});

describe('a head', () => {
  const shown = { document: { total: 1 }, milestones: [], entries: {} };
  const by1 = { id: 'a', foldVersion: 1, epoch: 0 };
  const first = nextHead(undefined, shown, by1);

  test('has the next version where its document alone has changed, or the version of its fold, and else stays', () => {
    expect(first).toMatchObject({ version: 1, number: 1, document: { total: 1 } });
    expect(nextHead(first, { ...shown, document: { total: 1 } }, by1)).toBe(first);
    expect(nextHead(first, { ...shown, document: { total: 2 } }, by1)).toMatchObject({ version: 2, number: 2 });
    expect(nextHead(first, shown, { ...by1, foldVersion: 2 })).toMatchObject({ version: 2, foldVersion: 2 });
    const renewed = nextHead(first, shown, { ...by1, epoch: 1 });
    expect(renewed.version).toBe(2);
    expect(nextHead(renewed, shown, { ...by1, epoch: 1 })).toBe(renewed);
  });

  test('tells oldest first, and only what it and those after a number changed; places that alone, too', () => {
    const milestone = (id: string, at: number) => ({ id, type: 'tally.coin', at, data: {} });
    const entry = { document: {} };
    const one = nextHead(undefined, { ...shown, milestones: [milestone('b', 2)], entries: { b: entry } }, by1);
    const milestones = [milestone('d', 3), milestone('b', 2), milestone('c', 1)];
    const two = nextHead(one, { ...shown, milestones, entries: { b: entry, c: entry } }, by1);
    expect(announcements(two).map(({ id }) => id)).toEqual(['c', 'd']);
    expect(announcements(two, 1).map(({ id }) => id)).toEqual(['c', 'b', 'd']);
    expect(entryItems('TLY#a', two).map(({ sk }) => sk)).toEqual(['ENTRY#c']);
    expect(entryItems('TLY#a', two, 1).map(({ sk }) => sk)).toEqual(['ENTRY#b', 'ENTRY#c']);
  });

  test('is read as that of its own book alone', () => {
    expect(readHead({ prefix: 'TLY' }, headItem('TLY#a', first))).toEqual(first);
    expect(readHead({ prefix: 'TLY' }, headItem('TLYX#a', first))).toBeUndefined();
    expect(readHead({ prefix: 'TLY' }, { ...headItem('TLY#a', first), sk: 'FACT#begun' })).toBeUndefined();
  });
});

test('a key is at most 2,048 bytes of its partition and 1,024 of its place there', () => {
  const key = (pk: number, sk?: number) => isPossibleKey('p'.repeat(pk), ...(sk === undefined ? [] : ['s'.repeat(sk)]));
  expect([key(2048), key(2048, 1024), key(2049), key(2049, 1), key(1, 1025)]).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect([isPossibleKey('ẫ'.repeat(683)), isPossibleKey('p', 'ẫ'.repeat(342))]).toEqual([false, false]);
});

describe('the epoch of a table', () => {
  const room = () => {
    const table = memoryTable();
    const clock = { now: 1000 };
    let reads = 0;
    table.onCall = (name) => {
      if (name === 'get') reads += 1;
    };
    return { table, clock, read: epochReader(table, () => clock.now), reads: () => reads };
  };

  test('is 0 until it is raised, and known for a minute, however many ask', async () => {
    const { table, clock, read, reads } = room();
    expect(await Promise.all([read(), read()])).toEqual([0, 0]);
    await table.put({ ...EPOCH_KEY, epoch: 3 });
    clock.now += EPOCH_KNOWN_MS - 1;
    expect([await read(), reads()]).toEqual([0, 1]);
    clock.now += 1;
    expect([await read(), reads()]).toEqual([3, 2]);
  });

  test('that could not be read is asked for again', async () => {
    const { table, read } = room();
    await table.put({ ...EPOCH_KEY, epoch: 3 });
    table.onCall = () => {
      throw new Error('away');
    };
    await expect(read()).rejects.toThrow('away');
    table.onCall = undefined;
    expect(await read()).toBe(3);
  });

  test('that was read since is not forgotten for a reading before it that failed', async () => {
    const clock = { now: 1000 };
    const asked: ((failed: boolean) => void)[] = [];
    const get = () =>
      new Promise<undefined>((done, lost) =>
        asked.push((failed) => (failed ? lost(new Error('away')) : done(undefined))),
      );
    const read = epochReader({ get }, () => clock.now);
    const first = read();
    clock.now += EPOCH_KNOWN_MS;
    const second = read();
    asked[1]?.(false);
    expect(await second).toBe(0);
    asked[0]?.(true);
    await expect(first).rejects.toThrow('away');
    expect(await read()).toBe(0);
    expect(asked).toHaveLength(2);
  });
});

test('what waits up to a moment is found shard by shard, soonest first, page after page', async () => {
  const table = memoryTable();
  const ids = Array.from({ length: 60 }, (_, n) => `a${n}`);
  const sortable = (moment: number) => String(moment).padStart(4, '0');
  for (const [n, id] of ids.entries()) {
    const { pk, sk } = timerKey('VN', sortable(n), id);
    await table.put({ pk: `TLY#${id}`, sk: 'ENTRY#fill', timerPk: pk, timerSk: sk, when: n });
  }
  const timers = timersIn(table, { axis: 'VN', sortable, pageSize: 2, read: ({ when }) => when as number });
  expect(timers.shards).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  const found: number[] = [];
  for (const shard of timers.shards) {
    const inShard: number[] = [];
    for await (const page of timers.waiting(shard, 40)) {
      expect(page.length).toBeLessThanOrEqual(2);
      inShard.push(...page);
    }
    expect(inShard).toEqual(inShard.toSorted((a, b) => a - b));
    found.push(...inShard);
  }
  expect(found.sort((a, b) => a - b)).toEqual(Array.from({ length: 41 }, (_, n) => n));
});

test('equal JSON has one text, whatever the order of its names and whatever is undefined', () => {
  const text = '{"a":[1,"b",null,{"c":true,"d":2}],"e":{}}';
  expect(canonical({ e: {}, a: [1, 'b', null, { d: 2, c: true }] })).toBe(text);
  expect(canonical({ a: [1, 'b', null, { c: true, x: undefined, d: 2 }], e: { y: undefined } })).toBe(text);
  expect([canonical(undefined), canonical(null), canonical('"')]).toEqual(['null', 'null', '"\\""']);
  expect(digestOf({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
});
