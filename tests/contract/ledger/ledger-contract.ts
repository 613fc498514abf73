import { describe, expect, test } from 'vitest';
import { MAX_FACT_BYTES, MAX_FACTS } from '../../../shared/kernel/book.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { ParkedAggregate } from '../../../shared/platform/ledger/parked.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { keyedByNothing, type Tally, type TallyFact, tallyBook } from '../../support/tally-book.ts';

const by = { recordedBy: 'test', requestId: 'r-1' };
const coin = (id: string, worth = 1, evidence = 'ipn'): TallyFact => ({ kind: 'coin', id, worth, at: 1000, evidence });
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const over = (table: Table, foldVersion = 1): Ledger<TallyFact, Tally> =>
  ledgerOver(tallyBook(foldVersion), table, () => 5000, keyedByNothing);

/** A table whose first reader of a partition has read, and is then held until it may go on. */
const heldAtFirstRead = (table: Table) => {
  const reached = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  let reads = 0;
  const slow: Table = {
    ...table,
    async partition(pk) {
      const items = await table.partition(pk);
      reads += 1;
      reached.resolve();
      if (reads === 1) await held.promise;
      return items;
    },
  };
  return { slow, reached: reached.promise, goOn: () => held.resolve(), reads: () => reads };
};

/** What every ledger promises its capability, whatever table lies under it. */
export const ledgerContract = (name: string, make: () => Promise<Table>): void => {
  describe(`a ledger over ${name}`, () => {
    test('a fact is recorded once: the same meaning repeats whatever its evidence, another meaning conflicts and is kept aside', async () => {
      const table = await make();
      const ledger = over(table);
      expect(await ledger.record('a', coin('x', 5, 'ipn'), by)).toBe('recorded');
      expect(await ledger.record('a', coin('x', 5, 'query'), { recordedBy: 'other', requestId: 'r-2' })).toBe(
        'repeated',
      );
      expect(await ledger.record('a', coin('x', 6), by)).toBe('conflict');
      expect(await ledger.record('a', coin('x', 6), by)).toBe('conflict');
      expect((await ledger.state('a'))?.total).toBe(5);
      expect(await table.query('CONFLICT#TLY#a')).toMatchObject([{ key: 'FACT#coin#x', fact: { worth: 6 }, ...by }]);
    });

    test('what was kept with text that is kept otherwise today is repeated by today’s words, and by no others', async () => {
      const said = (fact: TallyFact) => (fact.kind === 'coin' ? (fact.evidence ?? null) : null);
      const book = { ...tallyBook(), meaning: (fact: TallyFact) => ({ said: [said(fact), null] }) };
      const ledger = ledgerOver(book, await make(), () => 5000, keyedByNothing);
      expect(await ledger.record('a', coin('x', 1, ' one\u200b\r\ntwo'), by)).toBe('recorded');
      expect(await ledger.record('a', coin('x', 1, 'one\ntwo'), by)).toBe('repeated');
      expect(await ledger.record('a', coin('x', 1, 'one two'), by)).toBe('conflict');
    });

    test('two writers of one key: of equal bodies one is recorded and the rest repeat; of different ones the rest conflict', async () => {
      const ledger = over(await make());
      const equal = await Promise.all(times(20, () => ledger.record('a', coin('x'), by)));
      expect(equal.filter((outcome) => outcome === 'recorded')).toHaveLength(1);
      expect(equal.filter((outcome) => outcome === 'repeated')).toHaveLength(19);
      const different = await Promise.all(times(20, (worth) => ledger.record('a', coin('y', worth), by)));
      expect(different.filter((outcome) => outcome === 'recorded')).toHaveLength(1);
      expect(different.filter((outcome) => outcome === 'conflict')).toHaveLength(19);
    });

    test('what lies beside a fact appears with it or not at all', async () => {
      const table = await make();
      const ledger = over(table);
      const beside = [{ pk: 'REF#1', sk: 'REF', tally: 'a' }];
      expect(await ledger.record('a', { kind: 'begun', at: 1 }, by, beside)).toBe('recorded');
      expect(await ledger.record('a', { kind: 'begun', at: 1 }, by, beside)).toBe('repeated');
      expect(await ledger.record('b', { kind: 'begun', at: 1 }, by, beside)).toBe('conflict');
      expect(await ledger.state('b')).toBeUndefined();
      expect((await table.get('REF#1', 'REF'))?.tally).toBe('a');
    });

    test('two kinds of facts under one name at the same moment: one is kept, its equals repeat it, all others conflict', async () => {
      const table = await make();
      const ledger = over(table);
      const note: TallyFact = { kind: 'note', id: 'x', text: 'n' };
      for (const id of times(5, (n) => `a${n}`)) {
        const outcomes = await Promise.all(
          times(8, async (n) => {
            const fact = n % 2 === 0 ? coin('x') : note;
            return { kind: fact.kind, outcome: await ledger.record(id, fact, by) };
          }),
        );
        const first = outcomes.find(({ outcome }) => outcome === 'recorded')?.kind;
        const told = (kind: string) => outcomes.filter((one) => one.kind === kind).map(({ outcome }) => outcome);
        const other = first === 'note' ? 'coin' : 'note';
        expect(told(first ?? '').sort()).toEqual(['recorded', 'repeated', 'repeated', 'repeated']);
        expect(told(other)).toEqual(times(4, () => 'conflict'));
        const kept = await table.query(`TLY#${id}`);
        expect(kept.map(({ sk }) => sk)).toEqual(first === 'note' ? ['CARD#note#x', 'FACT#coin#x'] : ['FACT#coin#x']);
        expect((await ledger.state(id))?.total).toBe(first === 'note' ? 0 : 1);
      }
      expect(await ledger.record('b', note, by)).toBe('recorded');
      expect(await ledger.record('b', { ...note, text: 'other' }, by)).toBe('conflict');
    });

    test('a caller folds its own write at once; the head says the same after the fold', async () => {
      const ledger = over(await make());
      await ledger.record('a', coin('x', 4), by);
      expect((await ledger.state('a'))?.total).toBe(4);
      const head = await ledger.refold('a');
      expect(head).toMatchObject({ id: 'a', version: 1, number: 1, document: { total: 4 } });
      expect(Object.keys(head?.milestones ?? {})).toEqual(['a:coin:x']);
    });

    test('folding again without new facts leaves the head alone', async () => {
      const ledger = over(await make());
      await ledger.record('a', coin('x', 4), by);
      await ledger.refold('a');
      expect((await ledger.refold('a'))?.version).toBe(1);
      expect(await ledger.refold('nothing')).toBeUndefined();
    });

    test('whoever was answered a state to rely on finds it on the head, and nothing is written where it is there', async () => {
      const table = await make();
      const ledger = over(table);
      expect(await ledger.stateOnHead('nothing')).toBeUndefined();
      for (const [key, amount, total] of [
        ['x', 4, 4],
        ['y', 5, 9],
      ] as const) {
        await ledger.record('a', coin(key, amount), by);
        expect((await ledger.stateOnHead('a'))?.total).toBe(total);
        expect((await table.get('TLY#a', 'HEAD'))?.document).toEqual({ total });
      }
      await ledger.stateOnHead('a');
      expect((await table.get('TLY#a', 'HEAD'))?.version).toBe(2);
    });

    test('ten folders of one head at once: the head holds every fact and no version is lost', async () => {
      const table = await make();
      const ledger = over(table);
      await Promise.all(
        times(10, async (n) => {
          await ledger.record('a', coin(`c${n}`), by);
          await ledger.refold('a');
        }),
      );
      const head = await table.get('TLY#a', 'HEAD');
      expect(head?.document).toEqual({ total: 10 });
      expect(Object.keys(head?.milestones as object)).toHaveLength(11);
    });

    test('an older folder that finishes last takes nothing back', async () => {
      const table = await make();
      const ledger = over(table);
      await ledger.record('a', coin('x', 4), by);
      const { slow, reached, goOn, reads } = heldAtFirstRead(table);
      const older = over(slow).refold('a');
      await reached;
      await ledger.record('a', coin('y', 6), by);
      await ledger.refold('a');
      goOn();
      await older;
      const head = await table.get('TLY#a', 'HEAD');
      expect(head).toMatchObject({ version: 1, document: { total: 10 } });
      expect(Object.keys(head?.milestones as object)).toHaveLength(3);
      expect(reads()).toBe(2);
    });

    test('what a state itself makes is kept before its head says so, once however many fold; whoever is answered relies on it', async () => {
      const table = await make();
      const book = { ...tallyBook(2), follows: ({ total }: Tally) => (total === 4 ? [coin('gift', 6)] : []) };
      const giving = () => ledgerOver(book, table, () => 5000, keyedByNothing);
      await giving().record('a', coin('x', 4), by);
      await Promise.all(times(5, () => giving().refold('a')));
      expect(await table.get('TLY#a', 'HEAD')).toMatchObject({ version: 1, document: { total: 10 } });
      expect(await table.get('TLY#a', 'FACT#coin#gift')).toMatchObject({
        recordedBy: 'system',
        requestId: 'fold',
        recordedAt: 5000,
      });
      expect(await table.query('CONFLICT#TLY#a')).toEqual([]);
      await giving().record('b', coin('x', 4), by);
      expect((await giving().stateOnHead('b'))?.total).toBe(10);
    });

    test('what a state makes is added to what was read, another’s where that lies under its key: the aggregate is read once', async () => {
      const raw = await make();
      await over(raw).record('a', coin('x', 4), by);
      let reads = 0;
      const overtaken: Table = {
        ...raw,
        async partition(pk) {
          reads += 1;
          return raw.partition(pk);
        },
        async putIfAbsent(item) {
          await over(raw).record('a', coin('gift', 3), by);
          return raw.putIfAbsent(item);
        },
      };
      const giving = { ...tallyBook(2), follows: ({ total }: Tally) => (total === 4 ? [coin('gift', 6)] : []) };
      const head = await ledgerOver(giving, overtaken, () => 5000, keyedByNothing).refold('a');
      expect(head?.document).toEqual({ total: 7 });
      expect(reads).toBe(1);
    });

    test('a state that makes facts without end is parked: it would never come to a head', async () => {
      const table = await make();
      const endless = { ...tallyBook(), follows: ({ coins }: Tally) => [coin(`${coins.length}`)] };
      const ledger = ledgerOver(endless, table, () => 5000, keyedByNothing);
      await ledger.record('a', coin('x'), by);
      await expect(ledger.refold('a')).rejects.toThrow(
        new ParkedAggregate('TLY#a', 'its state made further facts 20 times in a row'),
      );
      expect(await table.query('TLY#a')).toHaveLength(21);
    });

    test('a head that was replaced since it was read is not replaced by what was folded before', async () => {
      const table = await make();
      const ledger = over(table);
      await ledger.record('a', coin('x', 4), by);
      const first = await ledger.refold('a');
      const { slow, reached, goOn } = heldAtFirstRead(table);
      await ledger.record('a', coin('y', 1), by);
      const older = over(slow).refold('a');
      await reached;
      await ledger.record('a', coin('z', 6), by);
      const second = await ledger.refold('a');
      goOn();
      await older;
      const head = await ledger.refold('a');
      expect([first?.version, second?.version, head?.version]).toEqual([1, 2, 2]);
      expect(head?.document).toEqual({ total: 11 });
      expect(Object.keys(head?.milestones ?? {})).toHaveLength(4);
      expect((await table.get('TLY#a', 'HEAD'))?.document).toEqual({ total: 11 });
    });

    test('conflicts make an aggregate no dearer to read, and there are never more than 64 of them', async () => {
      const table = await make();
      const ledger = over(table);
      await ledger.record('a', coin('x', 1), by);
      const outcomes = await Promise.all(times(200, (worth) => ledger.record('a', coin('x', worth + 2), by)));
      expect(new Set(outcomes)).toEqual(new Set(['conflict']));
      expect(await table.query('TLY#a')).toHaveLength(1);
      const kept = await table.query('CONFLICT#TLY#a');
      expect(kept.length).toBeGreaterThan(40);
      expect(kept.length).toBeLessThanOrEqual(64);
    });

    test('the first few conflicts are all kept, each once; of what would lie on the card not the words', async () => {
      const table = await make();
      const ledger = over(table);
      for (let round = 0; round < 50; round += 1) {
        const id = `a${round}`;
        // Under other names conflicts have other places, some of which meet.
        const name = `x${round}`;
        await ledger.record(id, coin(name, 1), by);
        for (const worth of [2, 3, 4, 2, 3, 4]) await ledger.record(id, coin(name, worth), by);
        const kept = await table.query(`CONFLICT#TLY#${id}`);
        expect(kept.map(({ fact }) => (fact as { worth: number }).worth).sort()).toEqual([2, 3, 4]);
      }
      await ledger.record('b', { kind: 'note', id: 'n', text: 'one' }, by);
      expect(await ledger.record('b', { kind: 'note', id: 'n', text: 'Nguyễn Thị Ánh' }, by)).toBe('conflict');
      const [conflict] = await table.query('CONFLICT#TLY#b');
      expect(conflict).toMatchObject({ key: 'CARD#note#n', ...by });
      expect(JSON.stringify(conflict)).not.toContain('Ánh');
    });

    test('what lies on the card is overwritten once it is erased, and nothing comes there any more; the rest goes on', async () => {
      const table = await make();
      const ledger = over(table);
      const note = { kind: 'note', id: 'n', text: 'Nguyễn Thị Ánh' } as const;
      await ledger.record('a', note, by);
      await ledger.record('a', coin('x', 4), by);
      expect(await ledger.record('a', { kind: 'erased' }, by)).toBe('recorded');
      const read = await ledger.facts('a');
      expect(JSON.stringify(read)).not.toContain('Ánh');
      await ledger.refold('a');

      expect(await table.get('TLY#a', 'CARD#note#n')).toMatchObject({ fact: { ...note, text: '' }, ...by });
      const answers = [note, { ...note, id: 'm' }, { ...note, text: 'another' }, { kind: 'erased' } as const];
      const outcomes = [];
      for (const fact of answers) outcomes.push(await ledger.record('a', fact, by));
      expect(outcomes).toEqual(['erased', 'erased', 'conflict', 'repeated']);
      expect(await ledger.record('a', coin('y', 6), by)).toBe('recorded');
      expect(await ledger.state('a')).toMatchObject({ total: 10 });
    });

    test('of notes and an erasure at the same moment none is left', async () => {
      const table = await make();
      const ledger = over(table);
      const notes = times(10, (n) => ledger.record('a', { kind: 'note', id: `n${n}`, text: 'Ánh' }, by));
      const outcomes = await Promise.all([
        ...notes.slice(0, 5),
        ledger.record('a', { kind: 'erased' }, by),
        ...notes.slice(5),
      ]);
      await ledger.refold('a');
      expect(outcomes.every((outcome) => outcome === 'recorded' || outcome === 'erased')).toBe(true);
      expect(JSON.stringify(await table.query('TLY#a'))).not.toContain('Ánh');
    });

    test('an unknown kind of fact, or too many facts, parks the aggregate instead of folding what is left', async () => {
      const table = await make();
      const ledger = over(table);
      await ledger.record('a', coin('x', 4), by);
      await table.put({
        pk: 'TLY#a',
        sk: 'FACT#future',
        fact: { kind: 'future' },
        recordedAt: 1,
        recordedBy: 'x',
        requestId: 'y',
      });
      await expect(ledger.refold('a')).rejects.toBeInstanceOf(ParkedAggregate);
      await expect(ledger.state('a')).rejects.toBeInstanceOf(ParkedAggregate);
      await Promise.all(times(MAX_FACTS, (n) => ledger.record('b', coin(`c${n}`, 0), by)));
      expect((await ledger.state('b'))?.coins).toHaveLength(MAX_FACTS);
      await ledger.record('b', coin('one more', 0), by);
      await expect(ledger.refold('b')).rejects.toThrow(ParkedAggregate);
      await expect(ledger.refold('b')).rejects.toMatchObject({
        name: 'ParkedAggregate',
        message: `TLY#b: more than ${MAX_FACTS} facts`,
      });
    });

    test('facts on which the fold or the projection throws park their aggregate: that is bad data, not lost infrastructure', async () => {
      const table = await make();
      const ledger = over(table);
      await ledger.record('a', coin('x', 4), by);
      const fails = () => {
        throw new TypeError('no such coin');
      };
      for (const broken of [{ fold: fails }, { project: fails }]) {
        const throwing = ledgerOver({ ...tallyBook(), ...broken }, table, () => 5000, keyedByNothing);
        await expect(throwing.refold('a')).rejects.toThrow(
          new ParkedAggregate('TLY#a', 'its fold throws: no such coin'),
        );
      }
      expect(await ledger.refold('a')).toMatchObject({ document: { total: 4 } });
    });

    test('a fact that could not be read again is refused before it is written', async () => {
      const table = await make();
      const ledger = over(table);
      await expect(ledger.record('a', coin('x', 1.5), by)).rejects.toThrow(/^a coin fact is not of the book: .*worth/s);
      await expect(ledger.record('a', { kind: 'stamp' } as never, by)).rejects.toThrow(
        new TypeError('a stamp fact is not of the book: no such kind'),
      );
      expect(await table.query('TLY#a')).toEqual([]);
    });

    test('a fact of 8 KB is kept, one of a byte more is refused before it is written', async () => {
      const table = await make();
      const room = MAX_FACT_BYTES - JSON.stringify(coin('x', 1, '')).length;
      await expect(over(table).record('a', coin('x', 1, 'e'.repeat(room + 1)), by)).rejects.toBeInstanceOf(RangeError);
      await expect(over(table).record('a', coin('x', 1, `é${'e'.repeat(room - 1)}`), by)).rejects.toThrow(
        `${MAX_FACT_BYTES + 1}`,
      );
      expect(await table.query('TLY#a')).toEqual([]);
      expect(await over(table).record('a', coin('x', 1, 'e'.repeat(room)), by)).toBe('recorded');
    });
  });
};
