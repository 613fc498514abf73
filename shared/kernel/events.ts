import * as z from 'zod';
import { AgencyCode, DossierCode } from './ids.ts';
import { epochOf } from './milestones.ts';
import { AmountVnd } from './money.ts';

const instant = z.int();

/** What every event says about whom it concerns. */
const about = { dossierCode: DossierCode, agencyCode: AgencyCode };
const aboutPayment = { ...about, paymentId: z.string(), amountVnd: AmountVnd, blocksProcessing: z.boolean() };
const aboutResult = { ...about, resultId: z.string() };
const aboutMessage = { ...about, messageId: z.string() };

const event = <T extends string, S extends z.ZodRawShape>(type: T, data: S) =>
  z.object({ id: z.string().min(1).max(300), type: z.literal(type), at: instant, data: z.object(data) });

/** The official number of a dossier's status, 1-10 (Circular 03/2025/TT-VPCP; domain: TrangThaiHoSo). */
export const StatusNumber = z.int().min(1).max(10);

/** The two clocks that run on a dossier. */
export const ClockName = z.enum(['acknowledge', 'resolve']);

/** Every event that one capability announces and another may hear, by type. Codes and amounts only. */
export const events = {
  'dossier.registered': event('dossier.registered', { ...about }),
  'dossier.accepted': event('dossier.accepted', { ...about, promisedAt: instant.nullable() }),
  'dossier.promised': event('dossier.promised', {
    ...about,
    promisedAt: instant,
    /** The promised date whose place it takes; null where an acceptance made it. */
    insteadOf: instant.nullable(),
    cause: z.string(),
    calendarVersion: z.string(),
  }),
  'dossier.status_changed': event('dossier.status_changed', { ...about, status: StatusNumber }),
  'dossier.due_soon': event('dossier.due_soon', { ...about, clock: ClockName, dueAt: instant }),
  'dossier.overdue': event('dossier.overdue', { ...about, clock: ClockName, dueAt: instant }),
  'payment.opened': event('payment.opened', { ...aboutPayment, expiresAt: instant }),
  'payment.partially_paid': event('payment.partially_paid', { ...aboutPayment, receivedVnd: AmountVnd }),
  'payment.paid': event('payment.paid', { ...aboutPayment, receivedVnd: AmountVnd }),
  'payment.surplus': event('payment.surplus', {
    ...aboutPayment,
    receivedVnd: AmountVnd,
    surplusVnd: AmountVnd,
    because: z.enum(['overpaid', 'cancelled', 'expired']),
  }),
  'payment.under_review': event('payment.under_review', { ...aboutPayment, heldVnd: AmountVnd }),
  'payment.refunded': event('payment.refunded', { ...aboutPayment, refundedVnd: AmountVnd }),
  'payment.settled': event('payment.settled', {
    ...aboutPayment,
    outcome: z.enum(['paid', 'written_off', 'cancelled', 'closed']),
  }),
  'message.intended': event('message.intended', {
    ...aboutMessage,
    channel: z.enum(['sms', 'email']),
    template: z.string(),
  }),
  'message.delivered': event('message.delivered', {
    ...aboutMessage,
    channel: z.enum(['sms', 'email']),
    template: z.string(),
  }),
  'message.failed': event('message.failed', {
    ...aboutMessage,
    channel: z.enum(['sms', 'email']),
    template: z.string(),
    reason: z.string(),
  }),
  'result.issue_requested': event('result.issue_requested', { ...aboutResult, uploadVersionId: z.string() }),
  'result.issued': event('result.issued', { ...aboutResult, finishes: z.boolean() }),
  'result.replaced': event('result.replaced', { ...aboutResult }),
  'result.revoked': event('result.revoked', { ...aboutResult }),
};

/** A type of event. */
export type EventType = keyof typeof events;

/** The event of one type: `{id, type, at, data}`; a `Milestone` of its fold. */
export type EventOf<T extends EventType> = z.infer<(typeof events)[T]>;

/** Any event of the catalogue. */
export type DomainEvent = { [T in EventType]: EventOf<T> }[EventType];

/** Any event of the catalogue, parsed by its type. */
export const DomainEventSchema = z.discriminatedUnion(
  'type',
  Object.values(events) as unknown as [
    (typeof events)['dossier.registered'],
    ...(typeof events)['dossier.registered'][],
  ],
) as unknown as z.ZodType<DomainEvent>;

/** The suffix of an event that says an announced moment did not hold after all. */
export const WITHDRAWN = '_withdrawn';

/** An event as the bus carries it: a catalogue event with its number, or its withdrawal (same id and data, type with the suffix). */
export interface BusEvent {
  readonly event: DomainEvent;
  /** Which word of it this is: of all under one id the highest is to be believed. 0 where a queue tells it to itself. */
  readonly number: number;
  readonly withdrawn: boolean;
}

/** What the bus carries besides what the catalogue says. */
const Carried = z.looseObject({ type: z.string(), number: z.int().nonnegative().default(0) });

/** Reads an event from the bus; undefined where it is not of the catalogue. */
export const parseBusEvent = (input: unknown): BusEvent | undefined => {
  const raw = Carried.safeParse(input);
  if (!raw.success) return undefined;
  const withdrawn = raw.data.type.endsWith(WITHDRAWN);
  const type = withdrawn ? raw.data.type.slice(0, -WITHDRAWN.length) : raw.data.type;
  const parsed = DomainEventSchema.safeParse({ ...raw.data, type });
  return parsed.success ? { event: parsed.data, number: raw.data.number, withdrawn } : undefined;
};

/** The aggregate that an event is a moment of. */
const aggregateOf = ({ data }: DomainEvent): string => {
  const { paymentId, resultId, messageId, dossierCode } = data as Partial<Record<string, string>>;
  return paymentId ?? resultId ?? messageId ?? dossierCode ?? '';
};

/**
 * What holds of all that was heard, in whatever order and however often: under each id the word with the highest number, unless that
 * takes it back; and of an aggregate only what was told in the newest epoch that was heard of it, since a table that was restored
 * from a backup tells again all that is true in it.
 */
export const believed = <H extends Omit<BusEvent, 'event'> & { readonly event: DomainEvent }>(
  heard: readonly H[],
): H[] => {
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
