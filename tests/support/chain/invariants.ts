import { expect } from 'vitest';
import { sortableMoment } from '../../../functions/dossiers/adapters/dossier-book.ts';
import type { FactOf } from '../../../functions/dossiers/domain/facts.ts';
import type { PromisedDate } from '../../../functions/dossiers/domain/promises.ts';
import type { Message } from '../../../functions/notifications/domain/message.ts';
import { type KeptNotice, templateOf } from '../../../functions/notifications/domain/notice.ts';
import { listPayments } from '../../../functions/payments/usecases/list-payments.ts';
import type { Book } from '../../../shared/kernel/book.ts';
import { type Announcement, epochOf, WITHDRAWN } from '../../../shared/kernel/milestones.ts';
import { toOffsetDateTime } from '../../../shared/kernel/time.ts';
import { idIn } from '../../../shared/platform/ledger/aggregate.ts';
import { EPOCH_KEY } from '../../../shared/platform/ledger/epoch.ts';
import { announcements, entryItems } from '../../../shared/platform/ledger/head.ts';
import type { Ledger } from '../../../shared/platform/ledger/ledger.ts';
import type { Table } from '../../../shared/platform/ledger/table.ts';
import { backOffice } from '../dossier-house.ts';
import type { Chain } from './chain.ts';
import { expectMoneyWork } from './money-invariants.ts';
import { channelsOf, endsUnpaid, isMadeGood, isPaid, owes, type Plan, type Story } from './story.ts';
import { wordsOf } from './words.ts';

const FEE_VND = 150_000;

interface RoomBook<F, S, Id extends string> {
  readonly book: Book<F, S, Id>;
  readonly ledger: Ledger<F, S, Id>;
}

const itemsOf = (chain: Chain, room: Chain['rooms'][number]) => chain.tables[room].raw.all();

/** Nothing waits, nothing is parked, nothing was recorded under two meanings but what was contradicted. */
const expectQuiet = (chain: Chain, stories: readonly Story[]): void => {
  expect(chain.waiting()).toEqual([]);
  expect(chain.left()).toBe(0);
  const contradicted = stories.flatMap(({ plan }) => (plan.isContradicted ? [`CONFLICT#DOS#${plan.dossierCode}`] : []));
  for (const room of chain.rooms) {
    const conflicts = itemsOf(chain, room).filter(({ pk }) => pk.startsWith('CONFLICT#'));
    expect(conflicts.map(({ pk }) => pk).sort()).toEqual(room === 'dossiers' ? contradicted : []);
  }
};

/** The ids of all moments that hold of an aggregate, by its facts alone. */
const milestonesOf = async (chain: Chain, room: Chain['rooms'][number], id: string): Promise<ReadonlySet<string>> => {
  const shownBy = async <F extends { readonly kind: string }, S, Id extends string>({
    book,
    ledger,
  }: RoomBook<F, S, Id>) => {
    const state = await ledger.state(idIn(book, `${book.prefix}#${id}`));
    return state === undefined ? [] : book.project(state).milestones.map((milestone) => milestone.id);
  };
  const { books } = chain;
  switch (room) {
    case 'dossiers':
      return new Set(await shownBy(books.dossiers));
    case 'payments':
      return new Set(await shownBy(books.payments));
    case 'notifications':
      return new Set(await shownBy(books.notifications));
    case 'results':
      return new Set(await shownBy(books.results));
  }
};

const tableEpoch = async (table: Pick<Table, 'get'>): Promise<number> =>
  ((await table.get(EPOCH_KEY.pk, EPOCH_KEY.sk))?.epoch as number | undefined) ?? 0;

/**
 * Every head says what its facts say; the last word that was told under each id is the head's, and nothing was told that no head knows;
 * every entry lies where its head says.
 */
