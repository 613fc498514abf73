import type { DomainEvent, EventOf } from '../../../shared/kernel/events.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { arrivalsOf, sumOf } from './money.ts';
import { foldPayment, type Payment } from './payment.ts';
import { doneRefunds, receivedBy } from './receipting.ts';
import { receiptMilestones } from './receipts.ts';
import { transactionOf } from './refund-calls.ts';
import type { Refund } from './refunds.ts';

type Settlement = { readonly outcome: 'paid' | 'written_off' | 'cancelled' | 'closed'; readonly at: Instant };

/** When the fee was covered by what providers said, whatever was decided; undefined where it was not. */
const coveredAt = ({ told, amountVnd }: Payment): Instant | undefined =>
  told.arrivals.find(({ afterVnd }) => afterVnd >= amountVnd)?.at;

/**
 * What settled a fee, and so ends its hold on the dossier, from the earliest of its money, its cancelling, its closing and its writing off
 * on. One that was taken back or ran out was not paid, whatever the clocks of those who recorded its money say; what a person makes good
 * again later holds nothing up again.
 */
function settlementOf(payment: Payment): Settlement | undefined {
  const { told, ended, paidAt } = payment;
  const covered = coveredAt(payment);
  if (told.ended) {
    const outcome = told.ended.as === 'cancelled' ? 'cancelled' : 'closed';
    return { outcome, at: Math.min(told.ended.at, covered ?? told.ended.at) };
  }
  if (ended) return { outcome: 'written_off', at: ended.at };
  if (paidAt === undefined) return undefined;
  return { outcome: payment.dueVnd < payment.amountVnd && covered === undefined ? 'written_off' : 'paid', at: paidAt };
}

/** Each arrival of money for which nothing was due any more; which of them came first may change, how many there are never lessens. */
function surplusMilestones(
  { paymentId, amountVnd, told: { arrivals, ended } }: Payment,
  about: Omit<EventOf<'payment.opened'>['data'], 'expiresAt'>,
): readonly EventOf<'payment.surplus'>[] {
  const owedVnd = ended ? 0 : amountVnd;
  return arrivals
    .filter(({ afterVnd }) => afterVnd > owedVnd)
    .map(({ at, afterVnd }, n) => ({
      id: `${paymentId}:surplus:${n + 1}`,
      type: 'payment.surplus',
      at: Math.max(at, ended?.at ?? at),
      data: { ...about, receivedVnd: afterVnd, surplusVnd: afterVnd - owedVnd, because: ended?.as ?? 'overpaid' },
    }));
}

/** A payment as it was known at a moment: what became known later changes nothing of what was told of it. */
function asKnownAt(payment: Payment, moment: Instant): Payment {
  const known = payment.facts.filter(({ recordedAt }) => recordedAt <= moment);
  return known.length === payment.facts.length ? payment : (foldPayment(payment.paymentId, known) ?? payment);
}

/** When a refund's going was known whole, by whichever clocks its facts were recorded. */
const knownAt = (payment: Payment, refund: Refund & { readonly doneAt: Instant }): Instant =>
  Math.max(refund.doneAt, refund.reservedAt ?? refund.askedAt, transactionOf(payment, refund)?.since ?? 0);

/** Each refund that was done, with all received money that had been given back by then. */
function refundMilestones(
  payment: Payment,
  about: Omit<EventOf<'payment.opened'>['data'], 'expiresAt'>,
): readonly EventOf<'payment.refunded'>[] {
  return doneRefunds(payment).map((refund) => {
    const { refundId, amountVnd, doneAt } = refund;
    const { state, receivedVnd, refundedVnd } = asKnownAt(payment, knownAt(payment, refund));
    return {
      id: `${payment.paymentId}:refunded:${refundId}`,
      type: 'payment.refunded',
      at: doneAt,
      data: { ...about, refundId, refundVnd: amountVnd, refundedVnd, receivedVnd, state },
    };
  });
}

