/**
 * How many aggregates a second a stream's consumer folds, places and tells, on one shard whose calls to AWS take 5 ms each, beside a
 * consumer that does the same one after the other, as this one did at commit 194ac2c. Both must leave the same contents.
 */
import assert from 'node:assert/strict';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Announcement } from '../../shared/kernel/milestones.ts';
import type { Bus } from '../../shared/platform/bus.ts';
import { announcements, readHead } from '../../shared/platform/ledger/head.ts';
import { type Ledger, ledgerOver } from '../../shared/platform/ledger/ledger.ts';
import type { Item } from '../../shared/platform/ledger/table.ts';
import { consumeStream } from '../../shared/platform/stream-handler.ts';
import { type MemoryChange, memoryTable } from '../support/memory-table.ts';
import { type Tally, type TallyFact, tallyBook } from '../support/tally-book.ts';
import type { Bench } from './run.ts';

const AGGREGATES = 300;
const BATCH = 100;
const CALL_MS = 5;
/** As many batches of a shard are consumed side by side; see infra/constructs/fact-stream.ts. */
const LANES = 4;

const by = { recordedBy: 'bench', requestId: 'r' };
const book = tallyBook();
const aCall = () => new Promise<void>((resolve) => setTimeout(resolve, CALL_MS));

const recordOf = ({ after }: MemoryChange): DynamoDBRecord =>
  ({ dynamodb: { NewImage: marshall(after, { removeUndefinedValues: true }) } }) as DynamoDBRecord;

interface Parts {
  readonly ledger: Ledger<TallyFact, Tally>;
  readonly bus: Bus;
}

type Consumer = (records: readonly DynamoDBRecord[], parts: Parts) => Promise<void>;

const sideBySide: Consumer = (records, { ledger, bus }) =>
  consumeStream(records, { capability: 'tally', books: [ledger], bus, refoldQueue: { send: async () => undefined } });

const serially: Consumer = async (records, { ledger, bus }) => {
  const changed = new Set<string>();
  for (const record of records) {
    const item = unmarshall(record.dynamodb?.NewImage as Record<string, AttributeValue>) as Item;
    if (item.sk.startsWith('FACT#')) changed.add(item.pk.slice(book.prefix.length + 1));
    const head = readHead(book, item);
    if (!head) continue;
    await bus.publish('tally', announcements(head));
    await ledger.place(head);
  }
  for (const id of changed) await ledger.refold(id);
};

const run = async (consume: Consumer, lanes: number) => {
  const table = memoryTable();
  const ledger = ledgerOver(book, table, () => 5000);
  for (let n = 0; n < AGGREGATES; n += 1) {
    for (const id of ['x', 'y'])
      await ledger.record(`t${n}`, { kind: 'coin', id, worth: 5, at: 1000, evidence: 'e' }, by);
  }
  table.onCall = (name) => (name.includes(':') ? undefined : aCall());
  const told: Announcement[] = [];
  let calls = 0;
  const bus = {
    async publish(_: string, some: readonly Announcement[]) {
      calls += Math.ceil(some.length / 10);
      await aCall();
      told.push(...some);
    },
  };
  const begun = performance.now();
  let read = 0;
  while (read < table.changes.length) {
    const lane: MemoryChange[][] = Array.from({ length: lanes }, () => []);
    for (; read < table.changes.length && lane.every((one) => one.length < BATCH); read += 1) {
      const change = table.changes[read] as MemoryChange;
      const sum = [...(change.after?.pk ?? '')].reduce((total, letter) => total + letter.charCodeAt(0), 0);
      lane[sum % lanes]?.push(change);
    }
    await Promise.all(lane.map((changes) => consume(changes.map(recordOf), { ledger, bus })));
  }
  const seconds = (performance.now() - begun) / 1000;
  const contents = table
    .all()
    .filter(({ sk }) => sk === 'HEAD' || sk.startsWith('ENTRY#'))
    .sort((a, b) => (`${a.pk}${a.sk}` < `${b.pk}${b.sk}` ? -1 : 1));
  return { perSecond: AGGREGATES / seconds, calls, contents, told: new Set(told.map(({ id }) => id)) };
};

/** Compares the two in this run. */
export const bench: Bench = {
  async run() {
    const peer = await run(serially, 1);
    const side = await run(sideBySide, 1);
    const lanes = await run(sideBySide, LANES);
    for (const one of [side, lanes]) {
      assert.deepEqual(one.contents, peer.contents);
      assert.deepEqual(one.told, peer.told);
    }
    const show = (name: string, { perSecond, calls }: typeof peer) =>
      console.log(`${perSecond.toFixed(0).padStart(6)} aggregates/s, ${calls} calls to the bus  ${name}`);
    show('one after the other (194ac2c)', peer);
    show('side by side', side);
    show(`side by side, ${LANES} batches at the same time`, lanes);
    return {
      stream_speedup: side.perSecond / peer.perSecond,
      stream_speedup_lanes: lanes.perSecond / peer.perSecond,
    };
  },
};
