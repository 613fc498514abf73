import * as z from 'zod';
import {
  type AgencyCode,
  type DossierCode,
  type MessageId,
  named,
  type PaymentId,
  type ProcedureCode,
  type ReceiptId,
  type RefundId,
  type ResultId,
} from './ids.ts';
import { epochOf, WITHDRAWN } from './milestones.ts';
import { oneOf, storedAs } from './stored.ts';

const text = z.string();
const moment = z.int();
const amountVnd = z.int().nonnegative();
const yesOrNo = z.boolean();
const clock = oneOf(['acknowledge', 'resolve', 'step']);
const eventId = text.optional();
/** When the product first heard of it, whenever it happened. */
const learntAt = moment.optional();

/** One of several lines that an event says; what a later release says of one stays with it. */
const line = <S extends z.ZodRawShape>(shape: S) => z.looseObject(shape) as unknown as z.ZodObject<S>;

/** What every event says about whom it concerns. */
const about = { dossierCode: named<DossierCode>(text), agencyCode: named<AgencyCode>(text) };
const aboutPayment = { ...about, paymentId: named<PaymentId>(text), amountVnd, blocksProcessing: yesOrNo };
const aboutReceipt = { ...about, paymentId: named<PaymentId>(text), receiptId: named<ReceiptId>(text) };
const aboutResult = { ...about, resultId: named<ResultId>(text) };
const aboutMessage = { ...about, messageId: named<MessageId>(text), channel: oneOf(['sms', 'email']), template: text };

