import { type EventType, type HeardEvent, type HeardOf, needed } from '../../../shared/kernel/events.ts';
import type { DossierCode, PaymentId } from '../../../shared/kernel/ids.ts';
import { epochOf, numberOf, versionOf } from '../../../shared/kernel/milestones.ts';
import { DAY_MS, type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { Notice } from './notice.ts';

/** So long a moment is news: later a message about it is noise. */
export const NEWS_MS = 3 * DAY_MS;

/** What a person is told of an event. */
export interface Telling {
  /** What makes the moment unique; the event's id where it is left out. */
  readonly occasion?: string;
  /** Which word of the occasion it is; the event's number where it is left out. */
  readonly number?: number;
  /** Left out where the event tells by itself nothing of its occasion, and nothing that was said of it before either. */
  readonly notice?: Notice;
  /** Left out: until it is no news any more. */
  readonly expiresAt?: Instant;
  readonly mootBy?: string;
  readonly follows?: string;
}

/** The occasion after which a fee's demand is no longer true: money has come for it, or nothing is due any more. */
export const demandOver = (paymentId: PaymentId): string => `fee_settled:${paymentId}`;

/** The moments that overtake a demand; a part, and money under review, too: of both more is told than that the whole is due. */
const overtaking: readonly EventType[] = [
  'payment.partially_paid',
  'payment.under_review',
  'payment.paid',
  'payment.surplus',
  'payment.settled',
];

/** Whether an event overtakes the demand of its fee. */
export const overtakesDemand = (event: HeardEvent): event is HeardOf<'payment.settled'> =>
  overtaking.includes(event.type);

/** When an event was first learnt of; as far as an earlier release says it, when it happened. */
export const learntAt = (event: HeardEvent): Instant =>
  'learntAt' in event.data && event.data.learntAt !== undefined ? event.data.learntAt : event.at;

type StepTemplate = 'supplement_requested' | 'refused' | 'stopped' | 'withdrawal_received' | 'finished' | 'returned';

/** The steps that have a template of their own, by their names in the dossiers' API. */
const stepTemplates: Readonly<Record<string, StepTemplate>> = {
  supplement_requested: 'supplement_requested',
  refused: 'refused',
  stopped: 'stopped',
  withdrawal_requested: 'withdrawal_received',
  finished: 'finished',
  returned: 'returned',
};

/** A step that only an earlier release tells of says not what it is: its news was told then. */
const stepTelling = (event: HeardOf<'dossier.status_changed'>): Telling | undefined => {
  const { step, status, eventId, toldWith } = event.data;
  if (step === undefined || status === undefined) return undefined;
  if (toldWith !== undefined) return {};
  const said = { at: event.at, ...(eventId === undefined ? {} : { eventId }) };
  const template = Object.hasOwn(stepTemplates, step) ? stepTemplates[step] : undefined;
  return { notice: template ? { template, ...said } : { template: 'status_changed', status, ...said } };
};

/** Room for so many versions of a dossier within an epoch, where numbers have 31 bits (RFC 5545, 3.3.8); a dossier keeps 500 facts. */
const VERSIONS = 10_000;

/** The place of what a calendar is told among the words of its dossier: later words have higher ones, after a restore too. */
const sequenceOf = (number: number): number => epochOf(number) * VERSIONS + Math.min(versionOf(number), VERSIONS - 1);

const acceptedNotice = ({ data, ...event }: HeardOf<'dossier.accepted'>, number: number): Notice => {
  const { promisedAt } = needed({ ...event, data }, 'promisedAt');
  const of = data.eventId === undefined ? {} : { acceptanceId: data.eventId };
  return { template: 'accepted', promisedAt, ...of, sequence: sequenceOf(number) };
};

const minuteOf = (moment: Instant): number => Math.floor(moment / MINUTE_MS);

/** The occasion of a dossier's promises: each overtakes those before it. */
const promisesOf = (dossierCode: DossierCode): string => `promises:${dossierCode}`;

/**
 * A promise is a word of its own among its dossier's, numbered as they are within an epoch of their table, so that the same date again
 * after another one is news. That which an acceptance made is told with the acceptance; one that moves by seconds reads as it did.
 */
const promiseTelling = (event: HeardOf<'dossier.promised'>, number: number): Telling | undefined => {
  const { promisedAt, insteadOf, cause } = needed(event, 'promisedAt', 'insteadOf', 'cause');
  const ordinal = Number(/:promised:(\d+)$/.exec(event.id)?.[1] ?? 0);
  const word = { occasion: promisesOf(event.data.dossierCode), number: numberOf(epochOf(number), ordinal) };
  if (cause === 'accepted') return word;
  if (insteadOf !== null && minuteOf(promisedAt) === minuteOf(insteadOf)) return undefined;
  const sequence = sequenceOf(number);
  if (cause === 'extension') {
    const of = event.data.eventId === undefined ? {} : { eventId: event.data.eventId };
    return { ...word, notice: { template: 'rescheduled', promisedAt, insteadOf, ...of, sequence } };
  }
  return { ...word, notice: { template: 'promise_moved', promisedAt, insteadOf, because: cause, sequence } };
};

const settledTelling = (event: HeardOf<'payment.settled'>): Telling | undefined => {
  const { outcome, amountVnd } = needed(event, 'outcome', 'amountVnd');
  if (outcome === 'paid' || (event.data.receivedVnd ?? 0) > 0) return undefined;
  const notice = { template: 'fee_closed' as const, amountVnd, because: outcome };
  return { notice, follows: `${event.data.paymentId}:opened` };
};

/** What a person is told of an event; undefined where that is nothing. Each moment is told once: a step whose moment another event tells is silent. */
export const tellingOf = (event: HeardEvent, number: number): Telling | undefined => {
  switch (event.type) {
    case 'dossier.registered':
      return { notice: { template: 'registered', at: event.at } };
    case 'dossier.accepted':
      return { notice: acceptedNotice(event, number) };
    case 'dossier.status_changed':
      return stepTelling(event);
    case 'dossier.promised':
      return promiseTelling(event, number);
    case 'payment.opened':
    case 'payment.due_soon': {
      const { amountVnd, expiresAt } = needed(event, 'amountVnd', 'expiresAt');
      const template = event.type === 'payment.opened' ? 'fee_due' : 'fee_reminder';
      const notice = { template, amountVnd, payableUntil: expiresAt } as const;
      return { notice, expiresAt, mootBy: demandOver(event.data.paymentId) };
    }
    case 'payment.partially_paid': {
      const { amountVnd, receivedVnd } = needed(event, 'amountVnd', 'receivedVnd');
      const leftVnd = Math.max(0, amountVnd - receivedVnd);
      const notice = { template: 'partially_paid' as const, amountVnd, receivedVnd, leftVnd };
      return { notice, mootBy: `${event.data.paymentId}:paid` };
    }
    case 'payment.paid': {
      const { amountVnd } = needed(event, 'amountVnd');
      // Of a fee of 0 nobody was asked for anything.
      return amountVnd === 0 ? undefined : { notice: { template: 'paid', amountVnd } };
    }
    case 'payment.surplus': {
      const sums = needed(event, 'amountVnd', 'receivedVnd', 'surplusVnd', 'because');
      const { amountVnd, receivedVnd, surplusVnd, because } = sums;
      return { notice: { template: 'surplus', amountVnd, receivedVnd, surplusVnd, because } };
    }
    case 'payment.refunded': {
      const { amountVnd, refundVnd } = needed(event, 'amountVnd', 'refundVnd');
      return { notice: { template: 'refunded', amountVnd, refundVnd } };
    }
    case 'payment.settled':
      return settledTelling(event);
    case 'result.issued':
      return { notice: { template: 'result_ready' }, mootBy: `result:${event.data.resultId}:revoked` };
    case 'result.revoked':
      return { notice: { template: 'result_revoked', at: event.at } };
    default:
      return undefined;
  }
};

/** What takes back what a person was told of an event that a word of this number withdraws; undefined where nothing does. */
export const correctionOf = (event: HeardEvent, number: number): Notice | undefined => {
  if (event.type !== 'dossier.accepted' && event.type !== 'dossier.status_changed') return undefined;
  const { eventId } = event.data;
  const of = eventId === undefined ? {} : { eventId };
  if (event.type === 'dossier.accepted') {
    const { promisedAt = null } = event.data;
    return { template: 'acceptance_withdrawn', promisedAt, ...of, sequence: sequenceOf(number) };
  }
  return { template: 'corrected', was: needed(event, 'status').status, ...of };
};
