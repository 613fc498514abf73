import type { DomainEvent, EventOf } from '../../../shared/kernel/events.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import { owedVnd, type Payment } from './payment.ts';
import { receiptMilestones } from './receipts.ts';

type Settlement = { readonly outcome: 'paid' | 'cancelled' | 'closed'; readonly at: Instant };

/**
 * What settled a fee, and so ends its hold on the dossier, from the earliest of its money, its cancelling and its closing on. One that was
 * taken back or ran out was not paid, whatever the clocks of those who recorded its money say.
 */
function settlementOf({ paidAt, ended }: Payment): Settlement | undefined {
  if (ended)
    return { outcome: ended.as === 'cancelled' ? 'cancelled' : 'closed', at: Math.min(ended.at, paidAt ?? ended.at) };
  return paidAt === undefined ? undefined : { outcome: 'paid', at: paidAt };
}

/** What had come by a moment: what came later changes nothing of what was told of it. */
const receivedBy = ({ arrivals }: Payment, moment: Instant): number =>
  Math.max(0, ...arrivals.filter(({ at }) => at <= moment).map(({ afterVnd }) => afterVnd));

/** Each arrival of money for which nothing was due any more; which of them came first may change, how many there are never lessens. */
function surplusMilestones(
  payment: Payment,
  about: Omit<EventOf<'payment.opened'>['data'], 'expiresAt'>,
): readonly EventOf<'payment.surplus'>[] {
  const { paymentId, ended, arrivals } = payment;
  const owed = owedVnd(payment);
  return arrivals
    .filter(({ afterVnd }) => afterVnd > owed)
    .map(({ at, afterVnd }, n) => ({
      id: `${paymentId}:surplus:${n + 1}`,
      type: 'payment.surplus',
      at: Math.max(at, ended?.at ?? at),
      data: { ...about, receivedVnd: afterVnd, surplusVnd: afterVnd - owed, because: ended?.as ?? 'overpaid' },
    }));
}

/** When a fee was paid and what of the money was collected for it; undefined where it was not paid. What is too much was not collected. */
export function collectionOf(payment: Payment): { readonly at: Instant; readonly amountVnd: number } | undefined {
  const settled = settlementOf(payment);
  if (settled?.outcome !== 'paid') return undefined;
  return { at: settled.at, amountVnd: Math.min(payment.amountVnd, receivedBy(payment, settled.at)) };
}

/**
 * The moments of a payment worth telling, each at most once. None vanishes when facts are added, but that a fee was paid where it was taken
 * back at the same moment: its money is then a surplus, which is told. A part payment stays one after the rest has come, and money that
 * a person had to look at stays announced.
 */
export function milestonesOf(payment: Payment): readonly DomainEvent[] {
  const { paymentId, dossierCode, agencyCode, amountVnd, blocksProcessing, transactions } = payment;
  const about = { paymentId, dossierCode, agencyCode, amountVnd, blocksProcessing };
  const part = transactions.find((each) => each.standing === 'received' && each.amountVnd < amountVnd);
  const doubtful = transactions.find((each) => each.standing !== 'received' || each.doubts.length > 0);
  const settled = settlementOf(payment);
  return [
    {
      id: `${paymentId}:opened`,
      type: 'payment.opened',
      at: payment.openedAt,
      data: { ...about, expiresAt: payment.expiresAt },
    },
    ...(part
      ? [
          {
            id: `${paymentId}:partially_paid`,
            type: 'payment.partially_paid' as const,
            at: part.recordedAt,
            data: { ...about, receivedVnd: part.amountVnd },
          },
        ]
      : []),
    ...(settled?.outcome === 'paid'
      ? [
          {
            id: `${paymentId}:paid`,
            type: 'payment.paid' as const,
            at: settled.at,
            data: { ...about, receivedVnd: receivedBy(payment, settled.at) },
          },
        ]
      : []),
    ...surplusMilestones(payment, about),
    ...(doubtful
      ? [
          {
            id: `${paymentId}:under_review`,
            type: 'payment.under_review' as const,
            at: doubtful.recordedAt,
            data: { ...about, heldVnd: payment.heldVnd },
          },
        ]
      : []),
    ...(settled
      ? [
          {
            id: `${paymentId}:settled`,
            type: 'payment.settled' as const,
            at: settled.at,
            data: { ...about, outcome: settled.outcome },
          },
        ]
      : []),
    ...receiptMilestones(payment),
  ];
}
