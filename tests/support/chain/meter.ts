import type { Item, Table, Write } from '../../../shared/platform/ledger/table.ts';
import type { MemoryTable } from '../memory-table.ts';

/** What DynamoDB would have charged for: request units on demand. */
export interface Meter {
  /** One for each KB written to the table or to an index of it; two in a transaction. */
  writeUnits: number;
  /** One for each 4 KB read consistently, a half from an index. */
  readUnits: number;
}

const utf8 = (text: string): number => Buffer.byteLength(text);

/** The bytes of a value by DynamoDB's rules: text in UTF-8, numbers by two digits, three for a container and one for each member. */
const bytesOf = (value: unknown): number => {
  if (typeof value === 'string') return utf8(value);
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  if (Array.isArray(value)) return value.reduce((sum: number, member) => sum + 1 + bytesOf(member), 3);
  if (value !== null && typeof value === 'object')
    return Object.entries(value).reduce((sum, [name, member]) => sum + 1 + utf8(name) + bytesOf(member), 3);
  return 1;
};

const sizeOf = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + (value === undefined ? 0 : utf8(name) + bytesOf(value)), 0);
const written = (...items: readonly (Item | undefined)[]): number =>
  Math.max(1, ...items.map((item) => Math.ceil((item ? sizeOf(item) : 0) / 1024)));
const read = (items: readonly Item[]): number =>
  Math.max(1, Math.ceil(items.reduce((sum, item) => sum + sizeOf(item), 0) / 4096));

/** What a change costs in one of the sparse indexes, which hold whole items: a new place is taken, an old one is left. */
const indexUnits = (before: Item | undefined, after: Item, pk: 'listPk' | 'timerPk', sk: 'listSk' | 'timerSk') => {
  const was = before?.[pk];
  const is = after[pk];
  if (was !== undefined && was === is && before?.[sk] === after[sk]) return written(before, after);
  return (was === undefined ? 0 : written(before)) + (is === undefined ? 0 : written(after));
};

/** A table whose calls are counted as DynamoDB charges for them, the refused conditional writes too. */
export const metered = (table: MemoryTable, meter: Meter): Table => {
  const item = (pk: string, sk: string): Item | undefined => table.peek(pk, sk);
  const charge = (before: Item | undefined, after: Item, done: boolean, times = 1): void => {
    const indexes = done
      ? indexUnits(before, after, 'listPk', 'listSk') + indexUnits(before, after, 'timerPk', 'timerSk')
      : 0;
    meter.writeUnits += times * written(before, after) + indexes;
  };
  const writtenBy = (write: Write): Item =>
    'absent' in write
      ? write.absent
      : 'put' in write
        ? write.put
        : 'put_absent' in write
          ? write.put_absent
          : write.put_version;
  return {
    ...table,
    async get(pk, sk) {
      const found = await table.get(pk, sk);
      meter.readUnits += read(found ? [found] : []);
      return found;
    },
    async query(pk, skPrefix) {
      const found = await table.query(pk, skPrefix);
      meter.readUnits += read(found);
      return found;
    },
    async partition(pk) {
      const found = await table.partition(pk);
      meter.readUnits += read(found);
      return found;
    },
    async queryIndex(query) {
      const page = await table.queryIndex(query);
      meter.readUnits += read(page.items) / 2;
      return page;
    },
    async putIfAbsent(after) {
      const existing = await table.putIfAbsent(after);
      charge(existing, after, existing === undefined);
      return existing;
    },
    async putIfVersion(after, expected) {
      const before = item(after.pk, after.sk);
      const done = await table.putIfVersion(after, expected);
      charge(before, after, done);
      return done;
    },
    async putOver(after) {
      const before = item(after.pk, after.sk);
      const done = await table.putOver(after);
      charge(before, after, done);
      return done;
    },
    async put(after) {
      const before = item(after.pk, after.sk);
      await table.put(after);
      charge(before, after, true);
    },
    async transact(writes) {
      const before = writes.map(writtenBy).map(({ pk, sk }) => item(pk, sk));
      const failed = await table.transact(writes);
      for (const [at, write] of writes.entries()) charge(before[at], writtenBy(write), failed.length === 0, 2);
      return failed;
    },
  };
};