/** Every event that one capability announces and another may hear, by type, with what it says. Codes and amounts only. */
export const events = {
  'dossier.registered': { ...about, learntAt },
  /** `eventId`: the back office's name of the acceptance. */
  'dossier.accepted': { ...about, promisedAt: moment.nullable(), eventId, learntAt },
  'dossier.promised': {
    ...about,
    promisedAt: moment,
    /** The promised date whose place it takes; null where an acceptance made it. */
    insteadOf: moment.nullable(),
    cause: text,
    calendarVersion: text,
    /** The back office's name of the extension that made it. */
    eventId,
    learntAt,
  },
  /** The official number of a dossier's status, 1-10 (Circular 03/2025/TT-VPCP; domain: TrangThaiHoSo). */
  'dossier.status_changed': {
    ...about,
    status: z.int().min(1).max(10),
    /** What the back office did, by its name in the dossier's API, and the name that it gave to it. */
    step: text.optional(),
    eventId,
    /** The event that tells a person the same moment, with more. */
    toldWith: text.optional(),
    learntAt,
  },
  /** What figures know of it, as it is now: each word takes the place of the one before. */
  'dossier.counted': {
    ...about,
    procedureCode: named<ProcedureCode>(text),
    channel: oneOf(['counter', 'online', 'post']),
    /** Of its time limit: hours end at a moment, all others with a day. */
    unit: text,
    /** From when its term counts; null where it was not accepted. */
    receivedAt: moment.nullable(),
    /** When it is due, or was, without extensions; null where no calendar says. */
    dueAt: moment.nullable(),
    /** When its clock stood still; to null: it still does. */
    pauses: z.array(line({ from: moment, to: moment.nullable() })).readonly(),
    endedAt: moment.nullable(),
    /** The status that ended it: 3, 8 or 9. */
    endedAs: z.int().nullable(),
    /** Working milliseconds from its receipt to its end outside the pauses. */
    workedMs: z.int().nonnegative().nullable(),
    /** Of an online filing: when it was answered first. */
    acknowledgement: line({ at: moment, isOnTime: yesOrNo }).nullable(),
    /** Whether it has a fee above 0 that was not cancelled, and whether a provider's money settled one. */
    fee: oneOf(['none', 'unpaid', 'paid']),
    isDigitised: yesOrNo,
    /** How its citizen rated it, in 1 to 5 stars; left out where nobody did. */
    rating: line({ at: moment, stars: z.int() }).optional(),
  },
  /** `step`: the name of the step of the procedure whose clock it is. */
  'dossier.due_soon': { ...about, clock, dueAt: moment, step: text.optional() },
  'dossier.overdue': { ...about, clock, dueAt: moment, step: text.optional() },
  /** What the dossier says of persons was erased: others who keep something of them erase that too. */
  'dossier.personal_data_erased': about,
  'payment.opened': { ...aboutPayment, expiresAt: moment },
  /** Nobody has paid it, and its term ends within a day. */
  'payment.due_soon': { ...aboutPayment, expiresAt: moment },
  'payment.partially_paid': { ...aboutPayment, receivedVnd: amountVnd },
  'payment.paid': { ...aboutPayment, receivedVnd: amountVnd },
  'payment.surplus': {
    ...aboutPayment,
    receivedVnd: amountVnd,
    surplusVnd: amountVnd,
    because: oneOf(['overpaid', 'cancelled', 'expired']),
  },
  /** `state` is what the payment was at the moment, in this and what follows. */
  'payment.under_review': {
    ...aboutPayment,
    heldVnd: amountVnd,
    receivedVnd: amountVnd.optional(),
    state: text.optional(),
  },
  /** `refundVnd` was given back by this refund; `refundedVnd` of received money by all until then, held money that went back is none of it. */
  'payment.refunded': {
    ...aboutPayment,
    refundId: named<RefundId>(text),
    refundVnd: amountVnd,
    refundedVnd: amountVnd,
    receivedVnd: amountVnd.optional(),
    state: text.optional(),
  },
  'payment.settled': {
    ...aboutPayment,
    outcome: oneOf(['paid', 'written_off', 'cancelled', 'closed']),
    receivedVnd: amountVnd.optional(),
    state: text.optional(),
  },
  /** What came for it and went back, as it is known now: each word takes the place of the one before. */
  'payment.counted': {
    ...about,
    paymentId: named<PaymentId>(text),
    /** When each sum was recorded; below 0: it was given back. */
    movements: z.array(line({ at: moment, vnd: z.int() })).readonly(),
  },
  'receipt.made': {
    ...aboutReceipt,
    kind: oneOf(['receipt', 'credit_note']),
    creditsReceiptId: text.nullable(),
    /** `00000042` of the run of its tax code, signs and year. */
    creditsNumber: z.int().nullable(),
    taxCode: text,
    formSign: text,
    receiptSign: text,
    number: z.int(),
    amountVnd,
    /** Where an exemption made an item less, what it was in full, and the provision. */
    items: z
      .array(
        line({
          ...{ name: text, kind: oneOf(['phi', 'le_phi']), amountVnd },
          fullAmountVnd: amountVnd.optional(),
          exemption: line({ kind: text, legalBasis: text }).optional(),
        }),
      )
      .readonly(),
    transactions: z.array(line({ providerName: text, transactionId: text })).readonly(),
  },
  'receipt.sealed': { ...aboutReceipt, sha256: text, objectKey: text, objectVersionId: text },
  /** `lane`: the way on which it waits; left out: with most others. */
  'message.intended': { ...aboutMessage, lane: oneOf(['urgent', 'normal', 'bulk']).optional() },
  'message.delivered': aboutMessage,
  /** It counts as delivered in figures: a carrier said that it arrived, or that the network has it, and nobody said otherwise. */
  'message.counted': { ...about, messageId: named<MessageId>(text) },
  'message.failed': { ...aboutMessage, reason: text },
  'result.issue_requested': { ...aboutResult, uploadVersionId: text },
  'result.issued': { ...aboutResult, finishes: yesOrNo, sha256: text.optional() },
  'result.refused': aboutResult,
  'result.replaced': aboutResult,
  'result.revoked': aboutResult,
  /** It was handed over, at the counter, by public post or by a portal. */
  'result.delivered': { ...aboutResult, channel: oneOf(['counter', 'post', 'portal']) },
} as const satisfies Record<string, z.ZodRawShape>;

/** A type of event. */
export type EventType = keyof typeof events;

type Said<T extends EventType> = z.output<z.ZodObject<(typeof events)[T]>>;

interface Event<T extends EventType, D> {
  readonly id: string;
  readonly type: T;
  readonly at: number;
  readonly data: D;
}

/** The event of one type as it is announced: `{id, type, at, data}`; a `Milestone` of its fold. */
export type EventOf<T extends EventType> = { [U in T]: Event<U, Said<U>> }[T];

/** Any event of the catalogue as it is announced. */
export type DomainEvent = EventOf<EventType>;

/** The aggregate of an event, and the dossier that it concerns. */
type Identity = 'dossierCode' | 'paymentId' | 'resultId' | 'messageId';

type Heard<D, Needed> = Pick<D, keyof D & (Identity | Needed)> & Partial<D>;

/** The event of one type as it is heard: of an older or later release, which may say less, or in other words, but of whom it is. */
export type HeardOf<T extends EventType, Needed = never> = { [U in T]: Event<U, Heard<Said<U>, Needed>> }[T];

