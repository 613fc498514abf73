import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBRecord, SQSEvent } from 'aws-lambda';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Announcement } from '../../../shared/kernel/milestones.ts';
import { type Ledger, ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import {
  consumeStream,
  type FoldParts,
  factsRecordedHandler,
  refoldAndAnnounce,
} from '../../../shared/platform/stream-handler.ts';
import { cases } from '../../support/cases.ts';
import { alarmed, logged } from '../../support/logged.ts';
import { type MemoryChange, type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { keyedByNothing, type Tally, type TallyFact, tallyBook } from '../../support/tally-book.ts';

const by = { recordedBy: 'test', requestId: 'r-1' };
const coin = (id: string, worth = 1): TallyFact => ({ kind: 'coin', id, worth, at: 1000 });

const recordOf = ({ before, after }: MemoryChange): DynamoDBRecord =>
  ({
    eventSource: 'aws:dynamodb',
    dynamodb: {
      ...(before ? { OldImage: marshall(before, { removeUndefinedValues: true }) } : {}),
      ...(after ? { NewImage: marshall(after, { removeUndefinedValues: true }) } : {}),
    },
  }) as DynamoDBRecord;

const room = (
  book = tallyBook(),
): FoldParts & {
  ledger: Ledger<TallyFact, Tally>;
  table: MemoryTable;
  published: Announcement[];
  parked: string[];
  busDown: { value: boolean };
} => {
  const table = memoryTable();
  const ledger = ledgerOver(book, table, () => 5000, keyedByNothing);
  const published: Announcement[] = [];
  const parked: string[] = [];
  const busDown = { value: false };
  return {
    table,
    published,
    parked,
    busDown,
    ledger,
    capability: 'tally',
    books: [ledger],
    bus: {
      async publish(_capability, milestones) {
        if (busDown.value) throw new Error('the bus is down');
        published.push(...milestones);
      },
    },
    refoldQueue: {
      async send(aggregates) {
        parked.push(...aggregates);
      },
    },
  };
};

/** Feeds the table's stream from `from` on until it has nothing more to say. */
const drain = async (parts: ReturnType<typeof room>, from = 0, batch = 3): Promise<number> => {
  let position = from;
  while (position < parts.table.changes.length) {
    const records = parts.table.changes.slice(position, position + batch).map(recordOf);
    await consumeStream(records, parts);
    position += records.length;
  }
  return position;
};

const heardOnce = (published: readonly Announcement[]): string[] =>
  [...new Set(published.map((one) => `${one.type}:${one.id}`))].sort();

describe('the consumer of a table stream', () => {
  test('several facts in one batch: every milestone is announced', async () => {
    const parts = room();
    for (const id of ['x', 'y', 'z']) await parts.ledger.record('a', coin(id, 5), by);
    await drain(parts, 0, 100);
    expect(heardOnce(parts.published)).toEqual([
      'tally.coin:a:coin:x',
      'tally.coin:a:coin:y',
      'tally.coin:a:coin:z',
      'tally.full:a:full',
    ]);
    expect(parts.published).toHaveLength(4);
  });

  test('what lies on the card alone is folded too: nothing else tells that a dossier was registered', async () => {
    const parts = room();
    await parts.ledger.record('a', { kind: 'note', id: 'x', text: 'n' }, by);
    const onCard = parts.table.changes.filter(({ after }) => after?.sk.startsWith('CARD#'));
    expect(onCard).toHaveLength(1);
    await consumeStream(onCard.map(recordOf), parts);
    expect(await parts.table.get('TLY#a', 'HEAD')).toMatchObject({ document: { total: 0 } });
  });

  test('down while facts arrive, then up: all are announced, once', async () => {
    const parts = room();
    parts.busDown.value = true;
    for (const id of ['x', 'y']) await parts.ledger.record('a', coin(id, 5), by);
    await expect(drain(parts)).rejects.toThrow('the bus is down');
    parts.busDown.value = false;
    await drain(parts);
    expect(heardOnce(parts.published)).toHaveLength(3);
    expect(parts.published).toHaveLength(3);
  });

  test('a milestone that no longer holds is withdrawn under its own id', async () => {
    const parts = room();
    await parts.ledger.record('a', coin('x', 10), by);
    const position = await drain(parts);
    await parts.ledger.record('a', { kind: 'void', id: 'x', at: 2000 }, by);
    await drain(parts, position);
    expect(parts.published.map((one) => one.type).sort()).toEqual([
      'tally.coin',
      'tally.coin_withdrawn',
      'tally.full',
      'tally.full_withdrawn',
    ]);
  });

  test('a poison fact parks its own aggregate; the rest of the batch is folded; mended, the refold announces it', async () => {
    const parts = room();
    await parts.ledger.record('bad', coin('x'), by);
    await parts.table.put({
      pk: 'TLY#bad',
      sk: 'FACT#future',
      fact: { kind: 'future' },
      recordedAt: 1,
      recordedBy: 'x',
      requestId: 'y',
    });
    await parts.ledger.record('good', coin('y'), by);
    await drain(parts, 0, 100);
    expect(new Set(parts.parked)).toEqual(new Set(['TLY#bad']));
    expect(heardOnce(parts.published)).toEqual(['tally.coin:good:coin:y']);
    await expect(refoldAndAnnounce('TLY#bad', parts)).rejects.toThrow('unknown fact');
    await parts.table.delete('TLY#bad', 'FACT#future');
    await refoldAndAnnounce('TLY#bad', parts);
    expect(heardOnce(parts.published)).toContain('tally.coin:bad:coin:x');
  });

  test('a parked aggregate wakes a person, though the batch is lost for another reason', async () => {
    const parts = room();
    await parts.ledger.record('good', coin('y'), by);
    await drain(parts);
    await parts.table.put({ pk: 'TLY#bad', sk: 'FACT#future', fact: { kind: 'future' }, recordedAt: 1 });
    parts.busDown.value = true;
    const consume = () =>
      expect(consumeStream(parts.table.changes.map(recordOf), parts)).rejects.toThrow('the bus is down');
    expect(await alarmed(consume)).toMatchObject([{ message: 'aggregate_parked', aggregate: 'TLY#bad' }]);
  });

  test('lost infrastructure throws, so that the stream brings the batch again', async () => {
    const parts = room();
    await parts.ledger.record('a', coin('x'), by);
    parts.table.onCall = (name) => {
      if (name === 'partition') throw new Error('the table is away');
    };
    await expect(drain(parts)).rejects.toThrow('the table is away');
    expect(parts.parked).toEqual([]);
  });

  test('rebuilding everything announces nothing twice to a consumer that keeps ids', async () => {
    const parts = room();
    for (const id of ['x', 'y']) await parts.ledger.record('a', coin(id, 5), by);
    await drain(parts);
    const before = heardOnce(parts.published);
    await refoldAndAnnounce('TLY#a', parts);
    await refoldAndAnnounce('TLY#a', parts);
    expect(heardOnce(parts.published)).toEqual(before);
  });

  test('any delivery of the stream, repeated and in any order of batches, announces the same set', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            id: fc.constantFrom('a', 'b'),
            coin: fc.constantFrom('1', '2', '3'),
            worth: fc.integer({ min: 1, max: 6 }),
          }),
          { maxLength: 8 },
        ),
        fc.array(fc.nat(30), { maxLength: 12 }),
        async (facts, replays) => {
          const parts = room();
          for (const fact of facts) await parts.ledger.record(fact.id, coin(fact.coin, fact.worth), by);
          for (const start of replays)
            await consumeStream(parts.table.changes.slice(start, start + 2).map(recordOf), parts);
          await drain(parts, 0, 2);
          const expected = new Set<string>();
          for (const id of ['a', 'b']) {
            const state = await parts.ledger.state(id);
            for (const one of state ? tallyBook().project(state).milestones : []) expected.add(`${one.type}:${one.id}`);
          }
          expect(new Set(heardOnce(parts.published))).toEqual(expected);
        },
      ),
      cases(60),
    );
  });
});

