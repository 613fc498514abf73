import { describe, expect, test } from 'vitest';
import type { Announcement } from '../../shared/kernel/milestones.ts';
import { ledgerOver } from '../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../shared/platform/ledger/table.ts';
import { type Chain, restOf } from '../support/chain/chain.ts';
import { runDay, weatherOf } from '../support/chain/day.ts';
import { fairWeather, memoryStream, randomFrom } from '../support/chain/plumbing.ts';
import type { Plan } from '../support/chain/story.ts';
import { type MemoryTable, memoryTable } from '../support/memory-table.ts';
import { type TallyFact, tallyBook } from '../support/tally-book.ts';

const by = { recordedBy: 'test', requestId: 'r-1' };
const coin = (id: string, worth: number): TallyFact => ({ kind: 'coin', id, worth, at: 1000 });
const over = (table: Table) => ledgerOver(tallyBook(), table, () => 5000);

/** The stream of a table, and all that it led to; `rest` works until nothing is left. */
const streamOf = (table: MemoryTable) => {
  const told: Announcement[] = [];
  const bus = { publish: async (_: string, milestones: readonly Announcement[]) => void told.push(...milestones) };
  const stream = memoryStream(table, fairWeather, { capability: 'tally', books: [over(table)], bus });
  const rest = async () => {
    while (stream.left() > 0) await Promise.all([stream.work(), stream.refolds.work()]);
  };
  /** Of each milestone its last word. */
  const believed = () =>
    new Map(told.toSorted((a, b) => a.number - b.number).map(({ id, type }) => [id, type] as const));
  return { rest, believed };
};

/** A table whose partitions come in pages of one item; `between` is called after each page. */
const paged = (raw: MemoryTable, between: (page: number) => Promise<void>): Table => ({
  ...raw,
  async partition(pk) {
    const read = [];
    for (let page = 1, below = '\uffff'; ; page += 1) {
      const next = (await raw.partition(pk)).find(({ sk }) => sk < below);
      if (!next) return read;
      read.push(next);
      below = next.sk;
      await between(page);
    }
  },
});

describe('folds that overtake one another', () => {
  test.each([1, 2, 3])(
    'a slow fold that read %i pages and loses to two faster ones: no entry is lost, none comes back',
    async (pages) => {
      const raw = memoryTable();
      const { rest, believed } = streamOf(raw);
      await over(raw).record('a', coin('x', 4), by);
      await over(raw).record('a', coin('w', 1), by);
      const first = await over(raw).refold('a');
      await over(raw).place(first!);
      await over(raw).record('a', coin('v', 1), by);
      let overtaken = false;
      const slow = over(
        paged(raw, async (page) => {
          if (page !== pages || overtaken) return;
          overtaken = true;
          await over(raw).record('a', coin('y', 6), by);
          const second = await over(raw).refold('a');
          await over(raw).record('a', { kind: 'void', id: 'x', at: 2000 }, by);
          const third = await over(raw).refold('a');
          // The newer of the two is placed before the older.
          await over(raw).place(third!);
          await over(raw).place(second!);
        }),
      );
      const head = await slow.refold('a');
      await slow.place(head!);
      await slow.place(first!, 0);
      await rest();
      expect(head).toMatchObject({ version: 3, document: { total: 8 } });
      const waiting = await raw.queryIndex({ index: 'timer', pk: 'T#WALL#0', limit: 10 });
      expect(waiting.items.map(({ sk }) => sk)).toEqual(['ENTRY#fill']);
      const listed = await raw.queryIndex({ index: 'list', pk: 'ALL', limit: 10 });
      expect(listed.items).toMatchObject([{ sk: 'ENTRY#all', document: { total: 8 } }]);
      expect(believed().get('a:coin:x')).toBe('tally.coin_withdrawn');
      expect(believed().get('a:full')).toBe('tally.full_withdrawn');
      expect(believed().get('a:coin:y')).toBe('tally.coin');
    },
  );

  const FACTS = ['b', 'd', 'f', 'h'];
  test.each([
    ['that sorts before all', 'a'],
    ['that sorts between', 'e'],
    ['that sorts after all', 'z'],
  ])('a fact %s, written between any two pages of a query: it is told, and nothing is withdrawn', async (_, late) => {
    for (let at = 1; at <= FACTS.length + 1; at += 1) {
      for (const isFolded of [false, true]) {
        const raw = memoryTable();
        const { rest, believed } = streamOf(raw);
        for (const id of FACTS) await over(raw).record('a', coin(id, 2), by);
        await over(raw).refold('a');
        let written = false;
        const reading = over(
          paged(raw, async (page) => {
            if (page !== at || written) return;
            written = true;
            await over(raw).record('a', coin(late, 2), by);
            if (isFolded) await over(raw).refold('a');
          }),
        );
        await over(raw).record('a', coin('g', 0), by);
        await reading.refold('a');
        await rest();
        expect(written).toBe(true);
        const ids = [...FACTS, 'g', late].map((id) => `a:coin:${id}`);
        expect([...believed()].sort()).toEqual(
          [...ids.map((id) => [id, 'tally.coin'] as const), ['a:full', 'tally.full'] as const].sort(),
        );
        expect(raw.peek('TLY#a', 'HEAD')).toMatchObject({ document: { total: 10 } });
      }
    }
  });
});

/** What a day ended as, whatever became of clocks and of who was told when: that is for the invariants to judge. */
const endOf = async (chain: Chain) => {
  await restOf(chain);
  const words = new Map(
    chain.published
      .toSorted((a, b) => a.number - b.number)
      .filter(({ type }) => !/^(dossier\.(due_soon|overdue|promised)|message\.)/.test(type))
      .map(({ id, type }) => [id, type] as const),
  );
  return { words: [...words].sort(), files: [...chain.stored.keys()] };
};

describe('a kill between any two writes', () => {
  const plans: readonly [string, Plan][] = [
    [
      'a fee that is paid, a result',
      { dossierCode: 'H26.10-261119-0001', notices: ['paid'], finishes: true, channels: ['sms'] },
    ],
    [
      'an acceptance taken back and told again',
      { dossierCode: 'H26.10-261119-0001', notices: [], finishes: false, isAcceptedAgain: true, channels: ['sms'] },
    ],
    [
      'a fee taken back, then paid',
      { dossierCode: 'H26.10-261119-0001', notices: [], finishes: false, surplus: 'cancelled', channels: [] },
    ],
  ];

  /** The day on which whoever makes the n-th write, of any table, queue, carrier or store, dies with it. */
  const killedAfter = async (plan: Plan, n: number) => {
    let writes = 0;
    const kills = (_: number, name: string): boolean => {
      if (!/:written$| took$|^results file stored$|queue takes$/.test(name)) return false;
      writes += 1;
      return writes === n;
    };
    const weather = weatherOf(randomFrom(1), { kills, strikes: false, loses: false });
    const chain = await runDay(weather, { plans: [plan], foulTurns: 12, isRebuilt: false });
    return { writes, end: await endOf(chain) };
  };

  test.each(plans)('%s: the end is the same whichever write was the last of its process', async (_, plan) => {
    const { writes, end } = await killedAfter(plan, 0);
    expect(writes).toBeGreaterThan(20);
    for (let n = 1; n <= writes; n += 1)
      expect((await killedAfter(plan, n)).end, `killed after write ${n}`).toEqual(end);
  });
});
