import { expect } from 'vitest';
import { erasureLogIn } from '../../../functions/dossiers/adapters/table-erasure-log.ts';
import { Erasure } from '../../../functions/dossiers/domain/erasure.ts';
import { erasePersonalData } from '../../../functions/dossiers/usecases/erase-personal-data.ts';
import { ownTemplatesIn } from '../../../functions/notifications/adapters/own-templates.ts';
import type { Channel } from '../../../functions/notifications/domain/notice.ts';
import { receiptNumbersIn } from '../../../functions/payments/adapters/receipt-numbers.ts';
import { forgetPayers } from '../../../functions/payments/usecases/forget-payer.ts';
import { DossierCode } from '../../../shared/kernel/ids.ts';
import { type Announcement, epochOf } from '../../../shared/kernel/milestones.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { backOffice } from '../dossier-house.ts';
import { type MemoryTable, memoryTable } from '../memory-table.ts';
import { type TallyFact, tallyBook } from '../tally-book.ts';
import { inVietNam } from '../viet-nam-time.ts';
import { type Chain, chainInMemory, restOf } from './chain.ts';

import { messageHistories } from './message-histories.ts';
import { fairWeather, memoryStream } from './plumbing.ts';
import { backupOf, restore } from './restore.ts';
import { storyOf } from './story.ts';
import { wordsOf } from './words.ts';

/** Something that happened, or was found to be possible, played once; `play` throws where it does not end well. */
export interface History {
  readonly name: string;
  readonly play: () => Promise<void>;
}

const by = { recordedBy: 'test', requestId: 'r-1' };
const coin = (id: string, worth: number): TallyFact => ({ kind: 'coin', id, worth, at: 1000 });
const over = (table: Table) => ledgerOver(tallyBook(), table, () => 5000);

/** The stream of a table, and all that it led to; `rest` works until nothing is left. */
const streamOf = (table: MemoryTable) => {
  const told: Announcement[] = [];
  const bus = { publish: async (_: string, milestones: readonly Announcement[]) => void told.push(...milestones) };
  const stream = memoryStream(table, fairWeather, { capability: 'tally', books: [over(table)], bus });
  const rest = async () => {
    while (stream.left() > 0) await Promise.all([stream.work(), stream.refolds.work()]);
  };
  /** Of each milestone its last word. */
  const believed = () =>
    new Map(told.toSorted((a, b) => a.number - b.number).map(({ id, type }) => [id, type] as const));
  return { rest, believed };
};

/** A table whose partitions come in pages of one item; `between` is called after each page. */
const paged = (raw: MemoryTable, between: (page: number) => Promise<void>): Table => ({
  ...raw,
  async partition(pk) {
    const read = [];
    for (let page = 1, below = '\uffff'; ; page += 1) {
      const next = (await raw.partition(pk)).find(({ sk }) => sk < below);
      if (!next) return read;
      read.push(next);
      below = next.sk;
      await between(page);
    }
  },
});

/** A fold that has read so many pages when two faster ones overtake it. */
const slowFold = async (pages: number): Promise<void> => {
  const raw = memoryTable();
  const { rest, believed } = streamOf(raw);
  await over(raw).record('a', coin('x', 4), by);
  await over(raw).record('a', coin('w', 1), by);
  const first = await over(raw).refold('a');
  await over(raw).place(first!);
  await over(raw).record('a', coin('v', 1), by);
  let overtaken = false;
  const slow = over(
    paged(raw, async (page) => {
      if (page !== pages || overtaken) return;
      overtaken = true;
      await over(raw).record('a', coin('y', 6), by);
      const second = await over(raw).refold('a');
      await over(raw).record('a', { kind: 'void', id: 'x', at: 2000 }, by);
      const third = await over(raw).refold('a');
      // The newer of the two is placed before the older.
      await over(raw).place(third!);
      await over(raw).place(second!);
    }),
  );
  const head = await slow.refold('a');
  await slow.place(head!);
  await slow.place(first!, 0);
  await rest();
  await slow.place(first!, 0);
  expect(head).toMatchObject({ version: 3, document: { total: 8 } });
  const waiting = await raw.queryIndex({ index: 'timer', pk: 'T#WALL#0', limit: 10 });
  expect(waiting.items.map(({ sk }) => sk)).toEqual(['ENTRY#fill']);
  const listed = await raw.queryIndex({ index: 'list', pk: 'ALL', limit: 10 });
  expect(listed.items).toMatchObject([{ sk: 'ENTRY#all', document: { total: 8 } }]);
  expect(believed().get('a:coin:x')).toBe('tally.coin_withdrawn');
  expect(believed().get('a:full')).toBe('tally.full_withdrawn');
  expect(believed().get('a:coin:y')).toBe('tally.coin');
};

const FACTS = ['b', 'd', 'f', 'h'];

