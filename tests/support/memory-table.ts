import type { Json } from '../../shared/kernel/milestones.ts';
import {
  type IndexQuery,
  type Item,
  isPossibleKey,
  type Page,
  type Table,
  type Write,
} from '../../shared/platform/ledger/table.ts';

/** A change of an item, as a table's stream brings it. */
export interface MemoryChange {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** The table of the tests: DynamoDB's promises in memory. Every call gives way once, so that callers interleave. */
export interface MemoryTable extends Table {
  /** All changes since the beginning, in order. */
  readonly changes: readonly MemoryChange[];
  /** All items there are. */
  all(): readonly Item[];
  /** The item that is there, without a call. */
  peek(pk: string, sk: string): Item | undefined;
  /** Takes an item away, as only an operator or a point in time can. */
  delete(pk: string, sk: string): Promise<void>;
  /** Called before each primitive with its name; a throw is a lost call (before) or, from `after`, a lost answer. */
  onCall: ((name: string) => void | Promise<void>) | undefined;
}

/** A copy as JSON would make it that nobody can change, so that it may be handed to everyone. */
const frozenCopy = <T extends Json>(value: T): T => {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} is no JSON`);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy)) as unknown as T;
  if (Object.getPrototypeOf(value) !== Object.prototype) throw new TypeError('an object of a class is no JSON');
  const copy: Record<string, Json> = {};
  for (const [name, inner] of Object.entries(value)) if (inner !== undefined) copy[name] = frozenCopy(inner as Json);
  return Object.freeze(copy) as T;
};
const keyOf = (pk: string, sk: string): string => `${pk}\u0000${sk}`;

/** A partition lies whole in one segment of a scan. */
const segmentOf = (pk: string, segments: number): number =>
  [...pk].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 0) % segments;

/** An empty table. */
export const memoryTable = (): MemoryTable => {
  const items = new Map<string, Item>();
  const partitions = new Map<string, Map<string, Item>>();
  const indexes = { list: new Map<string, Map<string, Item>>(), timer: new Map<string, Map<string, Item>>() };
  const changes: MemoryChange[] = [];

  /** Puts an item where its index sees it, in place of what was there under its key. */
  const index = (key: string, before: Item | undefined, after: Item | undefined): void => {
    for (const [name, pk] of [
      ['list', 'listPk'],
      ['timer', 'timerPk'],
    ] as const) {
      const [was, is] = [before?.[pk], after?.[pk]];
      if (was !== undefined && was !== is) indexes[name].get(was)?.delete(key);
      if (is === undefined || !after) continue;
      const partition = indexes[name].get(is) ?? new Map<string, Item>();
      indexes[name].set(is, partition.set(key, after));
    }
  };

  const write = (item: Item): void => {
    if (!isPossibleKey(item.pk, item.sk)) throw new RangeError('the key is too long for an item');
    const key = keyOf(item.pk, item.sk);
    const after = frozenCopy(item as { readonly [name: string]: Json }) as Item;
    changes.push({ before: items.get(key), after });
    index(key, items.get(key), after);
    items.set(key, after);
    const partition = partitions.get(item.pk) ?? new Map<string, Item>();
    partitions.set(item.pk, partition.set(item.sk, after));
  };
  const remove = (pk: string, sk: string): void => {
    const before = items.get(keyOf(pk, sk));
    if (!before) return;
    changes.push({ before, after: undefined });
    index(keyOf(pk, sk), before, undefined);
    items.delete(keyOf(pk, sk));
    partitions.get(pk)?.delete(sk);
  };
  const inPartition = (pk: string): Item[] => [...(partitions.get(pk)?.values() ?? [])];
  const at = (item: { readonly pk: string; readonly sk: string }): Item | undefined =>
    items.get(keyOf(item.pk, item.sk));
  const holds = (change: Write): boolean => {
    if ('absent' in change) return at(change.absent) === undefined;
    if ('put_absent' in change) return at(change.put_absent) === undefined;
    if ('put_version' in change) return at(change.put_version)?.version === change.expected;
    return true;
  };
  const apply = (change: Write): void => {
    if ('absent' in change) return;
    if ('put' in change) write(change.put);
    else write('put_absent' in change ? change.put_absent : change.put_version);
  };
  const bySk = (a: string | undefined, b: string | undefined): number => ((a ?? '') < (b ?? '') ? -1 : 1);

  const table: MemoryTable = {
    changes,
    onCall: undefined,
    all: () => [...items.values()],
    peek: (pk, sk) => items.get(keyOf(pk, sk)),
    async get(pk, sk) {
      await table.onCall?.('get');
      return items.get(keyOf(pk, sk));
    },
    async query(pk, skPrefix = '', atMost = Number.POSITIVE_INFINITY) {
      await table.onCall?.('query');
      return inPartition(pk)
        .filter((item) => item.sk.startsWith(skPrefix))
        .sort((a, b) => bySk(a.sk, b.sk))
        .slice(0, atMost);
    },
    async partition(pk) {
      await table.onCall?.('partition');
      return inPartition(pk).sort((a, b) => bySk(b.sk, a.sk));
    },
    async putOver(item) {
      await table.onCall?.('putOver');
      const there = at(item);
      if (there && !((there.number as number) < item.number)) return false;
      write(item);
      await table.onCall?.('putOver:written');
      return true;
    },
    async putIfAbsent(item) {
      await table.onCall?.('putIfAbsent');
      const existing = at(item);
      if (existing) return existing;
      write(item);
      await table.onCall?.('putIfAbsent:written');
      return undefined;
    },
    async putIfVersion(item, expected) {
      await table.onCall?.('putIfVersion');
      if (at(item)?.version !== expected) return false;
      write(item);
      await table.onCall?.('putIfVersion:written');
      return true;
    },
    async put(item) {
      await table.onCall?.('put');
      write(item);
    },
    async delete(pk, sk) {
      await table.onCall?.('delete');
      remove(pk, sk);
    },
    async transact(writes) {
      await table.onCall?.('transact');
      const failed = writes.flatMap((change, index) => {
        if (holds(change)) return [];
        if ('absent' in change) return [{ index }];
        const existing = at('put_absent' in change ? change.put_absent : (change as { put_version: Item }).put_version);
        return [{ index, ...(existing ? { existing } : {}) }];
      });
      if (failed.length > 0) return failed;
      for (const change of writes) apply(change);
      await table.onCall?.('transact:written');
      return [];
    },
    async queryIndex({ index, pk, from = '', to = '\uffff', limit, cursor }: IndexQuery): Promise<Page> {
      await table.onCall?.('queryIndex');
      const skName = index === 'list' ? 'listSk' : 'timerSk';
      const placeOf = (item: Item | undefined): string => `${item?.[skName]}\u0000${item?.pk}\u0000${item?.sk}`;
      // The cursor is a place, so that items which move meanwhile hide no others.
      const found = [...(indexes[index].get(pk)?.values() ?? [])]
        .filter((item) => (item[skName] ?? '') >= from && (item[skName] ?? '') <= to)
        .filter((item) => cursor === undefined || placeOf(item) > cursor)
        .sort((a, b) => bySk(placeOf(a), placeOf(b)));
      const page = found.slice(0, limit);
      return limit < found.length ? { items: page, cursor: placeOf(page.at(-1)) } : { items: page };
    },
    async scan(segment, segments, cursor) {
      await table.onCall?.('scan');
      const mine = [...items.values()]
        .filter(({ pk }) => segmentOf(pk, segments) === segment)
        .sort((a, b) => bySk(keyOf(a.pk, a.sk), keyOf(b.pk, b.sk)));
      const start = cursor ? Number(cursor) : 0;
      const page = mine.slice(start, start + 100);
      return start + 100 < mine.length ? { items: page, cursor: String(start + 100) } : { items: page };
    },
  };
  return table;
};
