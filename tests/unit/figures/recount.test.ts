import { expect, test } from 'vitest';
import { ledgersIn } from '../../../functions/figures/adapters/ledgers-in-tables.ts';
import { recountAsked, sqsRecount } from '../../../functions/figures/adapters/sqs-recount.ts';
import type { Ledgers, RecountQueue, RowStore } from '../../../functions/figures/ports.ts';
import { beginRecount, lookAgain, recountStep } from '../../../functions/figures/usecases/recount.ts';
import { type BusEvent, parseBusEvent } from '../../../shared/kernel/events.ts';
import { announcedOfMonth, figuresHouse } from '../../support/figures-house.ts';
import type { MemoryTable } from '../../support/memory-table.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { expected } from '../../support/worked-month.ts';

const NOVEMBER = { from: '2026-11-01', to: '2026-11-30' };

/** A whole recount over a queue in memory; answers which rows had drifted. */
const recount = async (dossiers: MemoryTable, store: RowStore, between: () => Promise<void> = async () => {}) => {
  const waiting: { body: string; delay: number }[] = [];
  const client = {
    send: async ({ input }: { input: { Entries?: { MessageBody?: string; DelaySeconds?: number }[] } }) => {
      for (const { MessageBody = '', DelaySeconds = 0 } of input.Entries ?? [])
        waiting.push({ body: MessageBody, delay: DelaySeconds });
      return {};
    },
  };
  const queue = sqsRecount(client as unknown as Parameters<typeof sqsRecount>[0], 'queue');
  const ledgers = ledgersIn({ dossiers, payments: memoryTable(), notifications: memoryTable() });
  const drifted: string[] = [];
  await beginRecount({ queue });
  for (const isLate of [false, true]) {
    if (isLate) await between();
    for (let next = waiting.findIndex(({ delay }) => delay > 0 === isLate); next >= 0; ) {
      const [{ body } = { body: '' }] = waiting.splice(next, 1);
      const asked = recountAsked(JSON.parse(body));
      if (asked !== 'begin' && 'step' in asked) await recountStep({ ledgers, store, queue })(asked.step);
      if (asked !== 'begin' && 'lookAgain' in asked && (await lookAgain({ store })(asked.lookAgain)))
        drifted.push(asked.lookAgain.event.id);
      next = waiting.findIndex(({ delay }) => delay > 0 === isLate);
    }
  }
  return drifted.sort();
};

test('what events lost is mended from the ledgers and told, and a second recount finds nothing', async () => {
  const { told, dossiers } = await announcedOfMonth();
  const house = figuresHouse();
  // Of every third dossier the last words never came; of every fourth none did.
  const last = new Map(told.map(({ id, number }) => [id, number]));
  const ids = [
    ...new Set(told.map(({ id }) => id).filter((id) => id.endsWith(':counted') && id.startsWith('dossier'))),
  ];
  const isLost = ({ id, number }: (typeof told)[number]): boolean =>
    (ids.indexOf(id) % 3 === 0 && number === last.get(id)) || (ids.indexOf(id) >= 0 && ids.indexOf(id) % 4 === 0);
  await house.hear(told.filter((one) => !isLost(one)));
  const before = await house.read(NOVEMBER);
  expect(before.ok && before.value.rows).not.toEqual([expected]);

  const drifted = await recount(dossiers, house.store);
  expect(drifted).toEqual(ids.filter((_, i) => i % 3 === 0 || i % 4 === 0).sort());
  const after = await house.read(NOVEMBER);
  expect(after.ok && after.value.rows).toEqual([expected]);
  expect(await recount(dossiers, house.store)).toEqual([]);
});

test('what was only on its way has not drifted', async () => {
  const { told, dossiers } = await announcedOfMonth();
  const house = figuresHouse();
  expect(await recount(dossiers, house.store, () => house.hear(told))).toEqual([]);
});

test('a row whose words are not those of its number has drifted', async () => {
  const { told, dossiers } = await announcedOfMonth();
  const house = figuresHouse();
  await house.hear(told);
  const [row] = house.table.all().filter(({ pk }) => pk === 'DOSSIER#H26.10-261101-0001');
  await house.table.put({ ...row!, row: { ...(row!.row as object), fee: 'none' } });
  expect(await recount(dossiers, house.store)).toEqual(['dossier:H26.10-261101-0001:counted']);
});

test('a word that does not say what a row needs is passed over and named, and the others are compared', async () => {
  const { told } = await announcedOfMonth();
  const [first, second] = told.filter(({ type }) => type === 'dossier.counted');
  const { fee: _, ...data } = first!.data;
  const words = [{ ...first!, data }, second!].map((one) => parseBusEvent(one)!);
  const lookedFor: BusEvent[] = [];
  const queue: RecountQueue = {
    go: async () => {},
    async lookAgain(missing) {
      lookedFor.push(...missing);
    },
  };
  const ledgers: Ledgers = { page: async () => ({ told: words }) };
  const found = await recountStep({ ledgers, store: figuresHouse().store, queue })({ ledger: 'dossiers', segment: 0 });
  expect(found).toEqual({ missing: 1, unread: [first!.id] });
  expect(lookedFor).toEqual([words[1]]);
});

test('what is looked for again comes before its age alarms', async () => {
  const { told } = await announcedOfMonth();
  const delays: (number | undefined)[] = [];
  const client = {
    send: async ({ input }: { input: { Entries?: { DelaySeconds?: number }[] } }) => {
      delays.push(...(input.Entries ?? []).map(({ DelaySeconds }) => DelaySeconds));
      return {};
    },
  };
  const queue = sqsRecount(client as unknown as Parameters<typeof sqsRecount>[0], 'queue');
  await queue.lookAgain([parseBusEvent(told[0])!]);
  expect(delays).toEqual([600]);
});

test('a message of the queue that is no event and no recount is refused, and so is parked', () => {
  for (const strange of [{}, { recount: 'end' }, { recount: { ledger: 'results', segment: 0 } }, { lookAgain: {} }])
    expect(() => recountAsked(strange)).toThrow();
});