/** A fact that sorts where its name says is written between any two pages of a query. */
const betweenPages = async (late: string): Promise<void> => {
  for (let at = 1; at <= FACTS.length + 1; at += 1) {
    for (const isFolded of [false, true]) {
      const raw = memoryTable();
      const { rest, believed } = streamOf(raw);
      for (const id of FACTS) await over(raw).record('a', coin(id, 2), by);
      await over(raw).refold('a');
      let written = false;
      const reading = over(
        paged(raw, async (page) => {
          if (page !== at || written) return;
          written = true;
          await over(raw).record('a', coin(late, 2), by);
          if (isFolded) await over(raw).refold('a');
        }),
      );
      await over(raw).record('a', coin('g', 0), by);
      await reading.refold('a');
      await rest();
      expect(written).toBe(true);
      const ids = [...FACTS, 'g', late].map((id) => `a:coin:${id}`);
      expect([...believed()].sort()).toEqual(
        [...ids.map((id) => [id, 'tally.coin'] as const), ['a:full', 'tally.full'] as const].sort(),
      );
      expect(raw.peek('TLY#a', 'HEAD')).toMatchObject({ document: { total: 10 } });
    }
  }
};

const DOSSIER = 'H26.10-261119-0001';

/** A chain whose dossier owes a fee and waits for its money. */
const owing = async () => {
  const chain = chainInMemory({ now: inVietNam('2026-11-19 08:00') }, fairWeather);
  await chain.setUp();
  const { calls } = storyOf(chain, { dossierCode: DOSSIER, notices: ['paid'], finishes: false });
  for (const call of [calls.register, calls.accept, calls.start, calls.fee]) {
    await call();
    await restOf(chain);
  }
  const order = await calls.attempt();
  await restOf(chain);
  const pay = async () => {
    await calls.tell('paid', order!);
    await restOf(chain);
  };
  return { chain, order: order!, calls, pay };
};

const statusOf = async (chain: Chain) => (await chain.dossierPorts.ledger.read(DOSSIER))?.status;
/** What was sent, but that a promise moved, which a pause does. */
const sent = ({ taken }: Chain) =>
  Object.values(taken)
    .flat()
    .filter(
      (message) => !/doi ngay hen tra|đổi ngày hẹn trả/.test('subject' in message ? message.subject : wordsOf(message)),
    ).length;

const paymentsRestored = async (): Promise<void> => {
  const { chain, pay } = await owing();
  const backup = backupOf(chain, 'payments');
  expect(await statusOf(chain)).toBe(6);
  await pay();
  expect(await statusOf(chain)).toBe(4);
  const before = sent(chain);
  await restore(chain, 'payments', backup);
  await restOf(chain);
  expect(await statusOf(chain)).toBe(6);
  // The provider tells again of what the backup did not know; nobody is told a second time.
  await pay();
  expect(await statusOf(chain)).toBe(4);
  expect(sent(chain)).toBe(before);
};

const dossiersRestored = async (): Promise<void> => {
  const { chain, pay } = await owing();
  await pay();
  const backup = backupOf(chain, 'dossiers');
  const before = sent(chain);
  const told = chain.published.length;
  await restore(chain, 'dossiers', backup);
  await restOf(chain);
  const last = new Map<string, number>();
  for (const { id, number } of chain.published) last.set(id, Math.max(number, last.get(id) ?? 0));
  expect(chain.published.slice(told).some(({ type }) => type === 'dossier.accepted')).toBe(true);
  for (const [id, number] of last) expect(epochOf(number), id).toBeGreaterThan(0);
  expect(await statusOf(chain)).toBe(4);
  expect(sent(chain)).toBe(before);
};

/** What names or reaches the person of a story's dossier. */
const PERSONAL = ['Nguyễn Thị Ánh', '0912345678', 'anh@example.vn'];

const personalIn = (chain: Chain): readonly string[] =>
  chain.rooms.flatMap((room) => {
    const kept = JSON.stringify(chain.tables[room].raw.all());
    return PERSONAL.filter((word) => kept.includes(word));
  });

const erasedWhileOwing = async (): Promise<void> => {
  const { chain, pay } = await owing();
  const before = sent(chain);
  expect(before).toBeGreaterThan(0);
  expect(personalIn(chain)).not.toEqual([]);
  const erased = await erasePersonalData({ ...chain.dossierPorts, erasures: erasureLogIn(memoryTable()) })({
    caller: { ...backOffice, permission: 'operator' },
    requestId: 'api',
    now: chain.clock.now,
    dossierCode: DossierCode.parse(DOSSIER),
    erasure: Erasure.parse({ reason: 'Yêu cầu của chủ thể dữ liệu', by: 'Phòng CNTT' }),
  });
  expect(erased).toMatchObject({ ok: true });
  await restOf(chain);
  expect(personalIn(chain)).toEqual([]);
  await pay();
  await chain.rebuildAll();
  await restOf(chain);
  // The money is kept and the dossier goes on; nobody is told.
  expect(await statusOf(chain)).toBe(4);
  expect(sent(chain)).toBe(before);
  expect(chain.published.some(({ type }) => type === 'payment.paid')).toBe(true);
  expect(personalIn(chain)).toEqual([]);
  expect(PERSONAL.filter((word) => JSON.stringify(chain.published).includes(word))).toEqual([]);
};

