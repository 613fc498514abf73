import { describe, expect, test } from 'vitest';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const allOf = async (
  read: (cursor?: string) => Promise<{ readonly items: readonly Item[]; readonly cursor?: string }>,
): Promise<Item[]> => {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor);
  return items;
};

/** What every table promises the ledger; run against the memory table and against DynamoDB. */
export const tableContract = (name: string, make: () => Promise<Table>): void => {
  describe(`a table in ${name}`, () => {
    test('keeps what it is given, leaves out what is undefined, and finds nothing where nothing is', async () => {
      const table = await make();
      await table.put({ pk: 'A', sk: '1', text: 'Nguyễn Thị Ánh', none: undefined, deep: { list: [1, null, true] } });
      expect(await table.get('A', '1')).toEqual({
        pk: 'A',
        sk: '1',
        text: 'Nguyễn Thị Ánh',
        deep: { list: [1, null, true] },
      });
      expect(await table.get('A', '2')).toBeUndefined();
    });

    test('a key that is too long for any item finds nothing, and nothing is written under it', async () => {
      const table = await make();
      const long = 'Á'.repeat(1025);
      expect(await table.get(long, '1')).toBeUndefined();
      expect(await table.get('A', long)).toBeUndefined();
      expect(await table.query(long)).toEqual([]);
      expect(await table.query('A', long)).toEqual([]);
      expect(await table.queryIndex({ index: 'list', pk: long, limit: 1 })).toEqual({ items: [] });
      await expect(table.putIfAbsent({ pk: long, sk: '1' })).rejects.toThrow();
    });

    test('a taken key answers what is there and changes nothing', async () => {
      const table = await make();
      expect(await table.putIfAbsent({ pk: 'A', sk: '1', value: 1 })).toBeUndefined();
      expect(await table.putIfAbsent({ pk: 'A', sk: '1', value: 2 })).toEqual({ pk: 'A', sk: '1', value: 1 });
      expect((await table.get('A', '1'))?.value).toBe(1);
    });

    test('of forty writers of one free key exactly one writes', async () => {
      const table = await make();
      const answers = await Promise.all(times(40, (value) => table.putIfAbsent({ pk: 'A', sk: 'race', value })));
      expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
    });

    test('a version is replaced only by its own successor', async () => {
      const table = await make();
      expect(await table.putIfVersion({ pk: 'A', sk: 'HEAD', version: 1 }, undefined)).toBe(true);
      expect(await table.putIfVersion({ pk: 'A', sk: 'HEAD', version: 1 }, undefined)).toBe(false);
      const answers = await Promise.all(times(10, () => table.putIfVersion({ pk: 'A', sk: 'HEAD', version: 2 }, 1)));
      expect(answers.filter(Boolean)).toHaveLength(1);
    });

    test('a partition is read whole and in order, or by the beginning of its sort key', async () => {
      const table = await make();
      for (const sk of ['FACT#b', 'CARD#a', 'HEAD', 'FACT#a']) await table.put({ pk: 'P', sk });
      await table.put({ pk: 'Q', sk: 'FACT#z' });
      expect((await table.query('P')).map((item) => item.sk)).toEqual(['CARD#a', 'FACT#a', 'FACT#b', 'HEAD']);
      expect((await table.query('P', 'FACT#')).map((item) => item.sk)).toEqual(['FACT#a', 'FACT#b']);
      expect((await table.query('P', '', 2)).map((item) => item.sk)).toEqual(['CARD#a', 'FACT#a']);
      expect((await table.query('P', 'FACT#', 3)).map((item) => item.sk)).toEqual(['FACT#a', 'FACT#b']);
    });

    test('a partition is read from its end, however many pages that takes', async () => {
      const table = await make();
      for (const sk of ['FACT#b', 'CARD#a', 'HEAD', 'FACT#a'])
        await table.put({ pk: 'P', sk, text: 'x'.repeat(sk === 'HEAD' ? 1 : 350_000) });
      expect((await table.partition('P')).map((item) => item.sk)).toEqual(['HEAD', 'FACT#b', 'FACT#a', 'CARD#a']);
      expect(await table.partition('none')).toEqual([]);
      expect(await table.partition('Á'.repeat(1025))).toEqual([]);
    });

    test('of numbered items the highest stays, in whatever order they are written', async () => {
      const table = await make();
      const over = (number: number) => table.putOver({ pk: 'A', sk: 'ENTRY#a', number, of: number });
      expect(await over(5)).toBe(true);
      expect(await over(5)).toBe(false);
      expect(await over(4)).toBe(false);
      expect(await over(6)).toBe(true);
      await Promise.all(times(20, (n) => over(7 + ((n * 7) % 20))));
      expect(await table.get('A', 'ENTRY#a')).toEqual({ pk: 'A', sk: 'ENTRY#a', number: 26, of: 26 });
    });

    test('a transaction writes all or nothing and names what failed', async () => {
      const table = await make();
      await table.put({ pk: 'A', sk: 'taken', value: 'first' });
      const failed = await table.transact([
        { put_absent: { pk: 'A', sk: 'free' } },
        { put_absent: { pk: 'A', sk: 'taken', value: 'second' } },
      ]);
      expect(failed.map(({ index }) => index)).toEqual([1]);
      expect(await table.get('A', 'free')).toBeUndefined();
      expect(
        await table.transact([
          { put_absent: { pk: 'A', sk: 'free' } },
          { put_version: { pk: 'A', sk: 'HEAD', version: 1 }, expected: undefined },
          { put: { pk: 'A', sk: 'taken', value: 'third' } },
        ]),
      ).toEqual([]);
      expect((await table.get('A', 'taken'))?.value).toBe('third');
    });

    test('a transaction is done only where a key that it names is free, and puts nothing there', async () => {
      const table = await make();
      const absent = { pk: 'A', sk: 'mark' };
      const write = (sk: string) => table.transact([{ put_absent: { pk: 'A', sk } }, { absent }]);
      expect(await write('1')).toEqual([]);
      expect(await table.get('A', 'mark')).toBeUndefined();
      await table.put(absent);
      expect((await write('2')).map(({ index }) => index)).toEqual([1]);
      expect((await write('1')).map(({ index }) => index)).toEqual([0, 1]);
      expect(await table.get('A', '2')).toBeUndefined();
    });

    test('twenty equal transactions at once: one is done, the others are told so', async () => {
      const table = await make();
      const answers = await Promise.all(
        times(20, () => table.transact([{ put_absent: { pk: 'T', sk: '1' } }, { put_absent: { pk: 'T', sk: '2' } }])),
      );
      expect(answers.filter((failed) => failed.length === 0)).toHaveLength(1);
    });

    test('an index holds only items that have its keys, in order, within the range, page by page', async () => {
      const table = await make();
      await Promise.all(
        times(7, (n) =>
          table.put({ pk: `I${n}`, sk: 'HEAD', listPk: 'ALL', listSk: `0${n}`, timerPk: 'T', timerSk: `0${n}` }),
        ),
      );
      await table.put({ pk: 'I8', sk: 'HEAD' });
      await table.put({ pk: 'I3', sk: 'HEAD', listPk: 'ALL', listSk: '03' });
      const listed = await allOf((cursor) =>
        table.queryIndex({ index: 'list', pk: 'ALL', from: '01', to: '05', limit: 2, ...(cursor ? { cursor } : {}) }),
      );
      expect(listed.map((item) => item.listSk)).toEqual(['01', '02', '03', '04', '05']);
      const awaited = await allOf((cursor) =>
        table.queryIndex({ index: 'timer', pk: 'T', to: '04', limit: 50, ...(cursor ? { cursor } : {}) }),
      );
      expect(awaited.map((item) => item.timerSk)).toEqual(['00', '01', '02', '04']);
    });

    test('the segments of a scan together hold every item once', async () => {
      const table = await make();
      await Promise.all(times(25, (n) => table.put({ pk: `S${n}`, sk: 'FACT#1' })));
      const segments = await Promise.all(times(4, (segment) => allOf((cursor) => table.scan(segment, 4, cursor))));
      expect(
        segments
          .flat()
          .map((item) => item.pk)
          .sort(),
      ).toEqual(times(25, (n) => `S${n}`).sort());
    });
  });
};