const expectAnnounced = async (chain: Chain, stories: readonly Story[]): Promise<void> => {
  const takenBack = new Set(
    stories.flatMap(({ plan }) => (plan.isAcceptedAgain ? [`dossier:${plan.dossierCode}:step:e1`] : [])),
  );
  const last = new Map<string, Announcement>();
  for (const one of chain.published) if (one.number >= (last.get(one.id)?.number ?? 0)) last.set(one.id, one);
  for (const room of chain.rooms) {
    const { book, ledger } = chain.books[room];
    const prefix = `${book.prefix}#`;
    const items = itemsOf(chain, room).filter(({ pk }) => pk.startsWith(prefix));
    for (const id of new Set(items.map(({ pk }) => pk.slice(prefix.length)))) {
      const pk = `${prefix}${id}`;
      const before = await chain.tables[room].raw.get(pk, 'HEAD');
      const head = await ledger.refold(id);
      // What an earlier release folded last the present one may show otherwise: its stream would place and tell that.
      if (head && before && (chain.isMixed || Number(before.foldVersion) < head.foldVersion)) {
        await ledger.place(head);
        for (const told of announcements(head)) last.set(told.id, told);
      } else expect(head?.version, `${pk} is folded`).toBe(before?.version);
      if (!head) continue;
      const holds = await milestonesOf(chain, room, id);
      for (const told of announcements(head, 0)) {
        expect(last.get(told.id), `the last word of ${told.id}`).toEqual(told);
        last.delete(told.id);
        expect(told.type.endsWith(WITHDRAWN), `${told.id} is told as it is`).toBe(!holds.has(told.id));
        // A release that did not know what is for staff announced that it arrived.
        const isStaffs = chain.isMixed && ['overdue', 'due_soon'].includes(String(told.data.template));
        if (told.type.endsWith(WITHDRAWN) && !takenBack.has(told.id) && !isStaffs)
          expect(told.type, 'only what a late word makes untrue is withdrawn').toMatch(
            /^(dossier\.(due_soon|overdue)|message\.(counted|failed))_/,
          );
      }
      const placed = await chain.tables[room].raw.query(pk, 'ENTRY#');
      expect(placed).toEqual([...entryItems(pk, head, 0)].sort((a, b) => (a.sk < b.sk ? -1 : 1)));
    }
  }
  // What was told before a restore of what it knew no more is outranked by all that was told since.
  const epochs = await Promise.all(chain.rooms.map((room) => tableEpoch(chain.tables[room].raw)));
  const epoch = Math.max(...epochs);
  expect([...last.values()].filter(({ number }) => epochOf(number) === epoch)).toEqual([]);
};

/** How often a moment is told at least and at most, by one channel. */
type Bounds = readonly [least: number, most: number];

/**
 * Each person was told once of each moment by each of its channels, and of nothing else. What is no longer true when it leaves goes
 * untold: that a fee is due, once money has come or nothing is due; a promise, once it has moved on; what was taken back.
 */
