import { randomUUID } from 'node:crypto';
import { allowanceIn } from '../../functions/notifications/adapters/allowance-in-table.ts';
import { breakersIn } from '../../functions/notifications/adapters/carrier-breakers.ts';
import { dayCountsIn } from '../../functions/notifications/adapters/day-counts.ts';
import { digestsIn } from '../../functions/notifications/adapters/digests-in-table.ts';
import { formPapersBy } from '../../functions/notifications/adapters/form-papers.ts';
import { messageLedger } from '../../functions/notifications/adapters/message-ledger.ts';
import { ownTemplatesIn } from '../../functions/notifications/adapters/own-templates.ts';
import { composedParts, messageNames } from '../../functions/notifications/adapters/pepper-derived.ts';
import { promiseCalendarsAt } from '../../functions/notifications/adapters/promise-calendars.ts';
import { carrierQuestionsIn } from '../../functions/notifications/adapters/questions.ts';
import { referencesIn } from '../../functions/notifications/adapters/references.ts';
import { suppressionsIn } from '../../functions/notifications/adapters/suppressions.ts';
import { messageBook } from '../../functions/notifications/domain/book.ts';
import type { Message } from '../../functions/notifications/domain/message.ts';
import type { Channel } from '../../functions/notifications/domain/notice.ts';
import type { TemplateName } from '../../functions/notifications/domain/templates/by-name.ts';
import type {
  AgencyReader,
  Allowance,
  Carrier,
  CarrierAnswer,
  Composed,
  TellingCard,
  ToldStep,
} from '../../functions/notifications/ports.ts';
import { hearEvent } from '../../functions/notifications/usecases/hear-event.ts';
import { intendMessage } from '../../functions/notifications/usecases/intend-message.ts';
import { sendMessage } from '../../functions/notifications/usecases/send-message.ts';
import { tellDigests } from '../../functions/notifications/usecases/tell-staff.ts';
import type { DomainEvent, HeardEvent } from '../../shared/kernel/events.ts';
import type { Paper } from '../../shared/kernel/forms/paper.ts';
import type { AgencyCode, DossierCode, MessageId } from '../../shared/kernel/ids.ts';
import type { MessageLimits } from '../../shared/kernel/message-limits.ts';
import { isPlayedRecipient } from '../../shared/kernel/played-recipients.ts';
import { DAY_MS } from '../../shared/kernel/time.ts';
import { officialCalendar } from '../../shared/kernel/working-time/calendar.ts';
import { idIn } from '../../shared/platform/ledger/aggregate.ts';
import { pepperFrom } from '../../shared/platform/pepper.ts';
import { type CarriersByChannel, fixedCarriers } from './fixed-carriers.ts';
import { type MemoryTable, memoryTable } from './memory-table.ts';

/** Noon of a working day in Viet Nam. */
export const NOON = Date.parse('2026-11-18T12:00:00+07:00');

/** Limits that no test meets by chance. */
export const generousLimits: MessageLimits = {
  toOne: { codes: [{ atMost: 1000, withinMs: DAY_MS }], messages: [{ atMost: 1000, withinMs: DAY_MS }] },
  ofAgencyADay: 1_000_000,
  spendADayVnd: 1_000_000_000,
};

/** The card of a dossier whose person wishes both channels. */
export const cardWith = (overrides: Partial<TellingCard> = {}): TellingCard => ({
  dossierCode: 'H26.10-261120-0007',
  procedureCode: '2.000635',
  procedureName: 'Cấp bản sao trích lục hộ tịch',
  agencyCode: 'H26.10',
  receivingAgencyCode: undefined,
  applicant: { fullName: 'Nguyễn Thị Ánh' },
  contact: { fullName: 'Nguyễn Thị Ánh', phone: '0912345678', email: 'anh@example.vn' },
  notify: { sms: true, email: true },
  changes: {},
  chosen: {},
  authorisedPerson: undefined,
  timeLimit: { amount: 3, unit: 'working_days' },
  receivedAt: undefined,
  components: undefined,
  resultBy: undefined,
  steps: new Map(),
  reasons: new Map(),
  ...overrides,
});

