import { describe, expect, test } from 'vitest';
import { MAX_FACT_BYTES } from '../../../shared/kernel/book.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
import { canonical, digestOf } from '../../../shared/platform/ledger/canonical.ts';
import { EPOCH_KEY, EPOCH_KNOWN_MS, epochReader } from '../../../shared/platform/ledger/epoch.ts';
import { keyedWith } from '../../../shared/platform/ledger/erasure.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { timersIn } from '../../../shared/platform/ledger/timer-index.ts';
import { pepperFrom } from '../../../shared/platform/pepper.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { keyedByNothing, type TallyFact, tallyBook } from '../../support/tally-book.ts';

const by = { recordedBy: 'test', requestId: 'r-1' };

describe('a fact', () => {
  const room = () => {
    const table = memoryTable();
    return { table, ledger: ledgerOver(tallyBook(), table, () => 5000, keyedByNothing) };
  };

  test('that is not of the book is refused before anything is kept: it could not be read again', async () => {
    const { table, ledger } = room();
    for (const fact of [{ kind: 'future' }, { kind: 'coin', id: 'x', worth: 0.5, at: 1 }])
      await expect(ledger.record('a', fact as TallyFact, by)).rejects.toThrow(`a ${fact.kind} fact is not of the book`);
    expect(table.all()).toEqual([]);
  });

  test('takes 8 KB and not one byte more, in bytes and not in characters', async () => {
    const { table, ledger } = room();
    const coin = (evidence: string): TallyFact => ({ kind: 'coin', id: 'x', worth: 1, at: 1, evidence });
    const left = MAX_FACT_BYTES - JSON.stringify(coin('')).length;
    for (const evidence of ['e'.repeat(left + 1), `ẫ${'e'.repeat(left - 2)}`])
      await expect(ledger.record('a', coin(evidence), by)).rejects.toThrow(
        `a fact of ${MAX_FACT_BYTES + 1} bytes is over ${MAX_FACT_BYTES}`,
      );
    expect(table.all()).toEqual([]);
    expect(await ledger.record('a', coin('e'.repeat(left)), by)).toBe('recorded');
  });

  test('that may name a person is kept by no ledger without a secret to key its digest with', async () => {
    const table = memoryTable();
    const ledger = ledgerOver(tallyBook(), table, () => 5000);
    await expect(ledger.record('a', { kind: 'note', id: 'n', text: 'Ánh' }, by)).rejects.toThrow('no secret');
    expect(table.all()).toEqual([]);
    expect(await ledger.record('a', { kind: 'begun', at: 1 }, by)).toBe('recorded');
  });
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