const expectToldOnce = async (chain: Chain, stories: readonly Story[]): Promise<void> => {
  const messages = await messagesIn(chain);
  const isRestored = (await tableEpoch(chain.tables.dossiers.raw)) > 0;
  const hasForgotten = (await tableEpoch(chain.tables.payments.raw)) > 0;
  for (const { plan } of stories) {
    const { dossierCode } = plan;
    const words = chain.published.filter(({ data }) => data.dossierCode === dossierCode);
    const again = plan.isAcceptedAgain ? 1 : 0;
    const restored = isRestored ? 1 : 0;
    // Of an acceptance that is taken back and told again, or told again to a table that had forgotten it, the other date is told as well.
    const accepted = words.filter(({ type }) => type === 'dossier.accepted');
    const dates = new Set(accepted.map(({ data }) => data.promisedAt)).size;
    // A fee that is opened again to a table that had forgotten it has its term from then: another day's is told as well.
    const opened = words.filter(({ type }) => type === 'payment.opened');
    const terms = new Set(opened.map(({ id, data }) => `${id} ${data.expiresAt}`)).size;
    const fees = (owes(plan) ? 1 : 0) + (plan.isOpenedAgain ? 1 : 0);
    const closed = (plan.isOpenedAgain ? 1 : 0) + (owes(plan) && endsUnpaid(plan) ? 1 : 0);
    const moved = words.filter(({ type, data }) => type === 'dossier.promised' && data.cause !== 'accepted');
    const promises = new Set(moved.map(({ id, data }) => `${id} ${data.promisedAt} ${data.insteadOf}`)).size;
    const surplus = plan.surplus === undefined ? 0 : 1;
    const countOf = (name: string): number =>
      new Set(words.filter(({ type }) => type === name).map(({ id }) => id)).size;
    const paid = isPaid(plan) || isMadeGood(plan) ? 1 : 0;
    const mayGoUntold = fees > 0 && (plan.isOpenedAgain || isPaid(plan) || endsUnpaid(plan) || plan.notices.length > 0);
    const expected: Readonly<Record<string, Bounds>> = {
      accepted: [1, Math.max(1, dates) + again],
      acceptance_withdrawn: [0, again * (1 + restored)],
      promise_moved: [0, promises],
      fee_due: [mayGoUntold ? 0 : fees, Math.max(fees, terms)],
      // Nobody is reminded of a fee twice, but where the table had forgotten its term.
      fee_reminder: [0, Math.min(fees, countOf('payment.due_soon')) * Math.max(1, terms)],
      fee_closed: [0, closed],
      // To a table that had forgotten that the fee was taken back its money pays it, until that is told again.
      paid: [paid, hasForgotten ? Math.max(paid, countOf('payment.paid')) : paid],
      refunded: [0, countOf('payment.refunded')],
      surplus: [hasForgotten && countOf('payment.paid') > paid ? 0 : surplus, surplus],
      result_ready: exactly(plan.finishes),
    };
    const byMail: Readonly<Record<string, Bounds>> = {
      registered: [1, 1],
      status_changed: [1, 1 + again * (1 + restored)],
      corrected: [0, again * (1 + restored)],
    };
    const toStaff: Readonly<Record<string, Bounds>> = {
      due_soon: [0, countOf('dossier.due_soon')],
      overdue: [0, countOf('dossier.overdue')],
    };
    for (const channel of ['sms', 'email'] as const) {
      const wished = channelsOf(plan).includes(channel);
      // Staff are told by mail whatever the person wishes.
      const bounds = {
        ...(wished ? expected : {}),
        ...(wished && channel === 'email' ? byMail : {}),
        ...(channel === 'email' ? toStaff : {}),
      };
      // What took the place of a message that expired is counted with nothing.
      const isFirst = ({ intent }: Message) => intent.channel === channel && intent.fallbackOf === undefined;
      const own = messages.filter((each) => each.intent.dossierCode === dossierCode && isFirst(each));
      // What waited for days, which a storm lasts, is no news any more.
      const told = countedBy(own.filter(({ status, failure }) => status !== 'failed' || failure?.reason === 'expired'));
      for (const [template, count] of told)
        expect(template in bounds, `${dossierCode}: ${count} ${template}`).toBe(true);
      for (const [template, [least, most]] of Object.entries(bounds)) {
        const count = told.get(template) ?? 0;
        expect(count, `${dossierCode} by ${channel}: ${template}`).toBeGreaterThanOrEqual(least);
        expect(count, `${dossierCode} by ${channel}: ${template}`).toBeLessThanOrEqual(most);
      }
      // Who was asked for a fee is told that it is closed, or what becomes of the money that came for it all the same; money that is
      // written off stays with the fee, which is then not closed unpaid.
      const sent = countedBy(own.filter(({ status }) => status !== 'failed'));
      if (wished && !plan.surplus && plan.work !== 'write_off' && (sent.get('fee_due') ?? 0) === fees && terms === fees)
        expect(told.get('fee_closed') ?? 0, `${dossierCode} by ${channel}: fee_closed`).toBe(closed);
      for (const { failure } of own.filter(({ status }) => status === 'failed'))
        expect(['overtaken', 'expired']).toContain(failure?.reason);
    }
  }
  for (const [channel, taken] of Object.entries(chain.taken)) {
    const references = taken.map(({ clientReference }) => clientReference);
    const sent = messages.filter(({ intent, status }) => intent.channel === channel && status !== 'failed');
    expect(references.toSorted()).toEqual(sent.map(({ messageId }) => messageId).sort());
  }
};