/** What figures know of a fee: the money that counts as received by when it was recorded, and what of that was given back. */
function countedMilestone(payment: Payment): readonly EventOf<'payment.counted'>[] {
  const { paymentId, dossierCode, agencyCode, openedAt, transactions, told } = payment;
  const arrivals = arrivalsOf(transactions, ({ since }) => since);
  if (arrivals.length === 0 && told.arrivals.length === 0) return [];
  const received = new Set(arrivals.map(({ transaction }) => transaction.key));
  const gone = doneRefunds(payment).filter(({ transaction }) => received.has(transaction));
  const movements = [
    ...arrivals.map(({ at, beforeVnd, afterVnd }) => ({ at, vnd: afterVnd - beforeVnd })),
    ...gone.map(({ doneAt, amountVnd }) => ({ at: doneAt, vnd: -amountVnd })),
  ];
  const data = { paymentId, dossierCode, agencyCode, movements };
  return [{ id: `${paymentId}:counted`, type: 'payment.counted', at: openedAt, data }];
}

/**
 * The moments of a payment worth telling, each at most once. None vanishes when facts are added, but that a fee was paid where it was taken
 * back at the same moment (its money is then a surplus, which is told), and that the first money was a part of it where other money turns out to
 * have come before. A part payment stays one after the rest has come, and money that
 * a person had to look at stays announced. A fee of 0 asks for nothing and holds nothing up: it is only told to be paid, with its 0.
 */
export function milestonesOf(payment: Payment): readonly DomainEvent[] {
  const { paymentId, dossierCode, agencyCode, amountVnd, blocksProcessing, paidAt } = payment;
  const { transactions } = payment.told;
  const about = { paymentId, dossierCode, agencyCode, amountVnd, blocksProcessing };
  const part = payment.told.arrivals.find(({ afterVnd }) => afterVnd < amountVnd);
  const doubtful = transactions.find((each) => each.standing !== 'received' || each.doubts.length > 0);
  const settled = settlementOf(payment);
  const isDue = amountVnd > 0;
  return [
    ...(isDue
      ? [
          {
            id: `${paymentId}:opened`,
            type: 'payment.opened' as const,
            at: payment.openedAt,
            data: { ...about, expiresAt: payment.expiresAt },
          },
        ]
      : []),
    ...(payment.remindedAt === undefined
      ? []
      : [
          {
            id: `${paymentId}:due_soon`,
            type: 'payment.due_soon' as const,
            at: payment.remindedAt,
            data: { ...about, expiresAt: payment.expiresAt },
          },
        ]),
    ...(part
      ? [
          {
            id: `${paymentId}:partially_paid`,
            type: 'payment.partially_paid' as const,
            at: part.at,
            data: { ...about, receivedVnd: part.afterVnd },
          },
        ]
      : []),
    ...(paidAt !== undefined && !payment.ended
      ? [
          {
            id: `${paymentId}:paid`,
            type: 'payment.paid' as const,
            at: paidAt,
            data: { ...about, receivedVnd: receivedBy(payment, paidAt) },
          },
        ]
      : []),
    ...surplusMilestones(payment, about),
    ...refundMilestones(payment, about),
    ...(doubtful
      ? [
          {
            id: `${paymentId}:under_review`,
            type: 'payment.under_review' as const,
            at: doubtful.recordedAt,
            data: {
              ...about,
              heldVnd: sumOf(transactions, 'held'),
              receivedVnd: receivedBy(payment, doubtful.recordedAt),
              state: asKnownAt(payment, doubtful.recordedAt).state,
            },
          },
        ]
      : []),
    ...(settled && isDue
      ? [
          {
            id: `${paymentId}:settled`,
            type: 'payment.settled' as const,
            at: settled.at,
            data: {
              ...about,
              outcome: settled.outcome,
              receivedVnd: receivedBy(payment, settled.at),
              state: asKnownAt(payment, Math.max(settled.at, (payment.told.ended ?? payment.ended)?.at ?? 0)).state,
            },
          },
        ]
      : []),
    ...countedMilestone(payment),
    ...receiptMilestones(payment),
  ];
}
