import { createHash } from 'node:crypto';
import { citizenLinks } from '../../../functions/dossiers/adapters/citizen-links.ts';
import { earlierTimerIndex, timerIndex } from '../../../functions/dossiers/adapters/deadline-index.ts';
import { dossierBook } from '../../../functions/dossiers/adapters/dossier-book.ts';
import { dossierLedger } from '../../../functions/dossiers/adapters/dossier-ledger.ts';
import { setUpAgencies } from '../../../functions/dossiers/adapters/set-up-agencies.ts';
import { dossiersHears } from '../../../functions/dossiers/contract.ts';
import type { Dossier } from '../../../functions/dossiers/domain/dossier.ts';
import type { DossierFact } from '../../../functions/dossiers/domain/facts.ts';
import { hearEvent as hearOnDossier } from '../../../functions/dossiers/usecases/hear-event.ts';
import { sweepDeadlines } from '../../../functions/dossiers/usecases/sweep-deadlines.ts';
import { rebuildableTable } from '../../../functions/installation/adapters/rebuildable-table.ts';
import type { RebuildSteps } from '../../../functions/installation/ports.ts';
import { startRebuild, takeRebuildStep } from '../../../functions/installation/usecases/rebuild.ts';
import { messageFacts, messageLedger } from '../../../functions/notifications/adapters/message-ledger.ts';
import { ownTemplatesIn } from '../../../functions/notifications/adapters/own-templates.ts';
import { messageNames } from '../../../functions/notifications/adapters/pepper-derived.ts';
import { messageQueueHears, notificationsRule } from '../../../functions/notifications/contract.ts';
import { messageBook } from '../../../functions/notifications/domain/book.ts';
import { type Lane, laneNamed } from '../../../functions/notifications/domain/lanes.ts';
import { hearEvent as hearForPeople } from '../../../functions/notifications/usecases/hear-event.ts';
import { tellDigests } from '../../../functions/notifications/usecases/tell-staff.ts';
import { cardErasures } from '../../../functions/payments/adapters/card-erasures.ts';
import { feeTimers, questionsIn, refundCallsIn } from '../../../functions/payments/adapters/fee-timers.ts';
import { ledgerPayments, paymentFacts } from '../../../functions/payments/adapters/ledger-payments.ts';
import { ledgerTransfers } from '../../../functions/payments/adapters/ledger-transfers.ts';
import { merchantsIn } from '../../../functions/payments/adapters/merchants.ts';
import { paymentLists } from '../../../functions/payments/adapters/payment-lists.ts';
import { placesIn } from '../../../functions/payments/adapters/places.ts';
import { paymentBook } from '../../../functions/payments/domain/book.ts';
import type { ProviderMessage, Providers } from '../../../functions/payments/ports.ts';
import { provider as vnpayAt } from '../../../functions/payments/providers/vnpay/client.ts';
import { askAfterReturn } from '../../../functions/payments/usecases/ask-after-return.ts';
import { describeReturn } from '../../../functions/payments/usecases/describe-return.ts';
import { sweepFees } from '../../../functions/payments/usecases/sweep-fees.ts';
import { ledgerRegistry } from '../../../functions/results/adapters/ledger-registry.ts';
import { pepperValues } from '../../../functions/results/adapters/pepper-values.ts';
import { resultBook } from '../../../functions/results/domain/book.ts';
import { sealAlone } from '../../../functions/results/domain/signing-plan.ts';
import { signResult } from '../../../functions/results/usecases/sign-result.ts';
import type { Book } from '../../../shared/kernel/book.ts';
import { needed } from '../../../shared/kernel/events.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import type { MessageLimits } from '../../../shared/kernel/message-limits.ts';
import type { Announcement } from '../../../shared/kernel/milestones.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { officialCalendar, type WorkingCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { keyedWith } from '../../../shared/platform/ledger/erasure.ts';
import { ledgerOver } from '../../../shared/platform/ledger/ledger.ts';
import { pepperFrom } from '../../../shared/platform/pepper.ts';
import type { FoldParts } from '../../../shared/platform/stream-handler.ts';
import type { Release } from '../../simulation/frozen/release.ts';
import { callsOf } from '../json-post.ts';
import { memoryTable } from '../memory-table.ts';
import { drawnPanels } from '../panels.ts';
import { CREDENTIALS, MERCHANT, ORIGIN } from '../payments.ts';
import { memoryPreparedFiles } from '../result-files.ts';
import { memorySeal } from '../signers.ts';
import { playedQueries } from '../vnpay-query.ts';
import { memoryFiles } from './files.ts';
import type { Meter } from './meter.ts';
import { eventQueue, memoryBus, memoryQueue, memoryStream, type Weather, weatheredTable } from './plumbing.ts';
import { givingProvider, refundWorker } from './refund-room.ts';
import { sendingRoom, usualLimits } from './sending-room.ts';
import { staffPorts } from './staff-ports.ts';