const about = { dossierCode: 'H26.10-261120-0007', agencyCode: 'H26.10' } as const;
const payment = { ...about, paymentId: 'pay_1', amountVnd: 150_000, blocksProcessing: true } as const;

/** One event of each kind that people are told of. */
export const heardEvents = {
  accepted: {
    id: 'dossier:H26.10-261120-0007:accepted',
    type: 'dossier.accepted',
    at: NOON,
    data: { ...about, promisedAt: Date.parse('2026-11-27T17:00:00+07:00') },
  },
  registered: { id: 'dossier:H26.10-261120-0007:registered', type: 'dossier.registered', at: NOON, data: about },
  started: {
    id: 'dossier:H26.10-261120-0007:step:e2',
    type: 'dossier.status_changed',
    at: NOON,
    data: { ...about, status: 4, step: 'processing_started', eventId: 'e2' },
  },
  refused: {
    id: 'dossier:H26.10-261120-0007:step:e9',
    type: 'dossier.status_changed',
    at: NOON,
    data: { ...about, status: 3, step: 'refused', eventId: 'e9' },
  },
  moved: {
    id: 'dossier:H26.10-261120-0007:promised:2',
    type: 'dossier.promised',
    at: NOON,
    data: {
      ...about,
      promisedAt: Date.parse('2026-11-30T17:00:00+07:00'),
      insteadOf: Date.parse('2026-11-27T17:00:00+07:00'),
      cause: 'pause',
      calendarVersion: '2026-1',
    },
  },
  opened: {
    id: 'pay_1:opened',
    type: 'payment.opened',
    at: NOON,
    data: { ...payment, expiresAt: NOON + 3 * 86_400_000 },
  },
  reminded: {
    id: 'pay_1:due_soon',
    type: 'payment.due_soon',
    at: NOON,
    data: { ...payment, expiresAt: NOON + 86_400_000 },
  },
  settled: {
    id: 'pay_1:settled',
    type: 'payment.settled',
    at: NOON,
    data: { ...payment, outcome: 'paid' },
  },
  surplus: {
    id: 'pay_1:surplus:1',
    type: 'payment.surplus',
    at: NOON,
    data: { ...payment, receivedVnd: 300_000, surplusVnd: 150_000, because: 'overpaid' },
  },
  review: {
    id: 'pay_1:under_review',
    type: 'payment.under_review',
    at: NOON,
    data: { ...payment, heldVnd: 1 },
  },
  part: {
    id: 'pay_1:partially_paid',
    type: 'payment.partially_paid',
    at: NOON,
    data: { ...payment, receivedVnd: 1 },
  },
  paid: { id: 'pay_1:paid', type: 'payment.paid', at: NOON, data: { ...payment, receivedVnd: 150_000 } },
  refunded: {
    id: 'pay_1:refunded:rfd_1',
    type: 'payment.refunded',
    at: NOON,
    data: { ...payment, refundId: 'rfd_1', refundVnd: 150_000, refundedVnd: 150_000 },
  },
  cancelled: {
    id: 'pay_1:settled',
    type: 'payment.settled',
    at: NOON,
    data: { ...payment, outcome: 'cancelled', receivedVnd: 0 },
  },
  revoked: { id: 'result:res_1:revoked', type: 'result.revoked', at: NOON, data: { ...about, resultId: 'res_1' } },
  overdue: {
    id: `dossier:H26.10-261120-0007:overdue:resolve:${NOON - 60_000}`,
    type: 'dossier.overdue',
    at: NOON,
    data: { ...about, clock: 'resolve', dueAt: NOON - 60_000 },
  },
  issued: {
    id: 'result:res_1:issued',
    type: 'result.issued',
    at: NOON,
    data: { ...about, resultId: 'res_1', finishes: true },
  },
} as const satisfies Record<string, DomainEvent>;

/** A carrier that remembers what it took; `answers` are given in turn before it takes everything. */
export interface RecordingCarrier {
  readonly carrier: Carrier;
  readonly taken: Composed[];
  answers: CarrierAnswer[];
}