const exactly = (isTold: boolean): Bounds => (isTold ? [1, 1] : [0, 0]);

const countedBy = (messages: readonly Message[]): ReadonlyMap<string, number> => {
  const groups = Map.groupBy(messages, ({ intent }) => templateOf(intent.notice));
  return new Map([...groups].map(([template, of]) => [template, of.length]));
};

/** No demand was sent after a word of the fee's money, and none calls more than the fee received in full. */
const expectNoDemandAfterMoney = (chain: Chain, stories: readonly Story[]): void => {
  for (const taken of Object.values(chain.taken)) {
    for (const { plan } of stories) {
      const words = taken.map(wordsOf).filter((text) => text.includes(plan.dossierCode));
      const demand = words.findIndex((text) => text.includes('can nop'));
      const money = words.findIndex((text) => /da nhan|hoan tra/.test(text));
      if (demand >= 0 && money >= 0) expect(demand, `${plan.dossierCode}: ${words.join(' | ')}`).toBeLessThan(money);
      for (const text of words.filter((each) => each.includes('da nhan du')))
        expect(text).toMatch(/150\.000 (dong|d)\b/);
    }
  }
};

/**
 * Whoever was told a promised date knows the one that holds. Each promise was made by a calendar no older than the one before it, and
 * was told with the date whose place it takes; the last of a dossier that runs is where its clock is due.
 */
const expectPromiseTold = async (chain: Chain, { plan }: Story): Promise<void> => {
  const dossier = await chain.dossierPorts.ledger.read(plan.dossierCode);
  const { recorded = [], unrecorded } = dossier?.promises ?? {};
  expect(unrecorded).toBeUndefined();
  for (const [i, { number, promisedAt: date, cause, calendarPublishedAt }] of recorded.entries()) {
    const id = `dossier:${plan.dossierCode}:promised:${number}`;
    const last = chain.published.filter((one) => one.id === id).reduce((a, b) => (b.number >= a.number ? b : a));
    const insteadOf = cause === 'accepted' ? null : recorded[i - 1]?.promisedAt;
    expect(last).toMatchObject({ type: 'dossier.promised', data: { promisedAt: date, insteadOf } });
    expect(calendarPublishedAt).toBeGreaterThanOrEqual(recorded[i - 1]?.calendarPublishedAt ?? 0);
  }
  if (dossier?.clock.phase === 'running') expect(recorded.at(-1)?.promisedAt).toBe(dossier.clock.due?.at);
  const ofIt = ({ acceptanceId }: PromisedDate) => acceptanceId === dossier?.walk.acceptance?.id;
  const promisedAt = dossier?.promises.recorded.find(ofIt)?.promisedAt;
  expect(promisedAt).toBeDefined();
  expect(dossier?.walk.acceptance?.id).toBe(plan.isAcceptedAgain ? 'e3' : 'e1');
  // One that moves by seconds reads as it did.
  const minuteOf = ({ promisedAt: date }: PromisedDate) => Math.floor(date / 60_000);
  const moves = recorded.filter((promise, i) => {
    const before = recorded[i - 1];
    return promise.cause !== 'accepted' && before !== undefined && minuteOf(before) !== minuteOf(promise);
  });
  const since = recorded.findLastIndex(({ cause }) => cause === 'accepted');
  const last = moves.filter((promise) => recorded.indexOf(promise) > since).at(-1);
  for (const channel of channelsOf(plan)) {
    const told = chain.taken[channel].map(wordsOf).filter((text) => text.includes(plan.dossierCode));
    expectDate(told, /hen tra|tiep nhan/i, promisedAt ?? 0);
    const expired = await expiredIn(chain, plan, channel);
    const isExpired = expired.some((it) => it.template === 'promise_moved' && it.promisedAt === last?.promisedAt);
    if (!last || isExpired) continue;
    expectDate(told.filter((text) => /doi ngay hen tra|thay cho/.test(text)).slice(-1), /./, last.promisedAt);
  }
};

