import { DAY_MS, type Instant, MINUTE_MS } from '../../../shared/kernel/time.ts';
import type { DecidedTransaction } from './decisions.ts';
import type { Payment } from './payment.ts';
import { awaitsCall, isUnderWay, type Refund } from './refunds.ts';

/** When a refund's provider is asked again, counted from when it was asked first: after these waits, then at each pause until its end. */
export interface Ladder {
  readonly waitsMs: readonly number[];
  readonly pauses: readonly { readonly untilMs: number; readonly pauseMs: number }[];
}

const HOUR_MS = 60 * MINUTE_MS;
const daily = { untilMs: Number.POSITIVE_INFINITY, pauseMs: DAY_MS };
const hourly = { untilMs: DAY_MS, pauseMs: HOUR_MS };

/** How providers are asked: soon at first, hourly for a day, then daily. */
export const liveLadder: Ladder = {
  waitsMs: [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS],
  pauses: [hourly, daily],
};

/** How a played provider is asked, whose outcome somebody chooses and waits for. */
export const playedLadder: Ladder = {
  waitsMs: [5000, 15_000, MINUTE_MS],
  pauses: [{ untilMs: HOUR_MS, pauseMs: MINUTE_MS }, hourly, daily],
};

/** The first moment after `now` at which a provider that was first asked at a moment is asked again. */
export function nextCall({ waitsMs, pauses }: Ladder, firstAt: Instant, now: Instant): Instant {
  const age = Math.max(0, now - firstAt);
  const wait = waitsMs.find((after) => after > age);
  if (wait !== undefined) return firstAt + wait;
  const { pauseMs } = pauses.find(({ untilMs }) => age < untilMs) ?? daily;
  return firstAt + (Math.floor(age / pauseMs) + 1) * pauseMs;
}

/** True once a provider that was asked has not said the last for a day: a person should know. */
export const isSilent = ({ sent, reservedAt }: Refund, now: Instant): boolean =>
  now - (sent?.at ?? reservedAt ?? now) >= DAY_MS;

/** The transaction that a refund gives back. */
export const transactionOf = (payment: Payment, refund: Refund): DecidedTransaction | undefined =>
  payment.transactions.find(({ key }) => key === refund.transaction);

/** The other refunds of the order whose money a refund gives back, in their order. */
export function othersOfOrder(payment: Payment, refund: Refund): readonly Refund[] {
  const transaction = transactionOf(payment, refund);
  return payment.refunds.filter((other) => {
    const its = transactionOf(payment, other);
    return (
      other.refundId !== refund.refundId &&
      its?.provider === transaction?.provider &&
      its?.merchant === transaction?.merchant &&
      its?.reference === transaction?.reference
    );
  });
}

/** Whether a refund must wait until it is known what became of another of its order. */
export const waitsForAnother = (payment: Payment, refund: Refund): boolean =>
  !isUnderWay(refund) && othersOfOrder(payment, refund).some((other) => awaitsCall(other) && isUnderWay(other));
