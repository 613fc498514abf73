import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Context, DynamoDBRecord } from 'aws-lambda';
import { allowanceIn } from '../../../functions/notifications/adapters/allowance-in-table.ts';
import { breakersIn } from '../../../functions/notifications/adapters/carrier-breakers.ts';
import { carriersIn } from '../../../functions/notifications/adapters/carriers.ts';
import { dayCountsIn } from '../../../functions/notifications/adapters/day-counts.ts';
import { digestsIn } from '../../../functions/notifications/adapters/digests-in-table.ts';
import { messageFacts, messageLedger } from '../../../functions/notifications/adapters/message-ledger.ts';
import { ownTemplatesIn } from '../../../functions/notifications/adapters/own-templates.ts';
import { composedParts, messageNames } from '../../../functions/notifications/adapters/pepper-derived.ts';
import { promiseCalendarsAt } from '../../../functions/notifications/adapters/promise-calendars.ts';
import { carrierQuestionsIn } from '../../../functions/notifications/adapters/questions.ts';
import { referencesIn } from '../../../functions/notifications/adapters/references.ts';
import { suppressionsIn } from '../../../functions/notifications/adapters/suppressions.ts';
import { carriersAt } from '../../../functions/notifications/channels/registry.ts';
import { hearEvent } from '../../../functions/notifications/usecases/hear-event.ts';
import { recordReceipts } from '../../../functions/notifications/usecases/record-receipts.ts';
import { sendMessage } from '../../../functions/notifications/usecases/send-message.ts';
import { HEAD_KEY } from '../../../shared/kernel/book.ts';
import type { DossierCode } from '../../../shared/kernel/ids.ts';
import { CARRIERS, carrierKey } from '../../../shared/kernel/message-carriers.ts';
import type { Announcement } from '../../../shared/kernel/milestones.ts';
import { fail } from '../../../shared/kernel/result.ts';
import { officialCalendar } from '../../../shared/kernel/working-time/calendar.ts';
import { agencyDirectoryIn } from '../../../shared/platform/agency-directory.ts';
import { dossierCardsIn } from '../../../shared/platform/dossier-card.ts';
import { isFact } from '../../../shared/platform/ledger/aggregate.ts';
import { pepperFrom } from '../../../shared/platform/pepper.ts';
import { eventQueueHandler, type QueueHandler } from '../../../shared/platform/queue-handler.ts';
import { consumeStream } from '../../../shared/platform/stream-handler.ts';
import { type Meter, metered, newMeter } from '../../support/chain/meter.ts';
import { usualLimits } from '../../support/chain/sending-room.ts';
import { dossierHouse } from '../../support/dossier-house.ts';
import { type MemoryChange, memoryTable } from '../../support/memory-table.ts';

/** What one SMS takes from the moment that is told to its receipt. */
export interface MessageTaken {
  /** Calls of tables and of the carrier. */
  readonly calls: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly events: number;
  /** Messages of queues behind the bus. */
  readonly queueMessages: number;
  /** Records of facts and heads in the stream. */
  readonly streamRecords: number;
}

const sum = (lines: Meter['writes'], of: 'calls' | 'units'): number =>
  [...lines.values()].reduce((total, taken) => total + taken[of], 0);

const CARRIER = 'bench-sms';

/** The functions that a message passes, over tables in memory that are counted, with an eSMS that takes everything. */
const room = async () => {
  const clock = { now: Date.parse('2026-11-16T10:00:00+07:00') };
  const now = () => clock.now;
  const meter = newMeter();
  const raw = memoryTable();
  const dossiers = dossierHouse();
  await dossiers.setUp('H26.10', { name: 'Ủy ban nhân dân phường Ngọc Hà', quietHours: null });
  const row = { kind: 'esms', channel: 'sms', sender: 'MOTCUA', weight: 1, secretId: CARRIER };
  await raw.put({ ...carrierKey(CARRIER), ...row, credentialsUpdatedAt: clock.now, listPk: CARRIERS, listSk: CARRIER });
  const notifications = metered('notifications', raw, meter);
  const secret = JSON.stringify({ current: { apiKey: 'k', secretKey: 's' }, previous: [] });
  const carrier = { calls: 0, id: '' };
  const call = async () => {
    carrier.calls += 1;
    carrier.id = `n-${carrier.calls}`;
    return { status: 200, bytes: Buffer.from(JSON.stringify({ CodeResult: '100', SMSID: carrier.id })) };
  };
  const pepper = pepperFrom('a pepper of the bench with more than 32 characters');
  const ledger = messageLedger(notifications, now);
  const references = referencesIn(notifications, () => 0);
  const cards = dossierCardsIn(metered('dossiers', dossiers.table, meter));
  const agencies = agencyDirectoryIn(metered('installation', dossiers.installation, meter), now);
  const digests = digestsIn(notifications, officialCalendar);
  const templates = ownTemplatesIn(notifications, now);
  const hear = hearEvent({ ledger, cards, names: messageNames(pepper), agencies, digests, templates, now });
  const breakers = breakersIn(notifications, now);
  const allowance = allowanceIn({
    table: notifications,
    days: dayCountsIn(notifications, () => 0),
    pepper: async () => pepper,
    limits: usualLimits,
    now,
    unique: randomUUID,
  });
  const ports = {
    ...{ ledger, cards, references, now, random: () => 0.5 },
    ...{ agencies, digests },
    carriers: carriersIn(notifications, { read: async () => secret }, carriersAt('live', call), now, breakers),
    ...{ allowance, breakers, isCounted: () => true },
    calendars: promiseCalendarsAt('https://motcua.example.vn'),
    forms: { fileOf: async () => undefined },
    suppressions: suppressionsIn(notifications, async () => pepper),
    questions: carrierQuestionsIn(notifications),
    templates,
    later: { again: async () => undefined },
    parts: composedParts(pepper, 'https://motcua.example.vn'),
  };
  const send = sendMessage(ports);
  const heard = eventQueueHandler((event, requestId) => hear(event, requestId));
  /** As `message-queued` is made of the same parts. */
  const queued = eventQueueHandler(async ({ event }, requestId) =>
    event.type === 'message.intended'
      ? send(event.data.messageId, requestId)
      : fail({ kind: 'not_found', what: 'message' }),
  );
  const receipts = recordReceipts({ ledger, references });
  const stream = {
    capability: 'notifications',
    books: [messageFacts(notifications, now)],
    refoldQueue: { send: async () => undefined },
  };
  return { clock, meter, raw, dossiers, carrier, heard, queued, receipts, stream };
};

