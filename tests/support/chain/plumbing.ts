import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { type BusEvent, parseBusEvent } from '../../../shared/kernel/events.ts';
import { failurePolicy } from '../../../shared/kernel/failures.ts';
import type { Announcement } from '../../../shared/kernel/milestones.ts';
import type { Result } from '../../../shared/kernel/result.ts';
import type { Bus } from '../../../shared/platform/bus.ts';
import type { Item, Table } from '../../../shared/platform/ledger/table.ts';
import type { RefoldQueue } from '../../../shared/platform/refold-queue.ts';
import { consumeStream, type FoldParts, refoldAndAnnounce } from '../../../shared/platform/stream-handler.ts';
import { type MemoryChange, type MemoryTable, memoryTable } from '../memory-table.ts';
import { type Meter, metered } from './meter.ts';

/** What goes wrong in a run, and how often. Every call of a port passes through `step`, which throws where its caller dies. */
export interface Weather {
  step(name: string): Promise<void>;
  /** True with a chance of `share`; never once the weather is fair. */
  strikes(share: number): boolean;
  /** Whether a record of a stream is lost for good; never once the weather is fair. */
  loses(): boolean;
  /** A whole number from 0 up to `below`, whatever the weather. */
  pick(below: number): number;
}

/** Weather in which nothing goes wrong and every pick is the middle one. */
export const fairWeather: Weather = {
  step: async () => undefined,
  strikes: () => false,
  loses: () => false,
  pick: (below) => Math.floor(below / 2),
};

/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** What a query finds that takes two pages: its second page is as it is once the first was read. */
const inTwoPages = async (
  weather: Weather,
  read: () => Promise<readonly Item[]>,
  isAfter: (one: Item, other: Item) => boolean,
): Promise<readonly Item[]> => {
  const first = await read();
  if (first.length < 2 || weather.pick(4) > 0) return first;
  const page = first.slice(0, 1 + weather.pick(first.length - 1));
  const last = page.at(-1) as Item;
  return [...page, ...(await read()).filter((item) => isAfter(item, last))];
};

/** A table in memory whose calls die with the weather, whose queries may take two pages, and whose client may repeat a write of which only the answer was lost. */
export const weatheredTable = (
  name: string,
  weather: Weather,
  meter: Meter | undefined,
): { readonly raw: MemoryTable; readonly table: Table } => {
  const raw = memoryTable();
  raw.onCall = (call) => weather.step(`${name} ${call}`);
  const counted = meter ? metered(name, raw, meter) : raw;
  const table: Table = {
    ...counted,
    query: (pk, skPrefix, atMost) =>
      inTwoPages(
        weather,
        () => counted.query(pk, skPrefix, atMost),
        ({ sk }, last) => sk > last.sk,
      ),
    partition: (pk) =>
      inTwoPages(
        weather,
        () => counted.partition(pk),
        ({ sk }, last) => sk < last.sk,
      ),
    async putIfAbsent(item) {
      if (weather.strikes(0.05)) await counted.putIfAbsent(item);
      return counted.putIfAbsent(item);
    },
    async putIfVersion(item, expected) {
      if (weather.strikes(0.05)) await counted.putIfVersion(item, expected);
      return counted.putIfVersion(item, expected);
    },
  };
  return { raw, table };
};

/** A queue: at least once, in no order, five tries, then its dead letters. */
export const memoryQueue = (weather: Weather, handle: (body: string) => Promise<Result<unknown>>) => {
  let waiting: { readonly body: string; tries: number }[] = [];
  let dead: string[] = [];
  const deliver = async (message: { readonly body: string; tries: number }): Promise<void> => {
    message.tries += 1;
    const done = await handle(message.body).then(
      (result) => result.ok || failurePolicy[result.failure.kind].queue === 'drop',
      () => false,
    );
    if (done && !weather.strikes(0.1)) waiting = waiting.filter((other) => other !== message);
    else if (message.tries >= 5) {
      waiting = waiting.filter((other) => other !== message);
      if (!done) dead.push(message.body);
    }
  };
  /** While the first delivery is at work, somewhere in its midst. */
  const deliverLater = async (message: { readonly body: string; tries: number }): Promise<void> => {
    for (let turns = weather.pick(200); turns > 0; turns -= 1) await Promise.resolve();
    await deliver(message);
  };
  return {
    send: (body: string): void => {
      waiting.splice(weather.pick(waiting.length + 1), 0, { body, tries: 0 });
    },
    /** Delivers what waits, all at the same time; some of it twice. */
    async work(): Promise<void> {
      const batch = waiting.filter(() => !weather.strikes(0.3));
      const again = batch.filter(() => weather.strikes(0.15));
      await Promise.all([...batch.map(deliver), ...again.map(deliverLater)]);
    },
    /** Puts the dead letters back, as an operator does. */
    redrive(): void {
      for (const body of dead) waiting.push({ body, tries: 0 });
      dead = [];
    },
    left: () => waiting.length + dead.length,
    /** What waits, and what was given up. */
    bodies: (): readonly string[] => [...waiting.map(({ body }) => body), ...dead.map((body) => `given up: ${body}`)],
  };
};