/** A carrier that takes duplicates as gladly as first ones, so that a test sees them; several may write what they take into one list. */
export const recordingCarrier = (
  afterKill: Carrier['afterKill'] = 'lookup',
  { name = 'recording', tries = 12, waits = { leastSeconds: 5, mostSeconds: 900 } }: Partial<Carrier> = {},
  taken: Composed[] = [],
): RecordingCarrier => {
  const known = new Set<string>();
  const recording: RecordingCarrier = {
    taken,
    answers: [],
    carrier: {
      name,
      tries,
      waits,
      afterKill,
      remembersMs: DAY_MS,
      async send(message: Composed): Promise<CarrierAnswer> {
        const answer = recording.answers.shift() ?? { taken: true };
        if (answer.taken || answer.fault === 'unknown') {
          taken.push(message);
          known.add(message.clientReference);
        }
        return answer;
      },
      async lookUp(clientReference: string) {
        return known.has(clientReference) ? {} : undefined;
      },
    },
  };
  return recording;
};

/** The notifications' use cases over tables in memory, with a clock that a test moves. */
export const notificationsHouse = (card: TellingCard | undefined = cardWith(), table: MemoryTable = memoryTable()) => {
  const pepper = pepperFrom('a pepper of the tests with more than 32 characters');
  const sms = recordingCarrier();
  const email = recordingCarrier('lookup', { name: 'recording_mail' });
  const zalo = recordingCarrier('parks', { name: 'recording_zalo' });
  /** A call of the outside that a test may cut short: before it has an effect, or before its answer is heard. */
  const cuttable =
    <A extends readonly unknown[], T>(name: string, call: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      house.onCall?.(name);
      const answer = await call(...args);
      house.onCall?.(`${name}:done`);
      return answer;
    };
  const cuttableCarrier = (carrier: Carrier): Carrier => {
    const send = cuttable(`carrier.send`, carrier.send);
    return carrier.afterKill === 'lookup'
      ? { ...carrier, send, lookUp: cuttable('carrier.lookUp', carrier.lookUp) }
      : { ...carrier, send };
  };
  const later: { readonly messageId: MessageId; readonly delaySeconds: number }[] = [];
  const counting = (limits: MessageLimits) =>
    allowanceIn({
      table,
      days: dayCountsIn(table, () => 0),
      pepper: async () => pepper,
      limits,
      now: () => house.at,
      unique: randomUUID,
    });
  let allowance = counting(generousLimits);
  const house = {
    table,
    /** Which carriers tripped, in their order, and the share that each was left with. */
    tripped: [] as (readonly [string, number])[],
    /** Another worker begins, with other limits. */
    limit(limits: Partial<MessageLimits>): void {
      allowance = counting({ ...generousLimits, ...limits });
    },
    /** Called before and after each call of anything outside the use cases; a throw is a kill. */
    onCall: undefined as ((name: string) => void) | undefined,
    card: card as TellingCard | undefined,
    /** Where dossiers have cards of their own. */
    cardOf: undefined as ((dossierCode: DossierCode) => TellingCard) | undefined,
    at: NOON,
    /** Draws the forms of mails; here their bytes are what stands on them. */
    draw: async (paper: Paper): Promise<Uint8Array> => new TextEncoder().encode(JSON.stringify(paper)),
    /** The dossier's official status. */
    status: 4,
    /** How an agency is set up besides. */
    agencies: {} as Readonly<Record<string, Partial<Awaited<ReturnType<AgencyReader['named']>>>>>,
    /** What the back office said of a step that does not lie on the card. */
    step: undefined as ToldStep | undefined,
    quietHours: null as { from: string; to: string } | null | undefined,
    /** Where the agency's staff are told. */
    staff: ['phong.tuphap@example.gov.vn'] as readonly string[],
    /** The moments that do not hold any more, or whose dossier has ended. */
    over: new Set<string>(),
    sms,
    email,
    zalo,
    carriers: {
      zalo: [cuttableCarrier(zalo.carrier)],
      sms: [cuttableCarrier(sms.carrier)],
      email: [cuttableCarrier(email.carrier)],
    } as CarriersByChannel,
    /** Has Zalo approve words for templates of the agency. */
    async wordZalo(...names: readonly TemplateName[]): Promise<void> {
      for (const template of names) {
        const wording = { template, channel: 'zalo', language: 'vi' } as const;
        const words = { znsTemplateId: '9001', parameters: { ma_ho_so: 'dossier' } };
        await ports.templates.put('H26.10', wording, { version: 1, words, segments: 1 });
      }
    },
    /** Gives a channel other carriers, in their order. */
    have(channel: Channel, ...carriers: readonly Carrier[]): void {
      house.carriers = { ...house.carriers, [channel]: carriers.map(cuttableCarrier) };
    },
    later,
    pepper,
    intend: (...args: Parameters<ReturnType<typeof intendMessage>>) => intendMessage(ports)(...args),
    /** Hears a word of an event; its withdrawal is the word after it. */
    hear: (event: HeardEvent, withdrawn = false, number = withdrawn ? 2 : 1) =>
      hearEvent(ports)({ event, number, withdrawn }, 'request'),
    /** The mornings' tick, as of the house's clock. */
    tick: () => tellDigests(ports)(house.at, 'tick'),
    send: (messageId: MessageId) =>
      sendMessage({ ...ports, carriers: fixedCarriers(() => house.carriers) })(messageId, 'request'),
    message: async (messageId: MessageId): Promise<Message> => {
      const message = await ports.ledger.message(messageId);
      if (!message) throw new Error(`no message ${messageId}`);
      return message;
    },
    ids: (): readonly MessageId[] =>
      table
        .all()
        .flatMap(({ pk, sk }) => (pk.startsWith('MSG#') && sk === 'FACT#intent' ? [idIn(messageBook, pk)] : [])),
  };
  table.onCall = (name) => house.onCall?.(name);
  const ports = {
    ledger: messageLedger(table, () => house.at),
    references: referencesIn(table, () => 0),
    suppressions: suppressionsIn(table, async () => pepper),
    questions: carrierQuestionsIn(table),
    cards: {
      read: cuttable('cards.read', async (dossierCode: DossierCode) => {
        const card = house.cardOf?.(dossierCode) ?? house.card;
        return card && { ...card, dossierCode };
      }),
      status: async () => house.status,
      stands: async (_: DossierCode, milestoneId: string) => !house.over.has(milestoneId),
      step: async () => house.step,
    },
    digests: digestsIn(table, officialCalendar),
    names: messageNames(pepper),
    parts: composedParts(pepper, 'https://motcua.example.vn'),
    templates: ownTemplatesIn(table, () => house.at),
    calendars: promiseCalendarsAt('https://motcua.example.vn'),
    forms: formPapersBy((paper) => house.draw(paper)),
    agencies: {
      named: cuttable(
        'agencies.named',
        async (code: AgencyCode): ReturnType<AgencyReader['named']> => ({
          name: 'Ủy ban nhân dân phường Ngọc Hà',
          quietHours: house.quietHours,
          ...house.agencies[code],
        }),
      ),
      staffAddresses: async () => house.staff,
    },
    later: {
      again: cuttable('later.again', async (milestone: { data: { messageId: MessageId } }, delaySeconds: number) => {
        later.push({ messageId: milestone.data.messageId, delaySeconds });
      }),
    },
    now: () => house.at,
    random: () => 0.5,
    allowance: {
      take: (...args: Parameters<Allowance['take']>) => allowance.take(...args),
      countHeld: (...args: Parameters<Allowance['countHeld']>) => allowance.countHeld(...args),
    },
    breakers: breakersIn(
      table,
      () => house.at,
      (carrier, percent) => house.tripped.push([carrier, percent]),
    ),
    isCounted: (to: string) => !isPlayedRecipient(to),
  };
  return house;
};

/** A house with one SMS on its way. */
export const withSms = async (event: keyof typeof heardEvents = 'accepted') => {
  const house = notificationsHouse(cardWith({ notify: { sms: true, email: false } }));
  await house.hear(heardEvents[event]);
  const [messageId = 'msg_'] = house.ids();
  return { house, messageId };
};