test('one aggregate that cannot be folded now holds up no other of its batch, and the batch comes again', async () => {
  const parts = room();
  const ids = Array.from({ length: 25 }, (_, n) => `a${n}`);
  for (const id of ids) await parts.ledger.record(id, coin('x', 5), by);
  const refold = parts.ledger.refold;
  let isAway = true;
  const ledger = {
    ...parts.ledger,
    refold: async (id: string) => {
      if (isAway && id === 'a3') throw new Error('the table is silent');
      return refold(id);
    },
  };
  const records = parts.table.changes.map(recordOf);
  await expect(consumeStream(records, { ...parts, books: [ledger] })).rejects.toThrow('the table is silent');
  const folded = async () => (await Promise.all(ids.map((id) => parts.table.get(`TLY#${id}`, 'HEAD')))).filter(Boolean);
  expect(await folded()).toHaveLength(24);
  isAway = false;
  await consumeStream(records, { ...parts, books: [ledger] });
  expect(await folded()).toHaveLength(25);
});

test('of a large batch at most 25 aggregates are folded at the same time, and all are', async () => {
  const parts = room();
  for (let n = 0; n < 60; n += 1) await parts.ledger.record(`a${n}`, coin('x'), by);
  let [atWork, most] = [0, 0];
  const ledger = {
    ...parts.ledger,
    refold: async (id: string) => {
      atWork += 1;
      most = Math.max(most, atWork);
      const head = await parts.ledger.refold(id);
      atWork -= 1;
      return head;
    },
  };
  await consumeStream(parts.table.changes.map(recordOf), { ...parts, books: [ledger] });
  expect(most).toBe(25);
  expect(parts.table.all().filter(({ sk }) => sk === 'HEAD')).toHaveLength(60);
});

