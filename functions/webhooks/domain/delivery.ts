import { ofKind } from '../../../shared/kernel/facts-by-kind.ts';
import type { AgencyCode, DeliveryId } from '../../../shared/kernel/ids.ts';
import { type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { DeliveryFact, FactOf, Intended } from './facts.ts';

const HOUR_MS = 60 * MINUTE_MS;

/** How long after each try of a series that failed the next one is made; after the last of them the delivery has failed (Standard Webhooks 1.0). */
export const ladderMs: readonly number[] = [
  5000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** A try younger than this may still be at work: longer than the sending function's time-out, shorter than its queue's. */
export const TRY_LEASE_MS = 90_000;

/** A delivery is sent again at most so often: what callers can repeat has an end far below that of an aggregate's facts. */
export const MOST_REDELIVERIES = 20;

/** The answer by which a receiver ends its webhook (RFC 9110, 15.5.11). */
export const GONE = 410;

/** Whether a receiver has taken a delivery. */
export const isTaken = (status: number | undefined): boolean => status !== undefined && status >= 200 && status < 300;

/** One try, as its facts leave it. */
export interface Attempt {
  readonly number: number;
  readonly at: Instant;
  readonly status: number | undefined;
  /** Undefined while nobody knows what came of it. */
  readonly endedAt: Instant | undefined;
}

/** A delivery as the set of its facts leaves it. */
export interface Delivery {
  readonly deliveryId: DeliveryId;
  readonly agencyCode: AgencyCode;
  readonly type: string;
  readonly body: string;
  readonly createdAt: Instant;
  readonly state: 'waiting' | 'delivered' | 'failed';
  /** Every try, in their order. */
  readonly attempts: readonly Attempt[];
  readonly redeliveries: readonly string[];
  /** The last try before the series of tries that is under way. */
  readonly after: number;
  /** When the next try is due; none unless it waits. */
  readonly nextAt: Instant | undefined;
}

const attemptsOf = (facts: readonly DeliveryFact[]): readonly Attempt[] => {
  const ends = new Map(facts.filter(ofKind('attempt_ended')).map((end) => [end.attempt, end]));
  return facts
    .filter(ofKind('attempt_begun'))
    .map(({ attempt, begunAt }) => ({
      number: attempt,
      at: begunAt,
      status: ends.get(attempt)?.status,
      endedAt: ends.get(attempt)?.endedAt,
    }))
    .sort((a, b) => a.number - b.number);
};

/** The series that is under way: it began with the delivery, or with the redelivery that knew of the most tries. */
const seriesOf = ({ intendedAt }: Intended, redeliveries: readonly FactOf<'redelivery'>[]) =>
  redeliveries
    .map(({ after, askedAt }) => ({ after, from: askedAt }))
    .reduce(
      (last, next) => (next.after > last.after || (next.after === last.after && next.from > last.from) ? next : last),
      { after: 0, from: intendedAt },
    );

/** When a try follows the tries of a series; undefined where none does. */
const nextTry = (series: readonly Attempt[], from: Instant): Instant | undefined => {
  const last = series.at(-1);
  if (!last) return from;
  const wait = ladderMs[series.length - 1];
  if (wait === undefined) return undefined;
  return last.endedAt === undefined ? last.at + Math.max(TRY_LEASE_MS, wait) : last.endedAt + wait;
};

/** The delivery that a set of facts amounts to; order and repetition change nothing. Undefined where the intent is missing. */
export function foldDelivery(deliveryId: DeliveryId, facts: readonly DeliveryFact[]): Delivery | undefined {
  const intended = facts.find(ofKind('intended'));
  if (!intended) return undefined;
  const redeliveries = facts.filter(ofKind('redelivery'));
  const attempts = attemptsOf(facts);
  const { after, from } = seriesOf(intended, redeliveries);
  const series = attempts.filter(({ number }) => number > after);
  const isDelivered = series.some(({ status }) => isTaken(status));
  const isOver =
    isDelivered ||
    series.some(({ status }) => status === GONE) ||
    facts.some((fact) => fact.kind === 'given_up' && fact.after === after);
  const nextAt = isOver ? undefined : nextTry(series, from);
  return {
    deliveryId,
    agencyCode: intended.agencyCode,
    type: intended.type,
    body: intended.body,
    createdAt: intended.intendedAt,
    state: isDelivered ? 'delivered' : nextAt === undefined ? 'failed' : 'waiting',
    attempts,
    redeliveries: [...new Set(redeliveries.map(({ asking }) => asking))],
    after,
    nextAt,
  };
}