/** What was to be told of a dossier by a channel and was no news any more when its queue came back, after days. */
const expiredIn = async (chain: Chain, { dossierCode }: Plan, channel: string): Promise<readonly KeptNotice[]> =>
  (await messagesIn(chain)).flatMap(({ intent, failure }) =>
    failure?.reason === 'expired' && intent.dossierCode === dossierCode && intent.channel === channel
      ? [intent.notice]
      : [],
  );

/** Some text with these words tells the date. */
const expectDate = (texts: readonly string[], words: RegExp, date: number): void => {
  const wanted = toOffsetDateTime(date);
  const [, year, month, day] = /^(\d+)-(\d+)-(\d+)T/.exec(wanted) ?? [];
  const known = texts.some((text) => words.test(text) && text.includes(`${day}/${month}/${year}`));
  expect(known, `${wanted}: ${texts.join(' | ')}`).toBe(true);
};

/** Every dong that nobody owed was told to its payer by each channel, to those who watch, and stands in the agency's list. */
const expectSurplusTold = async (chain: Chain, stories: readonly Story[]): Promise<void> => {
  const { ledger } = chain.paymentPorts;
  const lists = { ledger, lists: chain.lists };
  const wanted = { states: undefined, flags: undefined, agencyCode: undefined, after: undefined, limit: 200 };
  const listed = await listPayments(lists)({ ...wanted, caller: backOffice });
  const hasForgotten = (await tableEpoch(chain.tables.payments.raw)) > 0;
  const all = listed.ok ? listed.value.payments : [];
  expect(all.map(({ paymentId }) => paymentId).sort()).toEqual(stories.flatMap(({ paymentIds }) => paymentIds).sort());
  for (const { plan, paymentId } of stories) {
    const payment = await ledger.payment(paymentId);
    expect(payment?.surplusVnd ?? 0).toBe(plan.surplus === undefined || plan.work ? 0 : FEE_VND);
    // To a table that had forgotten that the fee was taken back its money was no surplus: it paid the fee.
    const paid = chain.published.some(({ id, type }) => type === 'payment.paid' && id === `${paymentId}:paid`);
    if (hasForgotten && plan.surplus === 'cancelled' && paid && !isMadeGood(plan)) continue;
    const alarmed = chain.alarms.some(({ id }) => id === `${paymentId}:surplus:1`);
    // A rebuild, which brings back what the stream has lost, alarms nobody.
    if (alarmed || chain.lost() === 0) expect(alarmed).toBe(plan.surplus !== undefined);
    for (const channel of channelsOf(plan)) {
      const words = chain.taken[channel].map(wordsOf).filter((text) => text.includes(plan.dossierCode));
      const expired = (await expiredIn(chain, plan, channel)).filter(({ template }) => template === 'surplus');
      const told = [...words.filter((text) => text.includes('hoan tra')), ...expired];
      expect(told).toHaveLength(plan.surplus === undefined ? 0 : 1);
    }
  }
};

/** The messages that were intended. */
const messagesIn = async (chain: Chain) => {
  const { book, ledger } = chain.books.notifications;
  const prefix = `${book.prefix}#`;
  const keys = new Set(itemsOf(chain, 'notifications').flatMap(({ pk }) => (pk.startsWith(prefix) ? [pk] : [])));
  const messages = await Promise.all([...keys].map((pk) => ledger.state(idIn(book, pk))));
  return messages.filter((message) => message !== undefined);
};