test('records that leave nothing behind are passed over', async () => {
  const parts = room();
  await parts.ledger.record('a', coin('x'), by);
  const [change] = parts.table.changes;
  const removed = recordOf({ before: change?.after, after: undefined });
  await consumeStream([removed, {}, ...parts.table.changes.map(recordOf)], parts);
  expect(parts.table.peek('TLY#a', 'HEAD')).toMatchObject({ document: { total: 1 } });
});

describe('a refold', () => {
  test('of what is not there tells nothing', async () => {
    const parts = room();
    await refoldAndAnnounce('TLY#none', parts);
    expect([parts.published, parts.table.all()]).toEqual([[], []]);
  });

  test('under a head of newer code is told and left to that code', async () => {
    const parts = room();
    await parts.ledger.record('a', coin('x'), by);
    await ledgerOver(tallyBook(2), parts.table, () => 5000, keyedByNothing).refold('a');
    await expect(refoldAndAnnounce('TLY#a', parts)).rejects.toThrow('TLY#a: its head was folded by newer code');
    expect(heardOnce(parts.published)).toEqual(['tally.coin:a:coin:x']);
  });
});

describe('the function behind a stream and a refold queue', () => {
  const context = { getRemainingTimeInMillis: () => 10_000 } as Context;
  const refolds = (...bodies: string[]) =>
    ({ Records: bodies.map((body, n) => ({ messageId: `m-${n}`, body, eventSource: 'aws:sqs' })) }) as SQSEvent;

  test('throws what the consumer throws: a batch that was not done is never answered as done', async () => {
    const parts = room();
    await parts.ledger.record('a', coin('x'), by);
    const handler = factsRecordedHandler(parts);
    const event = { Records: parts.table.changes.map(recordOf) };
    parts.table.onCall = () => {
      throw new Error('the table is away');
    };
    await expect(handler(event, context)).rejects.toThrow('the table is away');
    parts.table.onCall = undefined;
    const lines = await logged(async () => expect(await handler(event, context)).toBeUndefined());
    expect(lines).toMatchObject([{ message: 'stream_consumed', count: event.Records.length }]);
    await drain(parts);
    expect(heardOnce(parts.published)).toEqual(['tally.coin:a:coin:x']);
  });

  test('a refold that cannot be done comes again by itself, the rest of its batch is announced', async () => {
    const parts = room();
    for (const id of ['a', 'b']) await parts.ledger.record(id, coin('x'), by);
    await parts.table.put({ pk: 'TLY#bad', sk: 'FACT#future', fact: { kind: 'future' }, recordedAt: 1 });
    const handler = factsRecordedHandler(parts);
    const answer = await handler(
      refolds(...['TLY#a', 'TLY#bad', 'NONE#a', 'TLY#b'].map((aggregate) => JSON.stringify({ aggregate })), 'nonsense'),
      context,
    );
    expect(answer?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(['m-1', 'm-2', 'm-4']);
    expect(heardOnce(parts.published)).toEqual(['tally.coin:a:coin:x', 'tally.coin:b:coin:x']);
  });
});

test('what is announced for the first time is told aside, once; what a refold announces again is not', async () => {
  const told: string[] = [];
  const parts = {
    ...room(),
    onAnnounced: (fresh: readonly Announcement[]) => void told.push(...fresh.map(({ id }) => id)),
  };
  await parts.ledger.record('a', coin('1', 100), by);
  for (let read = 0; read < parts.table.changes.length; read += 1)
    await consumeStream([recordOf(parts.table.changes[read] as MemoryChange)], parts);
  const before = [...told];
  expect(before.length).toBeGreaterThan(0);
  expect(before).toEqual(parts.published.map(({ id }) => id));
  await refoldAndAnnounce('TLY#a', parts);
  expect(parts.published.length).toBeGreaterThan(before.length);
  expect(told).toEqual(before);
});

test('a fact that changes no head is not folded; what comes after it is', async () => {
  const parts = room({ ...tallyBook(), isSilent: ({ kind }) => kind === 'begun' });
  const calls: string[] = [];
  await parts.ledger.record('a', { kind: 'begun', at: 1 }, by);
  parts.table.onCall = async (call) => void calls.push(call);
  const position = await drain(parts);
  expect(calls).toEqual([]);
  await parts.ledger.record('a', coin('x'), by);
  await drain(parts, position);
  expect(heardOnce(parts.published)).toEqual(['tally.coin:a:coin:x']);
});

test('a fact that cannot be read is never passed over, even where it might be silent', async () => {
  const parts = room({ ...tallyBook(), isSilent: () => true });
  await parts.table.put({ pk: 'TLY#bad', sk: 'FACT#future', fact: { kind: 'future' }, recordedAt: 1 });
  await drain(parts);
  expect(parts.parked).toEqual(['TLY#bad']);
});