/** Any event of the catalogue as it is heard. */
export type HeardEvent = HeardOf<EventType>;

const identity: ReadonlySet<string> = new Set<Identity>(['dossierCode', 'paymentId', 'resultId', 'messageId']);

/** Words of others are any text, also where they are recorded. */
const heardWord = (field: z.ZodType): z.ZodType => (field instanceof z.ZodEnum ? text : field);

/** The event of one type as who hears it keeps it: of whom it is and the fields that are needed; what else it says may be missing, and stays where nobody knows it. */
export const heardAs = <const T extends EventType, const N extends keyof Said<T> & string = never>(
  type: T,
  ...needed: readonly N[]
) => {
  const isNeeded = (name: string): boolean => identity.has(name) || needed.some((one) => one === name);
  const shape = Object.entries<z.ZodType>(events[type]).map(([name, field]): [string, z.ZodType] => [
    name,
    isNeeded(name) ? heardWord(field) : heardWord(field).optional(),
  ]);
  const data = z.looseObject(Object.fromEntries(shape)) as unknown as z.ZodType<Heard<Said<T>, N>>;
  return z.object({ id: text, type: z.literal(type), at: moment, data });
};

/** Made at the first event of its type. */
const readers = new Map<EventType, (event: unknown) => HeardEvent | undefined>();

const readHeard = (type: EventType, event: unknown): HeardEvent | undefined => {
  const known = readers.get(type);
  if (known) return known(event);
  const reader = storedAs(heardAs(type)) as (event: unknown) => HeardEvent | undefined;
  readers.set(type, reader);
  return reader(event);
};

/** What a listener cannot do without of what it heard. Throws where the event does not say it. */
export const needed = <D extends object, const N extends keyof D & string>(
  { id, data }: { readonly id: string; readonly data: D },
  ...names: readonly N[]
): { [K in N]-?: Exclude<D[K], undefined> } => {
  const missing = names.filter((name) => data[name] === undefined);
  if (missing.length > 0) throw new TypeError(`${id} does not say ${missing.join(', ')}`);
  return data as { [K in N]-?: Exclude<D[K], undefined> };
};

/** An event as the bus carries it: a catalogue event with its number, or its withdrawal (same id and data, type with the suffix). */
export interface BusEvent {
  readonly event: HeardEvent;
  /** Which word of it this is: of all under one id the highest is to be believed. 0 where a queue tells it to itself. */
  readonly number: number;
  readonly withdrawn: boolean;
}

const Envelope = z.looseObject({ type: text, number: z.int().nonnegative().default(0) });
const readEnvelope = storedAs(Envelope);

/** Reads an event from the bus, of whatever release; undefined where it is not of the catalogue or does not say whom it concerns. */
export const parseBusEvent = (input: unknown): BusEvent | undefined => {
  const told = readEnvelope(input);
  if (!told) return undefined;
  const withdrawn = told.type.endsWith(WITHDRAWN);
  const type = withdrawn ? told.type.slice(0, -WITHDRAWN.length) : told.type;
  const event = Object.hasOwn(events, type) ? readHeard(type as EventType, { ...told, type }) : undefined;
  return event && { event, number: told.number, withdrawn };
};

/** The aggregate that an event is a moment of. */
const aggregateOf = ({ data }: HeardEvent): string => {
  const { paymentId, resultId, messageId, dossierCode }: Partial<Record<Identity, string>> & typeof data = data;
  return paymentId ?? resultId ?? messageId ?? dossierCode;
};

/**
 * What holds of all that was heard, in whatever order and however often: under each id the word with the highest number, unless that
 * takes it back; and of an aggregate only what was told in the newest epoch that was heard of it, since a table that was restored
 * from a backup tells again all that is true in it.
 */
export const believed = <H extends BusEvent>(heard: readonly H[]): H[] => {
  const last = new Map<string, H>();
  const epochs = new Map<string, number>();
  for (const one of heard) {
    const { id } = one.event;
    if (one.number >= (last.get(id)?.number ?? 0)) last.set(id, one);
    const aggregate = aggregateOf(one.event);
    epochs.set(aggregate, Math.max(epochs.get(aggregate) ?? 0, epochOf(one.number)));
  }
  return [...last.values()].filter(
    ({ event, number, withdrawn }) => !withdrawn && epochOf(number) === epochs.get(aggregateOf(event)),
  );
};