/** What the provider said and was confirmed is kept, what it never said is not, and good money counts once. */
const expectMoney = async (chain: Chain, story: Story): Promise<void> => {
  const { plan, paymentId, confirmed, attempts } = story;
  if (!owes(plan)) return;
  if (plan.work) return expectMoneyWork(chain, story);
  const payment = await chain.paymentPorts.ledger.payment(paymentId);
  const paid = isPaid(plan);
  const transactions = payment?.transactions.map(({ amountVnd, standing }) => `${standing} ${amountVnd}`).sort();
  const said = [
    ...(confirmed.includes('other_amount') ? ['held 1'] : []),
    ...(confirmed.includes('suspected') ? [`held ${FEE_VND}`] : []),
    ...(paid ? [`received ${FEE_VND}`] : []),
    ...(plan.surplus ? [`received ${FEE_VND}`] : []),
  ];
  const received = said.filter((each) => each.startsWith('received')).length * FEE_VND;
  // A notice whose every answer was lost may have been kept all the same.
  expect(transactions).toEqual(expect.arrayContaining(said));
  if (plan.surplus !== 'twice') expect(new Set(transactions).size).toBe(transactions?.length);
  expect(payment?.receivedVnd).toBe(received);
  expect(payment?.attempts).toHaveLength(attempts());
  if (paid) expect(payment?.state).toBe('paid');
  if (paid) expect(payment?.attempts.map(({ state }) => state)).toContain('paid');
  if (plan.surplus === 'twice') expect(payment?.flags).toEqual(['duplicate', 'overpaid']);
  if (plan.expires && !plan.surplus) expect(payment?.state).toBe('expired');
  if (endsUnpaid(plan) && plan.surplus) expect(payment?.state).toBe('paid_after_close');
  // The notice itself, not what asking found afterwards.
  const failures = payment?.facts.map(({ fact }) => (fact.kind === 'failed' ? fact.code : fact.kind));
  if (confirmed.includes('failed')) expect(failures).toContain('24.02');
};

/** One file was stored for a result, and it is the registered one. */
const expectResult = async (chain: Chain, { plan }: Story): Promise<void> => {
  const results = await chain.resultPorts.registry.ofDossier(plan.dossierCode);
  expect(results.map(({ state }) => state)).toEqual(plan.finishes ? ['issued'] : []);
  for (const { issued, revisions } of results) {
    expect(revisions).toHaveLength(1);
    const file = chain.stored.get(issued?.objectKey ?? '');
    expect(issued).toMatchObject({
      sha256: chain.sha256(file?.pdf ?? new Uint8Array()),
      objectVersionId: file?.objectVersionId,
    });
  }
};

/** What is overdue was announced, once, after its due moment; nothing is left for the sweep to look at again and again. */
const expectDeadline = async (chain: Chain, { plan, paymentId }: Story): Promise<void> => {
  const dossier = await chain.dossierPorts.ledger.read(plan.dossierCode);
  const { clock, status, announced } = dossier!;
  // A fee whose term ended while something else was waited for holds its dossier up no more.
  const isOver = (await chain.paymentPorts.ledger.payment(paymentId))?.ended !== undefined;
  const isAwaited = owes(plan) && !isPaid(plan) && !isMadeGood(plan) && !endsUnpaid(plan) && !isOver;
  if (plan.finishes) expect(status).toBe(9);
  else expect(status).toBe(isAwaited ? 6 : 4);
  if (clock.phase === 'running')
    expect(
      announced.filter((one) => one.clock === 'resolve' && one.announces === 'overdue' && one.dueAt === clock.due?.at),
    ).toHaveLength(1);
  const fired = itemsOf(chain, 'dossiers').flatMap(({ fact }) =>
    (fact as FactOf<'timer_fired'> | undefined)?.kind === 'timer_fired' ? [fact as FactOf<'timer_fired'>] : [],
  );
  for (const { announces, dueAt, firedAt } of fired)
    if (announces === 'overdue') expect(firedAt).toBeGreaterThan(dueAt);
  const passed = sortableMoment(chain.clock.now);
  expect(itemsOf(chain, 'dossiers').filter(({ timerSk }) => timerSk !== undefined && timerSk <= passed)).toEqual([]);
};

/** What must hold of the chain once everything has come to rest (invariants 1 to 9 of the service levels). */
export const expectInvariants = async (chain: Chain, stories: readonly Story[]): Promise<void> => {
  expectQuiet(chain, stories);
  await expectAnnounced(chain, stories);
  await expectToldOnce(chain, stories);
  expectNoDemandAfterMoney(chain, stories);
  await expectSurplusTold(chain, stories);
  for (const story of stories) {
    await expectMoney(chain, story);
    await expectPromiseTold(chain, story);
    await expectResult(chain, story);
    await expectDeadline(chain, story);
  }
};