/** A queue behind rules of the bus: it takes the events of some types, or of these those that a rule lets through. */
export const eventQueue = (
  weather: Weather,
  types: readonly string[],
  handle: (event: BusEvent) => Promise<Result<unknown>>,
  takes: (milestone: Announcement) => boolean = () => true,
) => {
  const queue = memoryQueue(weather, (body) => {
    const event = parseBusEvent(JSON.parse(body));
    if (!event) throw new Error(`not an event of the catalogue: ${body}`);
    return handle(event);
  });
  return { ...queue, takes: (milestone: Announcement) => types.includes(milestone.type) && takes(milestone) };
};

type EventQueue = ReturnType<typeof eventQueue>;

/** The event bus: each event to each queue whose rule lets it through; it may take some of a batch and then fail. */
export const memoryBus = (weather: Weather, queues: () => readonly EventQueue[]) => {
  const published: Announcement[] = [];
  let queued = 0;
  const bus: Bus = {
    async publish(_capability, milestones) {
      for (const milestone of milestones) {
        await weather.step('bus takes');
        published.push(milestone);
        const hearing = queues().filter((queue) => queue.takes(milestone));
        queued += hearing.length;
        for (const queue of hearing) queue.send(JSON.stringify(milestone));
        await weather.step('bus took');
      }
    },
  };
  return { bus, published, queued: () => queued };
};

/** An item is the new image of one record and the old image of the next. */
const images = new WeakMap<Item, Record<string, AttributeValue>>();

const imageOf = (item: Item): Record<string, AttributeValue> => {
  const image = images.get(item) ?? (marshall(item) as Record<string, AttributeValue>);
  images.set(item, image);
  return image;
};

/** Its images are made for whoever reads them. */
const recordOf = ({ before, after }: MemoryChange): DynamoDBRecord =>
  ({
    dynamodb: {
      get OldImage() {
        return before && imageOf(before);
      },
      get NewImage() {
        return after && imageOf(after);
      },
    },
  }) as DynamoDBRecord;

const SHARDS = 2;

/** One function behind a table's stream and its refold queue, of whatever release. */
export interface Worker {
  consume(records: readonly DynamoDBRecord[]): Promise<void>;
  /** Takes the key of an aggregate. */
  refold(aggregate: string): Promise<void>;
}

/**
 * A table's stream in two shards, each in the order of its writes: a batch whose consumer dies comes again, and sometimes one that was
 * done. Where `others` work beside us anyone may have a batch.
 */
export const memoryStream = (
  raw: MemoryTable,
  weather: Weather,
  parts: Omit<FoldParts, 'refoldQueue'>,
  others: (refoldQueue: RefoldQueue) => readonly Worker[] = () => [],
) => {
  const refolds = memoryQueue(weather, async (aggregate) => {
    await anyone().refold(aggregate);
    return { ok: true, value: undefined };
  });
  const whole: FoldParts = {
    ...parts,
    refoldQueue: {
      async send(aggregates) {
        await weather.step('refold queue takes');
        for (const aggregate of aggregates) refolds.send(aggregate);
      },
    },
  };
  const ours: Worker = {
    consume: (records) => consumeStream(records, whole),
    refold: (aggregate) => refoldAndAnnounce(aggregate, whole),
  };
  const workers = [ours, ...others(whole.refoldQueue)];
  const anyone = (): Worker => (workers.length === 1 ? ours : (workers[weather.pick(workers.length)] ?? ours));
  const shards = Array.from({ length: SHARDS }, () => ({ records: [] as DynamoDBRecord[], position: 0 }));
  let read = 0;
  let lost = 0;
  const pull = (): void => {
    for (; read < raw.changes.length; read += 1) {
      const change = raw.changes[read]!;
      const pk = (change.after ?? change.before)?.pk ?? '';
      const shard = [...pk].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % SHARDS;
      // A record may be lost for good: only a rebuild heals what it would have brought.
      if (weather.loses()) lost += 1;
      else shards[shard]?.records.push(recordOf(change));
    }
  };
  const consume = async (shard: (typeof shards)[number]): Promise<void> => {
    const batch = shard.records.slice(shard.position, shard.position + 1 + weather.pick(6));
    if (batch.length === 0) return;
    // A function that was taken for dead may still be at work when its batch is given to another.
    const times = weather.strikes(0.1) ? [batch, batch] : [batch];
    const outcomes = await Promise.allSettled(times.map((records) => anyone().consume(records)));
    const done = outcomes.some(({ status }) => status === 'fulfilled');
    if (done && !weather.strikes(0.1)) shard.position += batch.length;
  };
  return {
    refolds,
    /** How many records never came. */
    lost: () => lost,
    /** The stream of another table begins, as after a restore: nobody reads on in the one before. */
    begin(): void {
      read = raw.changes.length;
      for (const shard of shards) shard.position = shard.records.length;
    },
    async work(): Promise<void> {
      pull();
      await Promise.all(shards.map(consume));
    },
    left: (): number => {
      pull();
      return refolds.left() + shards.reduce((sum, shard) => sum + shard.records.length - shard.position, 0);
    },
  };
};
