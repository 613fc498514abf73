import type { Item, Table, Write } from '../../../shared/platform/ledger/table.ts';
import type { MemoryTable } from '../memory-table.ts';

/** What calls of one kind took. */
export interface Taken {
  readonly calls: number;
  readonly units: number;
}

/** What DynamoDB would have charged for, in request units on demand, by table, call and kind of key: `dossiers putIfVersion DOS/HEAD`. */
export interface Meter {
  /** One for each KB written to the table or to an index of it; two in a transaction. */
  readonly writes: Map<string, Taken>;
  /** One for each 4 KB read consistently, a half from an index. */
  readonly reads: Map<string, Taken>;
}

/** A meter that has counted nothing. */
export const newMeter = (): Meter => ({ writes: new Map(), reads: new Map() });

const add = (lines: Map<string, Taken>, line: string, units: number): void => {
  const before = lines.get(line) ?? { calls: 0, units: 0 };
  lines.set(line, { calls: before.calls + 1, units: before.units + units });
};

/** Keys without what is the dossier's own: of `MSG#<id>` and `FACT#leg#001#begun` that is `MSG/FACT#leg#begun`. */
const kindOf = (...keys: readonly (string | undefined)[]): string =>
  keys
    .map((key = '') => {
      const words = key.split('#').filter((part) => /^([A-Z]+|[a-z_]{1,20})$/.test(part));
      return words.join('#');
    })
    .filter((kind) => kind !== '')
    .join('/');

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

/** The bytes of an item by the same rules. */
export const sizeOf = (item: Item): number =>
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
export const metered = (name: string, table: MemoryTable, meter: Meter): Table => {
  const item = (pk: string, sk: string): Item | undefined => table.peek(pk, sk);
  const charge = (call: string, before: Item | undefined, after: Item, done: boolean, times = 1): void => {
    const indexes = done
      ? indexUnits(before, after, 'listPk', 'listSk') + indexUnits(before, after, 'timerPk', 'timerSk')
      : 0;
    add(meter.writes, `${name} ${call} ${kindOf(after.pk, after.sk)}`, times * written(before, after) + indexes);
  };
  const chargeRead = (call: string, pk: string, sk: string | undefined, units: number): void =>
    add(meter.reads, `${name} ${call} ${kindOf(pk, sk)}`, units);
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
      chargeRead('get', pk, sk, read(found ? [found] : []));
      return found;
    },
    async query(pk, skPrefix, atMost) {
      const found = await table.query(pk, skPrefix, atMost);
      chargeRead('query', pk, skPrefix, read(found));
      return found;
    },
    async partition(pk) {
      const found = await table.partition(pk);
      chargeRead('partition', pk, undefined, read(found));
      return found;
    },
    async queryIndex(query) {
      const page = await table.queryIndex(query);
      chargeRead(`queryIndex ${query.index}`, query.pk, undefined, read(page.items) / 2);
      return page;
    },
    async putIfAbsent(after) {
      const existing = await table.putIfAbsent(after);
      charge('putIfAbsent', existing, after, existing === undefined);
      return existing;
    },
    async putIfVersion(after, expected) {
      const before = item(after.pk, after.sk);
      const done = await table.putIfVersion(after, expected);
      charge('putIfVersion', before, after, done);
      return done;
    },
    async putOver(after) {
      const before = item(after.pk, after.sk);
      const done = await table.putOver(after);
      charge('putOver', before, after, done);
      return done;
    },
    async put(after) {
      const before = item(after.pk, after.sk);
      await table.put(after);
      charge('put', before, after, true);
    },
    async transact(writes) {
      const before = writes.map(writtenBy).map(({ pk, sk }) => item(pk, sk));
      const failed = await table.transact(writes);
      for (const [at, write] of writes.entries())
        charge('transact', before[at], writtenBy(write), failed.length === 0, 2);
      return failed;
    },
  };
};
