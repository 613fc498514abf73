import { sortable } from '../../../shared/kernel/time.ts';
import { timerKey } from '../../../shared/kernel/timers.ts';
import type { Book } from '../../../shared/platform/ledger/book.ts';
import { closesAt } from './expiry.ts';
import { keyOf, meaningOf, PaymentFact } from './facts.ts';
import { milestonesOf } from './milestones.ts';
import { foldPayment, type Payment } from './payment.ts';

/** The head waits for the end of the fee's term, where that closes it. */
const termOf = (payment: Payment) => {
  const at = closesAt(payment);
  return at === undefined ? {} : { timer: timerKey('WALL', sortable(at), payment.paymentId) };
};

/** The book of payments: heads are listed by dossier, oldest first. */
export const paymentBook: Book<PaymentFact, Payment> = {
  capability: 'payments',
  prefix: 'PAY',
  foldVersion: 2,
  schema: PaymentFact,
  key: keyOf,
  meaning: meaningOf,
  fold: foldPayment,
  project: (payment) => ({
    document: {
      dossierCode: payment.dossierCode,
      agencyCode: payment.agencyCode,
      state: payment.state,
      flags: payment.flags,
      amountVnd: payment.amountVnd,
      receivedVnd: payment.receivedVnd,
      heldVnd: payment.heldVnd,
      refundedVnd: payment.refundedVnd,
      blocksProcessing: payment.blocksProcessing,
      expiresAt: payment.expiresAt,
    },
    milestones: milestonesOf(payment),
    list: { pk: `DOS#${payment.dossierCode}`, sk: `${sortable(payment.openedAt)}#${payment.paymentId}` },
    ...termOf(payment),
  }),
};