const seal = ok(memorySeal());
const pepper = pepperFrom('a pepper of the chain in memory, 32 characters');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What of the chain may be otherwise. */
export interface ChainOptions {
  /** Releases whose folds work beside the present ones, over the same tables. */
  readonly others?: readonly Release[] | undefined;
  /** What the tables' calls would cost goes there. */
  readonly meter?: Meter;
  /** What may be sent by SMS before messages wait. */
  readonly limits?: MessageLimits;
  /** The provider has no call for refunds: a person makes the bank transfers. */
  readonly isByHand?: boolean | undefined;
}

/**
 * The four rooms with their tables, streams, queues and the bus between them, all in memory and all in the same weather; use cases,
 * ledgers, folds and the stream's consumer are the product's own. Each function's clock is off by a few seconds.
 */
export const chainInMemory = (
  clock: { now: number },
  weather: Weather,
  { others = [], meter, isByHand = false, limits = usualLimits }: ChainOptions = {},
) => {
  const now = () => clock.now + weather.pick(10_001) - 5_000;
  const tables = {
    dossiers: weatheredTable('dossiers', weather, meter),
    payments: weatheredTable('payments', weather, meter),
    notifications: weatheredTable('notifications', weather, meter),
    results: weatheredTable('results', weather, meter),
  };
  const cards = dossierCardsIn(tables.dossiers.table);
  const queries = playedQueries(CREDENTIALS);
  // Loaded with this file: what is loaded when it is first asked for takes a time that no seed decides.
  const vnpay = vnpayAt(
    ORIGIN,
    callsOf(async (url, body) => {
      await weather.step('provider is asked');
      const answer = await queries.post(url, body);
      await weather.step('provider answers');
      return answer;
    }),
  );
  const giving = givingProvider(vnpay, weather, isByHand);
  const providers: Providers = async (name) => (name === vnpay.manifest.name ? giving.provider : undefined);
  const secret = JSON.stringify({ current: CREDENTIALS, previous: [] });
  const merchants = merchantsIn(tables.payments.table, { read: async () => secret }, providers, now);
  const merchantRow = {
    pk: `MER#vnpay#${MERCHANT}`,
    sk: 'MER',
    listPk: 'MER#vnpay#H26',
    listSk: MERCHANT,
    agencyCode: 'H26',
    secretId: MERCHANT,
    credentialsUpdatedAt: 0,
  };

  const links = citizenLinks(tables.dossiers.table, pepper, 'https://motcua.test');
  /** While a decision is being deployed functions of two releases run side by side, each with its own calendar. */
  let calendars: readonly WorkingCalendar[] = [officialCalendar];
  const calendarOfOne = (): WorkingCalendar => calendars[weather.pick(calendars.length)] ?? officialCalendar;
  const officialDossiers: Book<DossierFact, Dossier, DossierCode> = {
    ...dossierBook(() => officialCalendar),
    fold: (id, recorded) => dossierBook(calendarOfOne).fold(id, recorded),
  };
  const dossierFacts = ledgerOver(
    officialDossiers,
    tables.dossiers.table,
    now,
    keyedWith(async () => pepper),
  );
  const dossiers = dossierLedger(dossierFacts, links);
  const messages = messageLedger(tables.notifications.table, now);
  const registry = ledgerRegistry(tables.results.table, now);
  const { uploads, files, uploaded, stored } = memoryFiles(weather);

  const hearDossier = hearOnDossier({ ledger: dossiers });
  const staff = staffPorts(tables.notifications.table);
  const templates = ownTemplatesIn(tables.notifications.table, now);
  const peoplePorts = { ...staff, ledger: messages, names: messageNames(pepper), templates, now };
  const hearPeople = hearForPeople({ ...peoplePorts, cards });
  const { send, taken, zalo } = sendingRoom(weather, {
    ...staff,
    templates,
    table: tables.notifications.table,
    ledger: messages,
    cards,
    pepper,
    limits,
    now,
    later: {
      again: async (milestone) => messageQueues[laneNamed(milestone.data.lane)].send(JSON.stringify(milestone)),
    },
  });
  const signers = {
    async signerOf() {
      await weather.step('kms');
      return seal;
    },
  };
  const timestamps = { inForce: async () => undefined };
  const preparedFiles = memoryPreparedFiles();
  const sign = signResult({
    ...{ registry, dossiers: cards, uploads, files, preparedFiles, signers, timestamps, sha256 },
    ...{ panels: drawnPanels, publicOrigin: 'https://motcua.example.vn' },
  });

  const dossierQueue = eventQueue(weather, dossiersHears, (event) => hearDossier(event, 'queue'));
  const peopleQueue = eventQueue(weather, notificationsRule, (event) => hearPeople(event, 'queue'));
  const laneQueue = (lane: Lane) =>
    eventQueue(
      weather,
      messageQueueHears,
      async ({ event }) => (event.type === 'message.intended' ? send(event.data.messageId, 'queue') : ok(undefined)),
      ({ data }) => laneNamed((data as { readonly lane?: string }).lane) === lane,
    );
  const messageQueues = { urgent: laneQueue('urgent'), normal: laneQueue('normal'), bulk: laneQueue('bulk') };
  const signingQueue = eventQueue(weather, ['result.issue_requested'], async ({ event }) =>
    event.type === 'result.issue_requested'
      ? sign({ ...event.data, ...needed(event, 'uploadVersionId'), requestId: 'queue', now: now() })
      : ok(undefined),
  );
  const queues = [dossierQueue, peopleQueue, ...Object.values(messageQueues), signingQueue];
  const { bus, published, queued } = memoryBus(weather, () => queues);

  const books = {
    dossiers: { book: officialDossiers, ledger: dossierFacts },
    payments: { book: paymentBook, ledger: paymentFacts(tables.payments.table, now) },
    notifications: { book: messageBook, ledger: messageFacts(tables.notifications.table, now) },
    results: { book: resultBook, ledger: ledgerOver(resultBook, tables.results.table, now) },
  };
  /** What those who watch the payments are told of. */
  const alarms: Announcement[] = [];
  const rooms = ['dossiers', 'payments', 'notifications', 'results'] as const;
  const streamOf = (capability: (typeof rooms)[number], onAnnounced?: FoldParts['onAnnounced']) => {
    const told = onAnnounced ? { onAnnounced } : {};
    return memoryStream(
      tables[capability].raw,
      weather,
      { capability, books: [books[capability].ledger], bus, ...told },
      (refoldQueue) =>
        others.map((release) =>
          release[capability]({ table: tables[capability].table, bus, refoldQueue, pepper, now, ...told }),
        ),
    );
  };
  const streams = {
    dossiers: streamOf('dossiers'),
    payments: streamOf('payments', (announced) => alarms.push(...announced)),
    notifications: streamOf('notifications'),
    results: streamOf('results'),
  };
  const rebuildable = (room: (typeof rooms)[number]) =>
    rebuildableTable(tables[room].table, {
      async send(aggregates) {
        await weather.step('refold queue takes');
        for (const aggregate of aggregates) streams[room].refolds.send(aggregate);
      },
    });
  const rebuildSteps: RebuildSteps = {
    async send(step) {
      await weather.step('rebuild queue takes');
      rebuilds.send(JSON.stringify(step));
    },
  };
  const takeStep = takeRebuildStep({
    steps: rebuildSteps,
    capabilities: {
      dossiers: rebuildable('dossiers'),
      payments: rebuildable('payments'),
      notifications: rebuildable('notifications'),
      results: rebuildable('results'),
      // Back offices are not part of the chain: nothing in it waits for them.
      webhooks: { page: async () => ({ aggregates: [], cursor: undefined }), refold: async () => undefined },
    },
  });
  const rebuilds = memoryQueue(weather, async (body) =>
    ok(await takeStep(JSON.parse(body), () => !weather.strikes(0.5))),
  );
  const startAgain = startRebuild(rebuildSteps);

  const paymentPorts = {
    ledger: ledgerPayments(tables.payments.table, now),
    merchants,
    providers,
    dossiers: dossierCardsIn(tables.dossiers.table),
    questions: questionsIn(tables.payments.table),
    places: placesIn(tables.payments.table),
    pause: () => weather.step('somebody waits'),
    refundCalls: refundCallsIn(tables.payments.table),
  };
  const askReturned = askAfterReturn(paymentPorts);
  const returns = memoryQueue(weather, async (body) => {
    const asked = await askReturned(JSON.parse(body), now(), 'return');
    return ok(asked);
  });
  const refunds = refundWorker(weather, tables.payments.table, { ...paymentPorts, now });
  const feeSweep = sweepFees({ ...paymentPorts, timers: feeTimers(tables.payments.table), refunds: refunds.tellable });

  const ownQueues = [...queues, returns, rebuilds, refunds.queue];
  const allQueues = [...ownQueues, ...rooms.map((room) => streams[room].refolds)];
  return {
    /** Other releases fold beside the present one. */
    isMixed: others.length > 0,
    weather,
    clock,
    now,
    tables,
    rooms,
    books,
    published,
    /** How many messages the bus has given to queues. */
    queued,
    zalo,
    /** What the carriers of a channel have taken, in its order. */
    taken,
    uploaded,
    stored,
    sha256,
    /** What use cases of the API ask for. */
    dossierPorts: {
      ledger: dossiers,
      links,
      agencies: setUpAgencies(memoryTable()),
      get calendar() {
        return calendarOfOne();
      },
    },
    /** A decision on the calendar is being deployed; `deployed` ends the release before. */
    decide: (decided: WorkingCalendar): void => {
      calendars = [...calendars, decided];
    },
    deployed: (): void => {
      calendars = calendars.slice(-1);
    },
    paymentPorts,
    /** What those need who work on money, of which more than `LIMIT_VND` takes two persons. */
    moneyPorts: {
      ...{ ...paymentPorts, ...refunds.ports },
      transferLedger: ledgerTransfers(tables.payments.table, now),
      erasures: cardErasures(tables.dossiers.table),
    },
    /** What the provider was asked to give back, and what was said of refunds. */
    refunds: { given: giving.given, again: giving.again, told: refunds.told },
    /** What the payment provider knows of an order when it is asked, by reference. */
    truth: queries.truth,
    /** What those who watch were told of, and the lists that they read. */
    alarms,
    lists: paymentLists(tables.payments.table),
    /** A browser comes back from the provider with what it was told. */
    async comeBack(message: ProviderMessage): Promise<void> {
      const returned = await describeReturn(paymentPorts)({ provider: 'vnpay', merchant: MERCHANT }, message);
      if (!returned.ok) throw new Error(JSON.stringify(returned.failure));
      const { payment, attempt, isToBeAsked } = returned.value;
      if (!isToBeAsked) return;
      await weather.step('returns queue takes');
      returns.send(JSON.stringify({ paymentId: payment.paymentId, attemptId: attempt.attemptId }));
    },
    resultPorts: {
      registry,
      dossiers: dossierCardsIn(tables.dossiers.table),
      uploads,
      derived: pepperValues(async () => pepper),
      plans: { of: async () => ok(sealAlone) },
    },
    sweep: () =>
      sweepDeadlines({
        ledger: dossiers,
        timers: timerIndex(tables.dossiers.table),
        earlier: earlierTimerIndex(tables.dossiers.table),
        calendar: calendarOfOne(),
      })(clock.now, 'sweep'),
    sweepFees: () => feeSweep(clock.now, 'sweep'),
    tellDigests: () => tellDigests(peoplePorts)(clock.now, 'tick'),
    rebuildAll: () => startAgain('rebuild', 0),
    setUp: () => tables.payments.raw.put(merchantRow),
    /** A table's stream begins, as that of a restored table does. */
    beginStream: (room: (typeof rooms)[number]): void => streams[room].begin(),
    /** Lets every stream and queue deliver once, all at the same time. */
    work: async (): Promise<void> => {
      await Promise.all([...rooms.map((room) => streams[room].work()), ...allQueues.map((queue) => queue.work())]);
    },
    /** How many records of the streams never came. */
    lost: (): number => rooms.reduce((sum, room) => sum + streams[room].lost(), 0),
    redrive: (): void => {
      for (const queue of allQueues) queue.redrive();
    },
    /** What waits in queues, and what they have given up. */
    waiting: (): readonly string[] => allQueues.flatMap((queue) => queue.bodies()),
    left: (): number =>
      rooms.reduce((sum, room) => sum + streams[room].left(), 0) +
      ownQueues.reduce((sum, queue) => sum + queue.left(), 0),
  };
};

/** The chain in memory. */
export type Chain = ReturnType<typeof chainInMemory>;

/** Lets the chain work, a second at a time, until nothing is left to do. */
export const restOf = async (chain: Chain): Promise<void> => {
  for (let turns = 0; chain.left() > 0; turns += 1) {
    if (turns > 1_000) throw new Error('the chain does not come to rest');
    await chain.work();
    chain.clock.now += 1_000;
  }
};
