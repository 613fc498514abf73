import { describe, expect, test } from 'vitest';
import { epochOf } from '../../../shared/kernel/milestones.ts';
import { EPOCH_KEY } from '../../../shared/platform/ledger/epoch.ts';
import { announcements, type Head } from '../../../shared/platform/ledger/head.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { keyedByNothing, type Tally, type TallyFact, tallyBook } from '../../support/tally-book.ts';

const by = { recordedBy: 'test', requestId: 'r-1' };
const coin = (id: string, worth = 1): TallyFact => ({ kind: 'coin', id, worth, at: 1000, evidence: 'ipn' });
const over = (table: Table): Ledger<TallyFact, Tally> => ledgerOver(tallyBook(), table, () => 5000, keyedByNothing);

/** What the heads of every ledger promise those who hear, list and wait, whatever table lies under it. */
export const headContract = (name: string, make: () => Promise<Table>): void => {
  describe(`heads over ${name}`, () => {
    test('a head’s number grows with each replacement; what it changed bears it, the rest keeps its own, and nothing is forgotten', async () => {
      const ledger = over(await make());
      const told = (head: Head | undefined) =>
        Object.entries(head?.milestones ?? {})
          .map(([id, { number, withdrawn = false }]) => [id, number, withdrawn] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1));
      await ledger.record('a', coin('x', 10), by);
      expect(told(await ledger.refold('a'))).toEqual([
        ['a:coin:x', 1, false],
        ['a:full', 1, false],
      ]);
      await ledger.record('a', coin('y', 1), by);
      await ledger.refold('a');
      await ledger.record('a', { kind: 'void', id: 'x', at: 2000 }, by);
      expect(told(await ledger.refold('a'))).toEqual([
        ['a:coin:x', 3, true],
        ['a:coin:y', 2, false],
        ['a:full', 3, true],
      ]);
      await ledger.record('a', coin('z', 9), by);
      const head = await ledger.refold('a');
      expect(told(head)).toEqual([
        ['a:coin:x', 3, true],
        ['a:coin:y', 2, false],
        ['a:coin:z', 4, false],
        ['a:full', 4, false],
      ]);
      expect(head && announcements(head).map(({ id, type, number }) => [id, type, number])).toEqual([
        ['a:full', 'tally.full', 4],
        ['a:coin:z', 'tally.coin', 4],
      ]);
      expect(head && announcements(head, 3).map(({ type }) => type)).toContain('tally.coin_withdrawn');
    });

    test('entries are placed from the head over older ones, whoever comes last; one that vanishes leaves its index and does not come back', async () => {
      const table = await make();
      const ledger = over(table);
      const waiting = async () =>
        (await table.queryIndex({ index: 'timer', pk: 'T#WALL#0', limit: 10 })).items.map(({ pk, sk }) => [pk, sk]);
      await ledger.record('a', coin('x', 4), by);
      const first = (await ledger.refold('a')) as Head;
      expect(await waiting()).toEqual([]);
      await ledger.place(first);
      await ledger.place(first);
      expect(await waiting()).toEqual([['TLY#a', 'ENTRY#fill']]);
      await ledger.record('a', coin('y', 6), by);
      const second = (await ledger.refold('a')) as Head;
      await ledger.place(second);
      expect(await waiting()).toEqual([]);
      await ledger.place(first);
      await ledger.place(first, 0);
      expect(await waiting()).toEqual([]);
      const [listed] = (await table.queryIndex({ index: 'list', pk: 'ALL', limit: 10 })).items;
      expect(listed).toMatchObject({ sk: 'ENTRY#all', document: { total: 10 }, number: 2 });
    });

    test('a head that changes nothing of an entry leaves it where it is', async () => {
      const ledger = over(await make());
      await ledger.record('a', coin('x', 4), by);
      await ledger.refold('a');
      await ledger.record('a', coin('y', 1), by);
      expect((await ledger.refold('a'))?.entries).toMatchObject({ fill: { number: 1 }, all: { number: 2 } });
    });

    test('once the epoch of a table is raised everything in it is told again, above all that was told before', async () => {
      const table = await make();
      await over(table).record('a', coin('x', 4), by);
      for (const worth of [1, 2, 3]) {
        await over(table).record('a', coin(`y${worth}`, worth), by);
        await over(table).refold('a');
      }
      const before = (await over(table).refold('a')) as Head;
      await table.put({ ...EPOCH_KEY, epoch: 1 });
      const after = (await over(table).refold('a')) as Head;
      expect(after.version).toBe(before.version + 1);
      expect(epochOf(after.number)).toBe(1);
      expect(announcements(after)).toHaveLength(Object.keys(before.milestones).length);
      expect(Object.values(after.entries).every(({ number }) => number === after.number)).toBe(true);
      expect((await over(table).refold('a'))?.version).toBe(after.version);
    });

    test('older code adds to the head of a newer fold and changes it, but takes nothing of it away', async () => {
      const table = await make();
      const newer = ledgerOver(
        {
          ...tallyBook(2),
          project: (tally) => {
            const shown = tallyBook().project(tally);
            return {
              document: { ...shown.document, coins: tally.coins.length },
              milestones: [...shown.milestones, { id: `${tally.id}:seen`, type: 'tally.seen', at: 1, data: {} }],
              entries: { ...shown.entries, seen: { document: {}, list: { pk: 'SEEN', sk: tally.id } } },
            };
          },
        },
        table,
        () => 5000,
      );
      await newer.record('a', coin('x', 4), by);
      await newer.refold('a');
      await over(table).record('a', coin('y', 6), by);
      expect((await over(table).stateOnHead('a'))?.total).toBe(10);
      expect((await table.get('TLY#a', 'HEAD'))?.version).toBe(1);
      const head = await over(table).refold('a');
      expect(head).toMatchObject({ version: 2, foldVersion: 2, document: { total: 10, coins: 1 } });
      expect(head?.milestones['a:seen']).toMatchObject({ number: 1 });
      expect(head?.milestones['a:full']).toMatchObject({ number: 2 });
      expect(head?.entries.seen).toMatchObject({ number: 1, list: { pk: 'SEEN' } });
      expect(Object.values(head?.milestones ?? {}).some(({ withdrawn }) => withdrawn)).toBe(false);
      expect((await over(table).refold('a'))?.version).toBe(2);
      expect((await newer.refold('a'))?.document).toEqual({ total: 10, coins: 2 });
    });
  });
};
