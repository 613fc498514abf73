import type { DomainEvent } from '../../../shared/kernel/events.ts';
import type { Instant } from '../../../shared/kernel/time.ts';
import type { Payment } from './payment.ts';

type Settlement = { readonly outcome: 'paid' | 'cancelled' | 'closed'; readonly at: Instant };

/** What settled a fee, and so ends its hold on the dossier: the earliest of its money, its cancelling, its closing. */
function settlementOf({ paidAt, ended }: Payment): Settlement | undefined {
  if (ended && (paidAt === undefined || ended.at < paidAt))
    return { outcome: ended.as === 'cancelled' ? 'cancelled' : 'closed', at: ended.at };
  return paidAt === undefined ? undefined : { outcome: 'paid', at: paidAt };
}

/**
 * The moments of a payment worth telling, each at most once. None vanishes when facts are added: a part payment stays one
 * after the rest has come, and money that a person had to look at stays announced.
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
    ...(payment.paidAt === undefined
      ? []
      : [
          {
            id: `${paymentId}:paid`,
            type: 'payment.paid' as const,
            at: payment.paidAt,
            data: { ...about, receivedVnd: payment.receivedVnd },
          },
        ]),
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
  ];
}