const queueEvent = (detail: unknown) =>
  ({ Records: [{ messageId: 'bench', body: JSON.stringify({ detail }) }] }) as unknown as Parameters<QueueHandler>[0];

const done = async (handler: QueueHandler, detail: unknown): Promise<void> => {
  const { batchItemFailures } = await handler(queueEvent(detail), {} as Context);
  assert.deepEqual(batchItemFailures, []);
};

const callsConsumer = ({ after }: MemoryChange): boolean =>
  after !== undefined && (isFact(after) || after.sk === HEAD_KEY);

const recordOf = ({ after }: MemoryChange): DynamoDBRecord =>
  ({ dynamodb: { NewImage: marshall(after, { removeUndefinedValues: true }) } }) as DynamoDBRecord;

/** So many messages are timed. */
const TIMED = 400;

/** Sends messages one after the other through the functions that they pass; counts the last one, when everything is warm, and times `message-queued`. */
export const oneMessage = async (): Promise<{ readonly taken: MessageTaken; readonly queuedMs: number }> => {
  const { clock, meter, raw, dossiers, carrier, heard, queued, receipts, stream } = await room();
  let read = raw.changes.length;
  let streamRecords = 0;
  const published: Announcement[] = [];
  const bus = {
    async publish(_: string, some: readonly Announcement[]) {
      published.push(...some);
    },
  };
  const rest = async (): Promise<void> => {
    while (read < raw.changes.length) {
      const changes = raw.changes.slice(read).filter(callsConsumer);
      read = raw.changes.length;
      streamRecords += changes.length;
      // Each record may come alone.
      for (const change of changes) await consumeStream([recordOf(change)], { ...stream, bus });
    }
  };
  const times: number[] = [];
  let taken: MessageTaken | undefined;
  for (let n = 0; n < TIMED; n += 1) {
    const dossierCode: DossierCode = `H26.10-261116-${String(n).padStart(4, '0')}`;
    // Each phone its own, so that none has had enough.
    const applicant = { fullName: 'Nguyễn Thị Ánh', phone: `0912${String(345_000 + n)}` };
    assert((await dossiers.register({ applicant, notify: { sms: true, email: false } }, dossierCode)).ok);
    meter.reads.clear();
    meter.writes.clear();
    const before = { told: published.length, records: streamRecords, carried: carrier.calls };
    const told = { dossierCode, agencyCode: 'H26.10', promisedAt: clock.now + 86_400_000, learntAt: clock.now };
    const id = `dossier:${dossierCode}:accepted`;
    await done(heard, { id, type: 'dossier.accepted', at: clock.now, number: 1, data: told });
    await rest();
    const intended = published.slice(before.told).find(({ type }) => type === 'message.intended');
    assert(intended, 'nothing was intended');
    const began = performance.now();
    await done(queued, intended);
    times.push(performance.now() - began);
    await rest();
    const receipt = { carrierMessageId: carrier.id, status: 'delivered' as const };
    assert.equal(await receipts(CARRIER, receipt, clock.now, 'bench'), 'matched');
    await rest();
    assert.equal(carrier.calls - before.carried, 1);
    taken = {
      calls: sum(meter.reads, 'calls') + sum(meter.writes, 'calls') + 1,
      writeUnits: sum(meter.writes, 'units'),
      readUnits: sum(meter.reads, 'units'),
      events: published.length - before.told,
      queueMessages: 2,
      streamRecords: streamRecords - before.records,
    };
  }
  assert(taken);
  const warm = times.slice(TIMED / 2).toSorted((a, b) => a - b);
  return { taken, queuedMs: warm[Math.floor(warm.length / 2)] ?? Number.NaN };
};