/** What the provider's notices of a fee say, before its dossier's persons are erased and afterwards. */
const noticesErased = async (): Promise<void> => {
  const { chain, order, calls, pay } = await owing();
  const sentIn = () => JSON.stringify(chain.tables.payments.raw.all()).split('vnp_BankTranNo=').length - 1;
  await calls.tell('failed', order);
  await restOf(chain);
  expect(sentIn()).toBe(1);
  await forgetPayers(chain.moneyPorts)(DOSSIER, by);
  await restOf(chain);
  expect(sentIn()).toBe(0);
  await pay();
  expect(sentIn()).toBe(0);
  expect(chain.published.some(({ type }) => type === 'payment.paid')).toBe(true);
};

/** Receipts of one run, made at once: their numbers are those from 1 on, each once. */
const receiptsAtOnce = async (): Promise<void> => {
  const numbers = receiptNumbersIn(memoryTable(), () => inVietNam('2026-11-20 09:00'));
  const made = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      numbers.number({
        ...{ paymentId: `pay_${String(n).padStart(26, '0')}`, dossierCode: 'H26.10-261120-0007', agencyCode: 'H26.10' },
        receipt: {
          ...{
            kind: 'receipt',
            receiptId: `rct_${String(n).padStart(26, '0')}`,
            receiptKind: 'receipt',
            cause: 'paid',
          },
          ...{ taxCode: '0101243150', formSign: '01BLP', receiptSign: 'AA-26E', amountVnd: 1000 },
          ...{ items: [], transactions: [] },
        },
      }),
    ),
  );
  const given = made.map(({ receipt }) => receipt.number).sort((a, b) => a - b);
  expect(given).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
};

/** A chain whose dossier's person wishes these channels, of which Zalo does so with everything, and the acceptance is told. */
const acceptedBy = async (channels: readonly Channel[], manner: Chain['zalo']['manner']) => {
  const chain = chainInMemory({ now: inVietNam('2026-11-19 08:00') }, fairWeather);
  await chain.setUp();
  const wording = { template: 'accepted', channel: 'zalo', language: 'vi' } as const;
  const words = { znsTemplateId: '9001', parameters: { ma: 'dossier' } };
  const templates = ownTemplatesIn(chain.tables.notifications.raw, () => chain.clock.now);
  await templates.put('H26.10', wording, { version: 1, words, segments: 1 });
  chain.zalo.manner = manner;
  const { calls } = storyOf(chain, { dossierCode: DOSSIER, notices: [], finishes: false, channels });
  for (const call of [calls.register, calls.accept]) {
    await call();
    for (let turns = 0; turns < 50; turns += 1) await chain.work();
  }
  return chain;
};

const counted = ({ taken }: Chain) => [taken.zalo.length, taken.sms.length, taken.email.length];

const zaloRefuses = async (): Promise<void> => {
  for (const channels of [['zalo'], ['zalo', 'sms']] as const) {
    const chain = await acceptedBy(channels, 'refuses');
    await restOf(chain);
    for (let time = 0; time < 2; time += 1) {
      await chain.rebuildAll();
      await restOf(chain);
    }
    expect(counted(chain)).toEqual([0, 1, 0]);
    const intended = chain.tables.notifications.raw.all().filter(({ sk }) => sk === 'FACT#intent');
    expect(intended).toHaveLength(2);
  }
};

const zaloIsSilent = async (): Promise<void> => {
  const chain = await acceptedBy(['zalo', 'sms'], 'silent');
  chain.clock.now += 73 * 3_600_000;
  for (let time = 0; time < 3; time += 1) {
    chain.redrive();
    await chain.rebuildAll();
    for (let turns = 0; turns < 50; turns += 1) await chain.work();
  }
  expect(counted(chain)).toEqual([1, 0, 0]);
};

/** Every named history. */
export const histories: readonly History[] = [
  ...[1, 2, 3].map((pages) => ({
    name: `a slow fold that read ${pages} pages and loses to two faster ones: no entry is lost, none comes back`,
    play: () => slowFold(pages),
  })),
  ...Object.entries({ 'before all': 'a', between: 'e', 'after all': 'z' }).map(([place, late]) => ({
    name: `a fact that sorts ${place}, written between any two pages of a query: it is told, and nothing is withdrawn`,
    play: () => betweenPages(late),
  })),
  {
    name: 'payments restored from a backup: what was told of them before never outranks what is true after',
    play: paymentsRestored,
  },
  {
    name: 'dossiers restored from a backup: all is told again in the new epoch, and nobody hears the same twice',
    play: dossiersRestored,
  },
  {
    name: 'personal data erased while a fee is due: none is left or comes back, the money is kept, nobody is told',
    play: erasedWhileOwing,
  },
  {
    name: 'what a provider sent of a payer, before the erasure and after it: none is left, the money is kept',
    play: noticesErased,
  },
  {
    name: 'Zalo refuses: one SMS takes its place, and no rebuild sends another message',
    play: zaloRefuses,
  },
  { name: 'Zalo is silent until the message is no news any more: nothing takes its place', play: zaloIsSilent },
  { name: 'forty receipts of one run at once: no number is left out, none is given twice', play: receiptsAtOnce },
  ...messageHistories,
];
