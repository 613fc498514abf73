import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Instant } from '../../../shared/kernel/time.ts';
import { type EndedOrder, endingsOf } from './endings.ts';
import type { Outcome } from './outcomes.ts';

/** What a provider does with refunds of an order: does them, has them wait, does not do them, or does not answer. */
export const RefundOutcome = z.enum(['done', 'pending', 'declined', 'down']);

/** What a provider does with refunds of an order. */
export type RefundOutcome = z.infer<typeof RefundOutcome>;

/** What each outcome is called on the page of an order, and what it makes the provider do, in Vietnamese and in English. */
export const refundWords: Readonly<
  Record<RefundOutcome, { readonly label: string; readonly does: string; readonly english: string }>
> = {
  done: {
    label: 'Hoàn tiền ngay',
    does: 'Cổng hoàn tiền ngay khi được yêu cầu; yêu cầu đang chờ cũng được hoàn.',
    english: 'Done: refunds are paid at once, those that wait too.',
  },
  pending: {
    label: 'Để chờ xử lý',
    does: 'Cổng nhận yêu cầu và để chờ, cho đến khi chọn hoàn tiền hoặc từ chối.',
    english: 'Pending: refunds are taken and wait until done or declined is chosen.',
  },
  declined: {
    label: 'Từ chối hoàn tiền',
    does: 'Cổng từ chối yêu cầu hoàn tiền; yêu cầu đang chờ cũng bị từ chối.',
    english: 'Declined: refunds are refused, those that wait too.',
  },
  down: {
    label: 'Cổng ngừng hoạt động',
    does: 'Cổng không trả lời, hệ thống không biết yêu cầu hoàn tiền đã đến hay chưa và hỏi lại sau.',
    english: 'Down: the provider does not answer, so that nobody knows whether it took the refund.',
  },
};

/** An outcome that was chosen for the refunds of an order; it holds until the next. */
export interface ChosenOutcome {
  readonly outcome: RefundOutcome;
  readonly at: Instant;
}

/** What holds when nothing was chosen. */
const BY_ITSELF: RefundOutcome = 'done';

/** The outcome that holds at a moment. */
export const outcomeAt = (chosen: readonly ChosenOutcome[], at: Instant): RefundOutcome =>
  chosen.findLast((each) => each.at <= at)?.outcome ?? BY_ITSELF;

/** What became of a refund that a provider took at a moment, of which it waits for a later choice while it is pending. */
export function endOfRefund(chosen: readonly ChosenOutcome[], takenAt: Instant): 'done' | 'pending' | 'declined' {
  const held = outcomeAt(chosen, takenAt);
  if (held === 'done' || held === 'declined') return held;
  const later = chosen.find(({ at, outcome }) => at > takenAt && (outcome === 'done' || outcome === 'declined'));
  return later?.outcome === 'done' || later?.outcome === 'declined' ? later.outcome : 'pending';
}

/** The number under which a provider has a refund, whenever it is asked. */
export const refundNumber = (reference: string): string =>
  String(10_000_000 + (createHash('sha256').update(`refund#${reference}`).digest().readUInt32BE() % 90_000_000));

/** An order, what was done to it, and the refunds of its money. */
export interface RefundedOrder {
  readonly order: EndedOrder | undefined;
  readonly deeds: readonly { readonly deed: Outcome | 'opened'; readonly at: Instant }[];
  readonly refunds: readonly {
    readonly transaction?: string | undefined;
    readonly amountVnd: number;
    readonly state: 'done' | 'pending' | 'declined';
  }[];
}

/** What a transaction of an order brought, in dong; undefined where it brought nothing. */
function paidBy({ order, deeds }: RefundedOrder, transaction: string): number | undefined {
  const endings = deeds.flatMap(({ deed, at }) => {
    if (!order || deed === 'opened') return [];
    const { told, returns } = endingsOf(order, deed, at);
    return returns ? [...told, returns] : told;
  });
  return endings.find((ending) => ending.outcome === 'paid' && ending.transaction === transaction)?.amountVnd;
}

/** What can still be given back of a transaction of an order, in dong; undefined where it brought nothing. */
export function leftOf(known: RefundedOrder, transaction: string): number | undefined {
  const paidVnd = paidBy(known, transaction);
  if (paidVnd === undefined) return undefined;
  const taken = known.refunds.filter((refund) => refund.transaction === transaction && refund.state !== 'declined');
  return taken.reduce((left, { amountVnd }) => left - amountVnd, paidVnd);
}
